"""Where one message may hold more than one request: "…, and where do I find lost property?"."""

from __future__ import annotations

import re

_PARTS = re.compile(
    r"""
    ,?\s*\b(?:and\ also|and\ then|oh\ and|and|also|plus|as\ well\ as|while\ i'm\ at\ it|another\ thing)\b\s*
    | [.;?!]+\s+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FEWEST_WORDS = 3
_MOST_PARTS = 6
"""A story has more, and is about one thing."""


def parts_of(text: str) -> list[str]:
    """The parts of a message, each long enough to ask for something; empty when there is only one."""
    parts = [each.strip() for each in _PARTS.split(text)]
    long_enough = [each for each in parts if len(each.split()) >= _FEWEST_WORDS]
    return long_enough if 2 <= len(long_enough) <= _MOST_PARTS else []
