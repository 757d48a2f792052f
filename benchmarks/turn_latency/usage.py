"""What processes use: memory and processor time, read from /proc."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_MEGABYTE = 1024  # /proc counts in kB


def memory(pid: int, *, children: bool = True) -> dict[str, float]:
    """``{"rss", "pss"}`` of a process and, if wanted, its children, in MB.

    RSS counts pages that several processes share for each of them; PSS gives each its part.
    """
    totals = {"rss": 0.0, "pss": 0.0}
    for each in with_children(pid) if children else [pid]:
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            name = line.partition(":")[0].lower()
            if name in totals:
                totals[name] += int(line.split()[1]) / _MEGABYTE
    return totals


def processor_seconds(pid: int) -> float:
    """Processor time that a process and its children have used so far, user and system."""
    return sum(map(_ticks, with_children(pid))) / _TICKS


def processor_seconds_of_all() -> float:
    """Processor time that everything on this machine has used so far, and what its host took away."""
    total = Path("/proc/stat").read_text().splitlines()[0].split()
    user, nice, system, _idle, _waiting, irq, softirq, stolen = map(int, total[1:9])
    return (user + nice + system + irq + softirq + stolen) / _TICKS


def with_children(pid: int) -> list[int]:
    """A process and everything it started that still runs."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in with_children(int(child)))]


def _ticks(pid: int) -> int:
    # The second field is a name in brackets, which may hold spaces; utime and stime are 14 and 15.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
