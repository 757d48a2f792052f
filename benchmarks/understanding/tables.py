"""The README's tables, from results.json."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.understanding.public_sets import SETS

_BEGIN, _END = "<!-- result -->", "<!-- end of result -->"
_HEADS = (
    "set",
    "system",
    "accuracy in scope, %",
    "macro-F1, %",
    "out of scope found, %",
    "AUROC",
    "calibration error",
)
_TITLES = {
    "ours": "ours",
    "encoder": "encoder + logistic regression",
    "sparse": "letters + logistic regression",
}


def put_into(readme: Path, results: dict[str, Any]) -> None:
    """Write the tables between the marks of the README. Raises ValueError when a mark is missing."""
    text = readme.read_text(encoding="utf-8")
    before, after = text[: text.index(_BEGIN)], text[text.index(_END) :]
    tables = [public_table(results), own_table(results), measured(results)]
    readme.write_text(
        f"{before}{_BEGIN}\n\n" + "\n\n".join(tables) + f"\n\n{after}", encoding="utf-8"
    )


def public_table(results: dict[str, Any]) -> str:
    """One row a set and system."""
    rows = [f"| {' | '.join(_HEADS)} |", f"| --- | --- |{' ---: |' * (len(_HEADS) - 2)}"]
    for name in (each for each in SETS if each in results):
        for system, each in results[name].items():
            cells = [
                name,
                _TITLES[system],
                f"{each['accuracy']:.1f} ({each['low']:.1f}–{each['high']:.1f})",
                f"{each['macro_f1']:.1f}",
                _or_nothing(each["oos_recall"], 1),
                _or_nothing(each["auroc"], 3),
                f"{each['calibration_error']:.3f}",
            ]
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def own_table(results: dict[str, Any]) -> str:
    """One row a question to our own sets."""
    rows = ["| our own sets, % | development half | test half |", "| --- | ---: | ---: |"]
    for what, each in results.get("own", {}).items():
        rows.append(
            f"| {what} | {each['dev']:.1f} of {each['dev_n']} | {each['test']:.1f} of {each['test_n']} |"
        )
    return "\n".join(rows)


def measured(results: dict[str, Any]) -> str:
    """When and on what."""
    told = results["circumstances"]
    return f"Measured on {told['date']}, Python {told['python']}, {told['machine']}."


def _or_nothing(value: float | None, places: int) -> str:
    return "" if value is None else f"{value:.{places}f}"
