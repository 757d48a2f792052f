"""Find and mask personal data, before anything is stored.

`find_personal_data` is used once a message, in the NLU pipeline, with spaCy's reading of it; without
that reading the patterns and the lists of names still work, in any process. `mask_tree` masks whatever
else a turn carries: known values wherever they are repeated, and anything a pattern knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.privacy.patterns import find_patterns
from bot.privacy.people import find_people
from bot.privacy.spans import KINDS, Span, without_overlaps
from bot.privacy.vocabulary import Vocabulary, vocabulary
from bot.text.report_reference import Found, references_in

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["KINDS", "Span", "find_personal_data", "mask", "mask_known", "mask_tree"]

KNOWN_PLACEHOLDER = "[masked]"
_MOST_REPEATED = 40  # values looked for again; more than a person gives in one message
_PLACEHOLDER = re.compile(r"\[[a-z_]{3,24}\]")
_IDENTIFIER = re.compile(
    r"[a-z0-9]+(?:[-_:][a-z0-9]+){0,8}|[0-9a-f-]{32,40}|P[0-9TDWMYH.]+|\d{4}-\d\d-\d\d[T ][\d:.+Z-]+"
)


def find_personal_data(
    text: str, doc: Doc | None = None, words: Vocabulary | None = None
) -> list[Span]:
    """Every span of personal data in `text`, in order, none overlapping.

    What an agency publishes itself (its telephone number, its address) is not personal data. Nor is the
    reference of a report: it says nothing of a person, and leads to nothing personal.
    """
    known = words or vocabulary()
    patterned = [
        span
        for span in find_patterns(_plainly(text))
        if not known.is_published(text[span.start : span.end])
    ]
    found = [*patterned, *find_people(text, known, doc)]
    ours = [each for each in references_in(text) if each.sound]
    clear = [
        span for span in found if not _in_placeholder(text, span) and not _is_within(span, ours)
    ]
    return without_overlaps([*clear, *_repeats(text, clear)])


def _plainly(text: str) -> str:
    """`text` as the patterns know it, character by character: wide digits, odd spaces and the like."""
    return text if text.isascii() else "".join(map(_plain_character, text))


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain.isascii() else character


def _repeats(text: str, found: list[Span]) -> Iterator[Span]:
    """The same values elsewhere in the text, where nothing around them gave them away."""
    values = {text[span.start : span.end]: span.kind for span in found}
    for value, kind in islice(values.items(), _MOST_REPEATED):
        if text.count(value) > 1 or not value.islower():
            for match in _known_pattern(value).finditer(text):
                yield Span(*match.span(), kind)


def mask(text: str, spans: Iterable[Span]) -> str:
    """`text` with each span replaced by the name of its kind in brackets: "[phone]"."""
    pieces, last = [], 0
    for span in without_overlaps(spans):
        pieces += [text[last : span.start], f"[{span.kind}]"]
        last = span.end
    return "".join([*pieces, text[last:]])


def mask_known(text: str, values: Iterable[str]) -> str:
    """`text` with each of the raw `values` replaced, wherever it stands as whole words.

    Case and spacing do not matter, except that a short word without digits must keep its case: "May"
    is a name, "may" is not.
    """
    for value in sorted({value.strip() for value in values} - {""}, key=len, reverse=True):
        text = _known_pattern(value).sub(KNOWN_PLACEHOLDER, text)
    return text


def mask_tree(obj: Any, values: Iterable[str]) -> Any:
    """A copy of a JSON-like value in which every string is masked. Keys and numbers are kept.

    Identifiers (slugs, UUIDs, time stamps, ISO durations) are only searched for the known values.
    """
    known = [value for value in values if value.strip()]
    return _mask_tree(obj, known, vocabulary())


def _mask_tree(obj: Any, known: list[str], words: Vocabulary) -> Any:
    if isinstance(obj, str):
        return _mask_string(obj, known, words)
    if isinstance(obj, dict):
        return {key: _mask_tree(value, known, words) for key, value in obj.items()}
    if isinstance(obj, list | tuple):
        return [_mask_tree(value, known, words) for value in obj]
    return obj


def _mask_string(text: str, known: list[str], words: Vocabulary) -> str:
    text = mask_known(text, known) if known else text
    if len(text) < 4 or _IDENTIFIER.fullmatch(text):
        return text
    return mask(text, _patterns_only(text, words))


def _patterns_only(text: str, words: Vocabulary) -> list[Span]:
    """Names are left out here: most strings of a turn are the assistant's own words."""
    ours = [each for each in references_in(text) if each.sound]
    return [
        span
        for span in find_patterns(text)
        if not words.is_published(text[span.start : span.end])
        and not _in_placeholder(text, span)
        and not _is_within(span, ours)
    ]


def _known_pattern(value: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in value.split()]
    careful = len(value) < 5 and not any(char.isdigit() or char == "@" for char in value)
    return re.compile(
        r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.NOFLAG if careful else re.IGNORECASE
    )


def _is_within(span: Span, references: Iterable[Found]) -> bool:
    return any(each.start <= span.start and span.end <= each.end for each in references)


def _in_placeholder(text: str, span: Span) -> bool:
    """Whether the span lies in a placeholder that masking itself has put there."""
    around = text[max(0, span.start - 26) : span.end + 26]
    shift = max(0, span.start - 26)
    return any(
        match.start() + shift <= span.start and span.end <= match.end() + shift
        for match in _PLACEHOLDER.finditer(around)
    )
