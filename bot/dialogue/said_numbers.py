"""Numbers as people say them in an answer: "she is 3", "20 grand", "yr 9", "over 16k". Pure.

A number is a stretch from a lowest to a highest value: most are one value, "over 16k" is not. `loose` takes a
bare number too, which is right only for what answers the very question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.catalogue.model.eligibility import Measure
from bot.text.numbers import NUMBER_WORDS, small_number

Stretch = tuple[int, int]

MOST = 10**9
_OLDEST, _LAST_YEAR_AT_SCHOOL, _A_SUM = 120, 13, 100
_I = re.IGNORECASE
_TENS = "|".join(word for word, number in NUMBER_WORDS.items() if 20 <= number < 100)
_UNITS = "|".join(word for word, number in NUMBER_WORDS.items() if number < 20)
_NUMBER = re.compile(
    rf"(?<![\d.,])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|\b(?:(?:{_TENS})(?:[ -](?:{_UNITS}))?|{_UNITS})\b",
    _I,
)
_THOUSANDS = re.compile(r"\s*(?:k|grand|thousand)\b", _I)
_MONEY = re.compile(r"\s*(?:quid|pounds?|£)(?!\w)", _I)
_HOURS = re.compile(r"\s*(?:hours?|hrs?|h)\b", _I)
_MONTHS = re.compile(r"[\s-]*(?:months?|mths?)\b(?P<old>[\s-]*old)?", _I)
_YEARS = re.compile(
    r"(?:\s*(?:and a half|1/2|½))?[\s-]*(?:(?:years?|yrs?)\b(?P<old>[\s-]*(?:old\b(?!s)|of age))?|yo\b)",
    _I,
)
_OTHER_UNIT = re.compile(
    r"\s*(?:weeks?|days?|hours?|hrs?|points?|pts|k|grand|thousand|quid|pounds?|kids?|children|miles?|%|st|nd|rd|th)(?!\w)",
    _I,
)
_IS = re.compile(
    r"(?:\bi ?['’]?m|\bam|\b(?:she|he|who)['’]?s|\bthey['’]?re|\b(?:is|are|was|turned|aged?|age of|just))"
    r"(?: (?:only|just|now|about|already|over|a))?\s*$",
    _I,
)
_SOON = re.compile(r"(?:nearly|almost|(?<!to )\bbe|['’]ll be|\bill be|turning|turns)\s*$", _I)
_SCHOOL_YEAR = re.compile(r"\b(?:year|yr|y)[\s-]*$", _I)
_NO_AGE = re.compile(r"(?:\b(?:year|yr|y|born|in)\s*|£\s*|['’])$", _I)
_WORKS = re.compile(r"\bwork\w*\b[^.!?]{0,24}$", _I)
_ABOVE = re.compile(r"(?:\bover|\bmore than|\babove)(?: about)?\s*£?\s*$", _I)
_BELOW = re.compile(r"(?:\bunder|\bless than|\bbelow)(?: about)?\s*£?\s*$", _I)


@dataclass(frozen=True)
class _Place:
    """A number where it stands, with what is around it."""

    number: float
    before: str
    after: str
    in_figures: bool

    @property
    def alone(self) -> bool:
        """Whether nothing else is said."""
        return not self.before.strip() and not self.after.strip(" .!")


def read_numbers(text: str, measure: Measure, *, loose: bool) -> list[Stretch]:
    """What a text says in one measure, in its order."""
    found = []
    for place in _places(text):
        number = _READERS[measure](place, loose)
        if number is not None:
            found.append(_stretch(place, number))
    return found


def _places(text: str) -> Iterator[_Place]:
    for match in _NUMBER.finditer(text):
        plain = match[0].replace(",", "")
        in_figures = plain[0].isdigit()
        number = float(plain) if in_figures else small_number(plain)
        if number is not None:
            yield _Place(number, text[: match.start()], text[match.end() :], in_figures)


def _stretch(place: _Place, number: int) -> Stretch:
    if _ABOVE.search(place.before):
        return number + 1, MOST
    return (0, max(number - 1, 0)) if _BELOW.search(place.before) else (number, number)


def _age(place: _Place, loose: bool) -> int | None:
    before, after, number = place.before, place.after, int(place.number)
    says_is = _IS.search(before) is not None
    if months := _MONTHS.match(after):
        return number // 12 if loose or months["old"] or says_is else None
    if number > _OLDEST or _OTHER_UNIT.match(after) or _NO_AGE.search(before):
        return None
    if _SOON.search(before):
        return number - 1
    years = _YEARS.match(after)
    is_old = years is not None and (years["old"] is not None or loose)
    return number if is_old or says_is or (loose and (place.in_figures or place.alone)) else None


def _school_year(place: _Place, loose: bool) -> int | None:
    said = _SCHOOL_YEAR.search(place.before) is not None
    fits = place.number <= _LAST_YEAR_AT_SCHOOL and (said or (loose and place.alone))
    return int(place.number) if fits else None


def _money(place: _Place, loose: bool) -> int | None:
    sign = place.before.rstrip().endswith("£")
    if _THOUSANDS.match(place.after):
        return int(place.number * 1000)
    if sign or _MONEY.match(place.after):
        return int(place.number)
    is_sum = loose and place.number >= _A_SUM and not _OTHER_UNIT.match(place.after)
    return int(place.number) if is_sum else None


def _hours(place: _Place, loose: bool) -> int | None:
    if _HOURS.match(place.after) and (loose or _WORKS.search(place.before)):
        return int(place.number)
    return None


_READERS: dict[Measure, Callable[[_Place, bool], int | None]] = {
    "age": _age,
    "school_year": _school_year,
    "money": _money,
    "hours": _hours,
}
