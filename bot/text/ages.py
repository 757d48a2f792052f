"""Ages people give: "I'm 72", "seventy-two years old", "my mum is 80", "I turned 66 last week"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.clauses import is_asserted, is_denied
from bot.text.numbers import NUMBER_WORDS, small_number
from bot.text.reading import with_grammar
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
    r"|this|last|today|tomorrow|years?|yrs?|who|also|or|not|both|my|can|what|do|am|is"
    r"|an|n|they|you|cant|single|pregnant|male|female|from|have|unemployed|need|cos|because|since|got|been"
    r"|still|it|we|yesterday|please|pls|plus|then|though|never|just|how|where|if|a)\b))"
)

# "I'm 72", "my mum is 80", "she turned 66"
_BEING = re.compile(
    rf"(?:\b(?:am|is|are|turned|hit|reached|being|shes|hes)|['’](?:m|s|re)|\bi ?m"
    rf"|\b(?:mum|dad|wife|husband|son|daughter)s)"
    rf" {_HEDGE}{_NUMBER}(?:{_OLD}|{_AFTER_BARE})(?!\s*(?:%|per ?cent|st\b|nd\b|rd\b|th\b|[:./-]\d))",
    re.IGNORECASE,
)
# "I'm Priya, 72, a carer"
_IN_A_LIST = re.compile(
    rf"\b(?:i['’]?m|i am),? [^.!?;,\d]{{2,40}}, {_NUMBER}(?:{_OLD})?(?=,|\.| and\b|$)",
    re.IGNORECASE,
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_PERSON = (
    r"(?:m[ae]n|wom[ae]n|lady|lad|lass|girl|boy|bloke|fella|gentleman|chap|widow|widower|grandma"
    r"|grandad)"
)
_LATELY = rf"(?:in (?:{_MONTHS})|yesterday|last (?:week|month)|on [a-z]+day)\b"
_STILL = r"(?:at it|still going|still working|pregnant|retired|oven|mum|dad|alone)"
_NO_CLOCK = r"(?!\s*(?:am|pm|[a-z]+ (?:road|street|lane)))"
_NO_THING = r"(?!the |my |bus |number |flat |it |no )"
_MORE_OF_SPEAKER = (
    r"(?:,? (?:and|n|&|with|disabled|retired|pregnant|single|live|living) |, [a-z]+(?:,| and\b))"
)
# Ways that are too rare to stand in the rules above; a number of 13 or more only.
_GROWN = tuple(
    re.compile(way, re.IGNORECASE)
    for way in (
        rf"\b{_PERSON} of {_NUMBER}\b(?! us\b)",
        rf"\b(?:i|we) have {_NUMBER} years(?=\s*(?:$|[,.!]|and\b))",
        rf"\b(?:had|was|celebrated|reached) (?:my|her|his) {_NUMBER}(?:st|nd|rd|th) birthday",
        rf"(?:^|[.!]\s+)at (?:the age of )?{_NUMBER}(?=,| (?:i|you|my|we|it)\b)",
        rf"\b{_STILL} at {_NUMBER}\b{_NO_CLOCK}",
        rf"(?:^|[.!]\s+){_NUMBER}(?={_MORE_OF_SPEAKER})",
        rf"^{_NO_THING}[a-z'’ &-]{{3,60}}, {_NUMBER}(?=\s*(?:$|[.!,]| now\b| and an? ))",
        rf"\b(?:i|she|he) was {_NUMBER} (?={_LATELY})",
        rf"^{_NUMBER}(?=[ -]?(?:year|yr)s?[ -]old (?:single |disabled )?{_PERSON}\b)",
        rf"(?<=, ){_NUMBER}(?= now\b| and an? [a-z]+(?:,|$))",
    )
)
_GROWN_FROM = 13
# "dad to a six-year-old", "I've got a 4 year old"
_OF_A_CHILD = re.compile(
    r"\b(?:to|of|with|have|got|['’]ve|for|and|,) (?:a|an|my|our) $", re.IGNORECASE
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
    for pattern in (_YEARS_OLD, _AGED, _BEING, _IN_A_LIST, *_GROWN):
        for match in pattern.finditer(doc.text):
            if match.start("n") in taken:
                continue
            grown = pattern in _GROWN
            age = _age(doc, match, relations, bare=grown or pattern is _BEING, grown=grown)
            if age and (not grown or age.number >= _GROWN_FROM):
                taken.add(match.start("n"))
                yield age


def _age(
    doc: Doc, match: re.Match[str], relations: Collection[str], *, bare: bool, grown: bool
) -> Age | None:
    number = small_number(match["n"])
    start, end = match.start("n"), match.end()
    span = doc.char_span(start, match.end("n"), alignment_mode="expand")
    if number is None or number > OLDEST or span is None or span.start >= MOST_TOKENS:
        return None
    if bare and _UNIT_NEXT.match(doc.text[match.end("n") :]):
        return None
    with_grammar(doc)
    subject = _of_birthday(span) or _whose(span, relations)
    if (
        subject is None
        and grown
        and (span.start == 0 or doc[span.start - 1].text in (",", "at", "was"))
    ):
        subject = Subject("self")  # "did my national service in Cyprus, 87 now"
    if subject is None or not is_asserted(span, subject):
        return None
    if not grown and is_denied(span, subject):
        return None
    if subject.who == "self" and number < _YOUNGEST_SPEAKER:
        if not _OF_A_CHILD.search(doc.text[:start]):
            return None
        subject = Subject("other")
    number -= bool(_UNDER.search(doc.text[:start]))
    return Age(number, subject, start, end)


def _of_birthday(span: Span) -> Subject | None:
    """ "my 65th birthday": the word before says whose."""
    following = [token.lower_ for token in span.doc[span.end : span.end + 2]]
    if "birthday" not in following or span.start == 0:
        return None
    return Subject("self" if norm(span.doc[span.start - 1]) == "my" else "other")


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
    far = span.start - clause_start(doc, span.start) > 4
    if subject.who == "unsaid" and far and doc[span.start - 1].text not in (",", "at"):
        return None
    return Subject("self") if subject.who == "unsaid" else subject
