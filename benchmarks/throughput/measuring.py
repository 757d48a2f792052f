"""What some load does to a running assistant: waiting, processor time, memory."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Event, Thread

from benchmarks.throughput.load import Citizens, Load
from benchmarks.throughput.published import without_limits
from benchmarks.throughput.said import without_end
from benchmarks.turn_latency.measuring import started
from benchmarks.turn_latency.usage import memory, processor_seconds
from bot.cli.processes import NAMES
from bot.settings import ROOT
from tests.support.system import RunningSystem

Figures = dict[str, float]

_MINUTE = 60.0
_DEADLINE = 120.0
"""Seconds a turn may take here. An installation gives up after twenty; here we want to see how long it is."""


@contextmanager
def busy_system(model: Path, content: Path | None = None) -> Iterator[RunningSystem]:
    """A system of its own on the disk, without rate limits, with the content given or else ours."""
    parent = ROOT / "var"
    parent.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=parent, prefix="bench-") as name:
        folder = Path(name)
        content = content or without_limits(folder)
        with started(folder, model, content_dir=content, turn_deadline=_DEADLINE) as (system, _):
            yield system


def at_once(system: RunningSystem, conversations: int, seconds: float) -> Figures:
    """Figures of a closed loop of so many conversations for so long."""
    before = _processor_seconds(system)
    load = asyncio.run(_closed_loop(system.web_url, conversations, seconds))
    return _waiting(load.seconds) | _of_the_processors(system, before, load)


def by_minutes(system: RunningSystem, per_second: float, minutes: float) -> list[Figures]:
    """Figures of each minute of so many messages a second."""
    sizes: list[float] = []
    ended = Event()

    def watch() -> None:
        while not ended.wait(_MINUTE):
            sizes.append(memory_of_all(system))

    watching = Thread(target=watch)
    watching.start()
    load = asyncio.run(_open_loop(system.web_url, per_second, _MINUTE * minutes))
    ended.set()
    watching.join()
    answers = list(zip(load.sent, load.seconds, strict=True))
    return [
        _waiting([each for sent, each in answers if _MINUTE * at <= sent < _MINUTE * (at + 1)])
        | {"memory": size, "unanswered": load.unanswered}
        for at, size in enumerate(sizes)
    ]


def memory_of_all(system: RunningSystem) -> float:
    """PSS of all processes of the assistant, in MB."""
    supervisord = int(system.processes.control().supervisor.getPID())
    return memory(supervisord)["pss"]


async def _closed_loop(url: str, conversations: int, seconds: float) -> Load:
    async with Citizens(url, without_end()) as citizens:
        return await citizens.at_once(conversations, seconds)


async def _open_loop(url: str, per_second: float, seconds: float) -> Load:
    async with Citizens(url, without_end()) as citizens:
        return await citizens.at_a_rate(per_second, seconds)


def _waiting(seconds: list[float]) -> Figures:
    cuts = quantiles([1000 * each for each in seconds], n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "messages": len(seconds)}


def _of_the_processors(system: RunningSystem, before: float, load: Load) -> Figures:
    spent = _processor_seconds(system) - before
    return {
        "unanswered": load.unanswered,
        "per_second": load.per_second,
        "per_processor_second": len(load.seconds) / spent,
        "processor_ms": 1000 * spent / len(load.seconds),
        "memory": memory_of_all(system),
    }


def _processor_seconds(system: RunningSystem) -> float:
    return sum(processor_seconds(system.pid(name)) for name in NAMES)
