"""Ages people give: "I'm 72", "seventy-two years old", "my mum is 80", "I turned 66 last week"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.clauses import is_asserted, is_denied
from bot.text.numbers import NUMBER_WORDS, small_number
from bot.text.subjects import MOST_TOKENS, Subject, clause_start, norm, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

OLDEST = 120
_YOUNGEST_SPEAKER = 8  # a smaller bare number is no speaker's age: "I'm 5 ..."

_TENS = "|".join(word for word, number in NUMBER_WORDS.items() if number >= 20)
_UNITS = "|".join(word for word, number in NUMBER_WORDS.items() if number < 20)
_NUMBER = rf"(?P<n>\d{{1,3}}|(?:{_TENS})(?:[ -](?:{_UNITS}))?|(?:{_UNITS}))"
_OLD = r"(?:[ -]?(?:years?|yrs?|yr)[ -]?(?:old|of age)\b|[ -]?y\.?/?o\b|[ -]?yrs?\b(?! ago))"
_HEDGE = r"(?:(?:now|just|only|actually|both|already|currently|over|about|around|under|a) )?"
_AFTER_BARE = (
    r"(?=\s*(?:$|[.,!?;:)\n]|(?:and|but|so|now|with|living|on|in|i|im|she|he|disabled|retired|next"
    r"|this|last|today|tomorrow|years?|yrs?|who|also|or|not|both|my|can|what|do|am|is)\b))"
)

# "I'm 72", "my mum is 80", "she turned 66"
_BEING = re.compile(
    rf"(?:\b(?:am|is|are|turned)|['’](?:m|s|re)|\bi ?m|\b(?:mum|dad|wife|husband|son|daughter)s)"
    rf" {_HEDGE}{_NUMBER}(?:{_OLD}|{_AFTER_BARE})(?!\s*(?:%|per ?cent|st\b|nd\b|rd\b|th\b|[:./-]\d))",
    re.IGNORECASE,
)
# "I'm Priya, 72, a carer"
_IN_A_LIST = re.compile(
    rf"\b(?:i['’]?m|i am),? [^.!?;,\d]{{2,40}}, {_NUMBER}(?:{_OLD})?(?=,|\.| and\b|$)",
    re.IGNORECASE,
)
# "72 years old", "a 5 year old"
_YEARS_OLD = re.compile(rf"(?<![\w£.-]){_NUMBER}{_OLD}", re.IGNORECASE)
_AGED = re.compile(
    rf"\b(?:aged|age(?: is| of|:)?) {_NUMBER}\b(?!\s*(?:to|-|and over|or over|\+))", re.IGNORECASE
)
_UNDER = re.compile(r"\bunder $", re.IGNORECASE)
_UNIT_NEXT = re.compile(
    r"^\s*(?:weeks?|months?|days?|hours?|minutes?|mins?|pounds?|quid|miles?|of\b|out of|in the queue"
    r"|years? (?!old)|yrs (?!old)|stone|bins?|kids|children|times?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Age:
    """An age in years, whose it is, and where it stands in the text."""

    number: int
    subject: Subject
    start: int
    end: int


def read_ages(doc: Doc, relations: Collection[str]) -> Iterator[Age]:
    """The ages stated in `doc`."""
    taken: set[int] = set()
    for pattern in (_YEARS_OLD, _AGED, _BEING, _IN_A_LIST):
        for match in pattern.finditer(doc.text):
            if match.start("n") in taken:
                continue
            taken.add(match.start("n"))
            age = _age(doc, match, relations, bare=pattern is _BEING)
            if age:
                yield age


def _age(doc: Doc, match: re.Match[str], relations: Collection[str], *, bare: bool) -> Age | None:
    number = small_number(match["n"])
    start, end = match.start("n"), match.end()
    span = doc.char_span(start, match.end("n"), alignment_mode="expand")
    if number is None or number > OLDEST or span is None or span.start >= MOST_TOKENS:
        return None
    if bare and _UNIT_NEXT.match(doc.text[match.end("n") :]):
        return None
    subject = _whose(span, relations)
    if subject is None or not is_asserted(span, subject) or is_denied(span, subject):
        return None
    if subject.who == "self" and number < _YOUNGEST_SPEAKER:
        return None
    number -= bool(_UNDER.search(doc.text[:start]))
    return Age(number, subject, start, end)


def _whose(span: Span, relations: Collection[str]) -> Subject | None:
    """The subject; or the noun behind it: "my 5 year old daughter"."""
    doc = span.doc
    following = doc[span.end : span.end + 5]
    for token in following:
        if token.lower_ in relations:
            owned = any(
                norm(word) in ("my", "our", "her", "his")
                for word in doc[max(0, span.start - 2) : span.start]
            )
            if owned:
                return Subject("other", None, token.lower_)
        if token.is_punct and token.text != "-":
            break
    subject = subject_of(span, relations)
    if [norm(token) for token in doc[max(0, span.start - 3) : span.start]][:2] == ["my", "age"]:
        return Subject("self")
    if subject.who == "nobody":
        return None
    if subject.who == "unsaid" and span.start - clause_start(doc, span.start) > 4:
        return None
    return Subject("self") if subject.who == "unsaid" else subject
