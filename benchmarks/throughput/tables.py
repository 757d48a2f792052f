"""The README's tables and the plot, from results.json."""

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.turn_latency.table import Row, spread

_BEGIN, _END = "<!-- result -->", "<!-- end of result -->"
PLOT = "waiting.png"

_OF_LOAD = (
    Row("p50", "p50, ms"),
    Row("p95", "p95, ms"),
    Row("p99", "p99, ms"),
    Row("per_second", "messages a second", 1),
    Row("per_processor_second", "messages a second of processor time", 1),
    Row("processor_ms", "processor time of a message, ms", 1),
    Row("memory", "memory, all processes, PSS, MB"),
    Row("unanswered", "messages without an answer", compared=False),
)


def put_into(readme: Path, results: dict[str, Any]) -> None:
    """Write what there is between the marks of the README. Raises ValueError when a mark is missing."""
    text = readme.read_text(encoding="utf-8")
    before, after = text[: text.index(_BEGIN)], text[text.index(_END) :]
    writers: dict[str, Callable[[Any], str]] = {
        "load": _load,
        "services": lambda found: _growth(found, "services"),
        "turns": lambda found: _growth(found, "turn"),
        "endurance": _endurance,
    }
    parts = [
        f"### {part.capitalize()}\n\n{write(results[part]['figures'])}\n\n"
        f"Measured on {results[part]['circumstances']}"
        for part, write in writers.items()
        if part in results
    ]
    readme.write_text(f"{before}{_BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{after}", "utf-8")
    if "load" in results:
        draw(results["load"]["figures"], readme.with_name(PLOT))


def draw(found: dict[str, Any], path: Path) -> None:
    """How long an answer takes the more people ask at once."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4), layout="constrained")
    for name, levels in found.items():
        many = [int(each) for each in levels]
        for key, style in (("p50", "--"), ("p95", "-")):
            waits = [median(each[key] for each in runs) for runs in levels.values()]
            axes.plot(many, waits, style, marker="o", label=f"{name}, {key}")
    axes.set(
        xscale="log", yscale="log", xlabel="conversations at once", ylabel="wait for an answer, ms"
    )
    axes.set_xticks(many, [str(each) for each in many])
    axes.grid(alpha=0.3, which="both")
    axes.legend()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


def _load(found: dict[str, Any]) -> str:
    first, second = found
    rows = [
        f"| at once | | {first} | {second} | {first} ÷ {second} |",
        "| ---: | --- | ---: | ---: | ---: |",
    ]
    for many in found[first]:
        for at, row in enumerate(_OF_LOAD):
            one, two = ([run[row.key] for run in found[name][many]] for name in found)
            ratios = [a / b for a, b in zip(one, two, strict=True) if b]
            told = spread(ratios, 2) if row.compared and ratios else ""
            cells = [
                "" if at else many,
                row.label,
                spread(one, row.decimals),
                spread(two, row.decimals),
            ]
            rows.append(f"| {' | '.join([*cells, told])} |")
    return "\n".join(rows) + f"\n\n![How long an answer takes the more people ask at once]({PLOT})"


def _growth(found: dict[str, Any], what: str) -> str:
    (few, at_few), (many, at_many) = found.items()
    rows = [f"| | {what} {few} | {what} {many} | ratio |", "| --- | ---: | ---: | ---: |"]
    for key in ("p50", "p95"):
        one, two = ([run[key] for run in runs] for runs in (at_few, at_many))
        rows.append(f"| {key}, ms | {spread(one, 1)} | {spread(two, 1)} | {_ratio(one, two)} |")
    return "\n".join(rows)


def _ratio(one: Sequence[float], two: Sequence[float]) -> str:
    return spread([b / a for a, b in zip(one, two, strict=True)], 2)


def _endurance(found: dict[str, Any]) -> str:
    minutes = found["minutes"]
    rows = [
        "| minute | p50, ms | p95, ms | p99, ms | memory, PSS, MB |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    for at in sorted({0, *range(4, len(minutes), 5), len(minutes) - 1}):
        each = minutes[at]
        cells = [str(at + 1), *(f"{each[key]:.0f}" for key in ("p50", "p95", "p99", "memory"))]
        rows.append(f"| {' | '.join(cells)} |")
    total = sum(each["messages"] for each in minutes)
    return "\n".join(rows) + (
        f"\n\n{found['rate']:.1f} messages a second, seven tenths of the {found['capacity']:.1f} that were "
        f"reached with fifty conversations at once; {total:.0f} messages, "
        f"{minutes[-1]['unanswered']:.0f} without an answer."
    )
