"""The reference of a report: short, easy to say, and a slip in it is noticed.

Eight characters of Crockford's base 32 (https://www.crockford.com/base32.html), which has no I, L, O or U:
seven drawn at random, some thirty bits, and a check character. The check is Damm's algorithm over the field
of 32 elements: it notices every single wrong character and every two neighbours that changed places.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
HALF = 4
_MEANT = str.maketrans("OILU", "011V")
"""What people read and hear wrong. Crockford leaves U out; who types it has most likely seen a V."""
_FIELD = 0b100101  # x^5 + x^2 + 1, which is primitive
_SHAPE = re.compile(
    r"(?<![\w-])([0-9A-Za-z]{4})[ \u00a0_./\u2010-\u2015-]{0,3}([0-9A-Za-z]{4})(?![\w-])"
)
_LIKE_ONE = re.compile(
    r"(?<![\w-])(?!(?:19|20)\d\d-)([0-9A-Za-z]{4})-(?!(?:19|20)\d\d\b)([0-9A-Za-z]{4})(?![\w-])"
)
"""With its dash, and no year in it."""


@dataclass(frozen=True)
class Found:
    """Something written like a reference at [start, end) of a text; `code` is it as we write it.

    `sound` is false when the check character does not fit: somebody made a slip.
    """

    code: str
    sound: bool
    start: int
    end: int


def new_reference(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A reference such as K7Q2-M4XC, drawn anew; never one of a sequence."""
    while True:
        drawn = "".join(choose(ALPHABET) for _ in range(2 * HALF - 1))
        code = drawn + check_character(drawn)
        if all(_is_mixed(half) for half in _halves(code)):
            return "-".join(_halves(code))


def check_character(drawn: str) -> str:
    """The character that makes a reference of seven sound."""
    return ALPHABET[_folded(drawn)]


def references_in(text: str) -> Iterator[Found]:
    """Everything in a text that is written like a reference, in any case and with any mark between."""
    for match in _SHAPE.finditer(text):
        halves = [_meant(part) for part in match.groups()]
        if all(_is_mixed(part) for part in match.groups()):
            code = "-".join(halves)
            yield Found(code, is_sound(code), *match.span())


def resembles_one(text: str) -> bool:
    """Whether a text holds what is written like a reference and cannot be one of ours: "ABCD-1234"."""
    return any(_is_mixed("".join(halves)) for halves in _LIKE_ONE.findall(text))


def has_half_of_one(text: str) -> bool:
    """Whether one half of what resembles a reference is as ours are: then the other has a slip in it."""
    return any(any(map(_is_mixed, halves)) for halves in _LIKE_ONE.findall(text))


def is_one_with_a_slip(text: str) -> bool:
    """Whether a text is nothing but two halves of which one is as ours are, whatever stands between.

    A slip may turn the only figure of a half into a letter. Only for an answer to the question for a
    reference: "24th June" is two such halves too.
    """
    match = _SHAPE.fullmatch(text.strip(" .,!?"))
    return match is not None and any(map(_is_mixed, match.groups()))


def is_sound(code: str) -> bool:
    """Whether the check character of a reference, as we write it, fits."""
    return _folded(code.replace("-", "")) == 0


def _is_mixed(half: str) -> bool:
    """Letters and figures in each half: so no word, name, year or telephone number looks like one."""
    return any(each in "23456789" for each in half) and any(each.isalpha() for each in half)


def _halves(code: str) -> tuple[str, str]:
    return code[:HALF], code[HALF:]


def _meant(part: str) -> str:
    return part.upper().translate(_MEANT)


def _folded(characters: str) -> int:
    state = 0
    for each in characters:
        state = _doubled(state ^ ALPHABET.index(each))
    return state


def _doubled(element: int) -> int:
    """Times x in the field of 32 elements."""
    twice = element << 1
    return twice ^ _FIELD if twice & 0b100000 else twice
