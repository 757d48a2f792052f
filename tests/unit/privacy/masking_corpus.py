"""Reads the hand-written corpus of tests/content/masking and scores a masker on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.privacy.spans import Span

FOLDER = Path(__file__).parents[2] / "content" / "masking"
_MARK = re.compile(r"\[\[(\w+):(.*?)\]\]", re.DOTALL)


def lines(name: str) -> list[str]:
    """The lines of one file of the corpus, marks included."""
    read: list[str] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return read


def marked(line: str) -> tuple[str, list[Span]]:
    """A line without its marks, and the spans they stood for."""
    text, spans, last = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        last = mark.end()
    return text + line[last:], spans


@dataclass
class Score:
    """Counts by kind. A value is found when no letter or digit of it is left uncovered."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    kind_right: Counter[str] = field(default_factory=Counter)
    false_alarms: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def recall(self) -> float:
        """Share of the marked values that were found whole."""
        return sum(self.found.values()) / max(1, sum(self.wanted.values()))

    def table(self) -> str:
        """One row a kind: wanted, found, found under the right kind, false alarms."""
        kinds = sorted(set(self.wanted) | set(self.false_alarms))
        rows = [
            f"{kind:22}{self.wanted[kind]:6}{self.found[kind]:6}{self.kind_right[kind]:6}"
            f"{self.false_alarms[kind]:6}"
            for kind in kinds
        ]
        return "\n".join([f"{'kind':22}wanted found right false", *rows])


def score(corpus: Iterable[str], find: Callable[[str], list[Span]]) -> Score:
    """How well `find` does on lines with marks."""
    total = Score()
    for line in corpus:
        text, wanted = marked(line)
        found = find(text)
        for span in wanted:
            _count(total, text, span, found)
        for span in found:
            if not any(span.overlaps(one) for one in wanted):
                total.false_alarms[span.kind] += 1
                total.notes.append(f"false {span.kind} {text[span.start : span.end]!r} in {text!r}")
    return total


def _count(total: Score, text: str, wanted: Span, found: list[Span]) -> None:
    total.wanted[wanted.kind] += 1
    covered = {place for span in found for place in range(span.start, span.end)}
    inside = range(wanted.start, wanted.end)
    if all(place in covered for place in inside if text[place].isalnum()):
        total.found[wanted.kind] += 1
        total.kind_right[wanted.kind] += any(
            span.kind == wanted.kind and span.overlaps(wanted) for span in found
        )
    else:
        total.notes.append(f"missed {wanted.kind} {text[wanted.start : wanted.end]!r} in {text!r}")
