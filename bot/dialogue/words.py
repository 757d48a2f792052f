"""Plain words of a text, and runs of them: how short lists of words are looked up in what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_APOSTROPHES = re.compile("['\u2019\u02bc`]")
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words in lower case, without apostrophes and other marks: "it'd be" is itd, be."""
    return _WORD.findall(_APOSTROPHES.sub("", text.casefold()))


def count_runs(text: str, runs: Iterable[str]) -> int:
    """How many times one of the runs of words stands in a text. See content/listening.yml."""
    words = words_of(text)
    return sum(len(_places(words, run.split())) for run in runs)


def has_run(text: str, runs: Iterable[str]) -> bool:
    """Whether one of the runs of words stands in a text."""
    words = words_of(text)
    return any(_places(words, run.split()) for run in runs)


def without_runs(text: str, runs: Iterable[str]) -> str:
    """The words of a text, those of the runs taken out."""
    words = words_of(text)
    for run in runs:
        parts = run.split()
        for place in reversed(_places(words, parts)):
            del words[place : place + len(parts)]
    return " ".join(words)


def places_of(words: Sequence[str], run: str) -> list[int]:
    """Where a run of words begins among the words of a text."""
    return _places(words, run.split())


def _places(words: Sequence[str], run: Sequence[str]) -> list[int]:
    """Where a run of words begins."""
    last = len(words) - len(run)
    return [
        start
        for start in range(last + 1)
        if all(_fits(words[start + offset], part) for offset, part in enumerate(run))
    ]


def _fits(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
