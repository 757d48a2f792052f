"""What is said under load: sentences of people who had not read the catalogue."""

import random
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import yaml

from bot.settings import ROOT

SETS = ROOT / "tests" / "content" / "understanding"
_LONGEST = 400
"""Characters; a letter of two pages is for benchmarks/turn_latency."""


_OPENINGS = ("", "hello, ", "hi, ", "please, ")
"""With each of them a sentence is another one: together more than the encoder remembers."""


def sentences() -> list[str]:
    """All sentences, in an order that is always the same."""
    told = {
        text
        for path in sorted(SETS.glob("*.yml"))
        for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8")))
        if " " in text and len(text) <= _LONGEST
    }
    shuffled = sorted(told)
    random.Random(1).shuffle(shuffled)  # an order, no secret
    return shuffled


def without_end() -> Iterator[str]:
    """The sentences again and again. One iterator for all conversations: each takes the next."""
    told = sentences()
    return cycle([f"{opening}{text}" for opening in _OPENINGS for text in told])


def _texts(part: Any) -> Iterator[str]:
    """The strings in all lists of a file, however deep."""
    if isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from [value] if isinstance(value, str) else _texts(value)
