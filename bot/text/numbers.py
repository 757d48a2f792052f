"""Small whole numbers as people write them: "72", "seventy-two", "a" for one."""

from __future__ import annotations

import re

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS: dict[str, int] = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 20 + 10 * place for place, word in enumerate(_TENS)},
    "fourty": 40,
    "ninty": 90,
    "hundred": 100,
}


def small_number(words: str) -> int | None:
    """The number 0-9999 in digits, or 0-199 in words ("a hundred and two"); None if it is none."""
    plain = words.strip().lower()
    if plain.isascii() and plain.isdigit():
        return int(plain) if len(plain) <= 4 else None
    if plain in ("a", "an"):
        return 1
    total = 0
    parts = [part for part in re.split(r"[\s-]+", plain) if part not in ("a", "and")]
    for part in parts:
        if part not in NUMBER_WORDS:
            return None
        total += NUMBER_WORDS[part]
    return total if parts else None
