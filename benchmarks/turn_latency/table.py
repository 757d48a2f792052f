"""The result as a table, and its place in the README."""

import datetime as dt
import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

Runs = Mapping[str, Sequence[Mapping[str, float]]]
"""For each variant the figures of each start, in the order they were made."""

_PLACE = re.compile(r"(?<=<!-- result -->\n).*?(?=<!-- end of result -->)", re.DOTALL)


@dataclass(frozen=True)
class Row:
    """One line of the table: which figure, what it is called, and how many decimals it is worth."""

    key: str
    label: str
    decimals: int = 0
    compared: bool = True


ROWS = (
    Row("first_answer", "start to first answer, s", 1),
    Row("turn_p50", "turn p50, ms", 1),
    Row("turn_p95", "turn p95, ms", 1),
    Row("all_processor", "processor time of a turn, ms", 1),
    Row("assistant_processor", "– assistant, ms", 1),
    Row("actions_processor", "– actions, ms", 1),
    Row("web_processor", "– web, ms", 1),
    Row("parse_p50", "parse p50, ms", 1),
    Row("parse_p95", "parse p95, ms", 1),
    Row("all_pss", "memory, all processes, PSS, MB"),
    Row("assistant_pss", "– assistant, PSS, MB"),
    Row("assistant_rss", "– assistant, RSS, MB"),
    Row("actions_pss", "– actions, PSS, MB"),
    Row("actions_rss", "– actions, RSS, MB"),
    Row("web_pss", "– web, PSS, MB"),
    Row("web_rss", "– web, RSS, MB"),
    Row("supervisord_pss", "– supervisord, PSS, MB"),
    Row("supervisord_rss", "– supervisord, RSS, MB"),
    Row("training", "training, s"),
    Row("training_processor", "training, processor time, s"),
    Row("training_memory", "training, most memory, RSS, MB"),
    Row("model_size", "model file, MB", 1),
    Row("from_catalogue", "turns answered from the catalogue, %", compared=False),
    Row("withheld", "turns whose words were withheld from the transcript, %", compared=False),
    Row("others", "processors busy with something else during the turns, %", compared=False),
    Row("unanswered", "turns without an answer", compared=False),
)


def table(runs: Runs) -> str:
    """Markdown: one column a variant, and, when there are two, the second as a multiple of the first."""
    names = list(runs)
    heads = ["", *names] + ([" ÷ ".join(reversed(names))] if len(names) == 2 else [])
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *(_cells(row, runs) for row in ROWS)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cells(row: Row, runs: Runs) -> list[str]:
    columns = [[figures[row.key] for figures in runs[name]] for name in runs]
    cells = [row.label, *(spread(values, row.decimals) for values in columns)]
    if len(columns) == 2:
        first, second = columns
        # Neighbours in time are compared, so that a slow minute of the machine hits both.
        ratios = [b / a for a, b in zip(first, second, strict=True) if a]
        cells.append(spread(ratios, 2) if row.compared and ratios else "")
    return cells


def spread(values: Sequence[float], decimals: int) -> str:
    """The median, with the least and the most in brackets where they differ."""
    low, middle, high = (f"{f(values):.{decimals}f}" for f in (min, median, max))
    return middle if low == high else f"{middle} ({low}–{high})"


def circumstances(models: Sequence[str], repeats: int, turns: int, load: float) -> str:
    """When, what, how much and on what machine; ``load`` is its load before the run."""
    return (
        f"Measured on {dt.datetime.now(dt.UTC):%Y-%m-%d}: {repeats} starts of each, "
        f"{turns} turns and {turns} parses a start; models {' and '.join(models)}. {machine(load)}\n"
    )


def machine(load: float) -> str:
    """What was measured on; ``load`` is its load before the run."""
    names = ("rasa", "tensorflow", "onnxruntime", "spacy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{_processor()}, {os.cpu_count()} processors, {_memory()} GB of memory, "
        f"Linux {platform.release()}; load before the run {load:.1f}. "
        f"Python {platform.python_version()}, {versions}."
    )


def _processor() -> str:
    found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3)


def put_into(readme: Path, result: str) -> None:
    """Write the result between its two marks in the README. Raises ValueError when they are not there."""
    text = readme.read_text(encoding="utf-8")
    changed, places = _PLACE.subn(lambda _: f"\n{result}\n", text)
    if places != 1:
        raise ValueError(f"{readme}: no place for the result")
    readme.write_text(changed, encoding="utf-8")
