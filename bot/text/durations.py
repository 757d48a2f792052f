"""Durations people say, as ISO 8601 values in the unit they used ("two weeks" is P2W).

Duckling reads the numbers and units; the rules here add what it does not know and public services
live on: working days, ranges, fortnights, "6wks", and which phrases that look like a duration are a
rate ("£20 a week"), an age ("3 years old") or a figure of speech ("just a minute").
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, zip_longest

from bot.text.duckling import read
from bot.text.duration_context import is_elapsed, is_something_else
from bot.text.numbers import small_number
from bot.text.rewriting import RewriteRule, Rewritten, rewrite

_I = re.IGNORECASE
_BEFORE, _AFTER = 48, 28  # characters of context around a unit that are read with it
_MAX_WINDOWS = 12  # a longer list of durations is not something a person says

_UNIT_WORD = (
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|weaks?|wks?|fortnights?|fornights?"
    r"|months?|mths?|mnths?|mo[nt]hs|years?|yrs?)"
)
_UNIT = re.compile(rf"(?<![^\W\d_]){_UNIT_WORD}\b", _I)
_NUMBER_WORD = (
    r"(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen"
    r"|fifteen|eighteen|twenty|twenty[- ]eight|thirty|forty|fifty|sixty|ninety)"
)
_WORKING = re.compile(r"\b(?:working|work|business|office|week)[- ]?days?\b", _I)
_LETTERS = {"minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
_SMALLER = {
    "minute": (60, "second"),
    "hour": (60, "minute"),
    "day": (24, "hour"),
    "week": (7, "day"),
    "month": (30, "day"),
    "year": (12, "month"),
}


@dataclass(frozen=True)
class Duration:
    """A stretch of time. `value` and `low` are ISO 8601; offsets count characters of the text.

    `low` is the lower end of a range ("2 to 3 weeks": value P3W, low P2W). `working` says that its
    days are working days. `elapsed` says it has already gone by ("I have waited six weeks").
    """

    value: str
    start: int
    end: int
    low: str | None = None
    working: bool = False
    elapsed: bool = False


def read_durations(text: str, now: datetime) -> list[Duration]:
    """Every stretch of time in `text`, in order. `now` must be aware of its time zone."""
    found = (each for window in _windows(text) for each in _read_window(text, window, now))
    # Windows may overlap: what stands in two of them is read once.
    read_once = {each.start: each for each in found}
    return _with_bare_numbers(text, [read_once[start] for start in sorted(read_once)])


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Short, non-overlapping pieces around each unit word: the parser is quadratic in length."""
    reached = 0
    units = list(islice(_UNIT.finditer(text), _MAX_WINDOWS))
    for unit, following in zip_longest(units, units[1:]):
        if unit.start() < reached:
            continue
        start = max(reached, unit.start() - _BEFORE)
        while reached < start < unit.start() and not text[start - 1].isspace():
            start += 1  # never begin inside a word or a number
        joined = following is not None and following.start() - unit.end() <= _AFTER
        reached = following.end() if joined and following else unit.end()
        yield start, min(len(text), reached + _AFTER)


def _read_window(text: str, window: tuple[int, int], now: datetime) -> Iterator[Duration]:
    start, end = window
    seen = rewrite(text[start:end], _RULES)
    for reading in read(seen.text, "duration", now):
        value = _iso(reading.value["value"], reading.value["unit"])
        if value and not is_something_else(seen.text, reading.start, reading.end):
            found = _with_range(seen, reading.start, reading.end, value)
            first, last = found.start + start, found.end + start
            yield replace(
                found,
                start=first,
                end=last,
                working=bool(_WORKING.search(text[first:last])),
                elapsed=is_elapsed(text, first, last),
            )


def _iso(number: float, unit: str) -> str | None:
    letter = _LETTERS.get(unit)
    if letter is None or number <= 0:
        return None
    return f"P{'T' if unit in ('minute', 'hour') else ''}{number:g}{letter}"


# --- What Duckling does not know ---------------------------------------------------------------


def _fraction(match: re.Match[str]) -> str:
    """As in "2.5 weeks" -> "18 days": the next smaller unit, rounded up to a whole number."""
    unit = _singular(match["unit"])
    whole = small_number(match["n"])
    number = float(match["n"]) if whole is None else whole + 0.5
    factor, smaller = _SMALLER[unit]
    return f"{math.ceil(number * factor):d} {smaller}s"


def _singular(unit: str) -> str:
    unit = unit.lower().rstrip("s")
    short = {"min": "minute", "hr": "hour", "wk": "week", "mth": "month", "yr": "year"}
    return short.get(unit, unit)


def _fortnights(match: re.Match[str]) -> str:
    return f"{2 * (small_number(match['n'] or 'a') or 1)} weeks"


_PLAIN_UNIT = r"(?P<unit>minutes?|hours?|days?|weeks?|months?|years?)"
_RULES: tuple[RewriteRule, ...] = (
    (re.compile(r"[\u2010-\u2015]"), "-"),
    (re.compile(r"(\d)½"), r"\1.5"),
    (re.compile(rf"({_NUMBER_WORD})-(?={_UNIT_WORD}\b)", _I), r"\1 "),
    (re.compile(r"(?<![^\W\d_])(?:wks|weaks|weeeks)\b", _I), " weeks"),
    (re.compile(r"(?<![^\W\d_])(?:wk|weak)\b", _I), " week"),
    (re.compile(r"(?<![^\W\d_])(?:mths?|mnths?|moths|monts)\b", _I), " months"),
    (re.compile(r"(?<![^\W\d_])yrs?\b", _I), " years"),
    (re.compile(r"\b(?:working|work|business|office|week)[- ]?days\b", _I), "days"),
    (re.compile(r"\b(?:working|business)[- ]day\b", _I), "day"),
    (
        re.compile(rf"\b(?P<n>{_NUMBER_WORD}) and a half {_PLAIN_UNIT}\b", _I),
        _fraction,
    ),
    (re.compile(rf"\b(?P<n>{_NUMBER_WORD}) {_PLAIN_UNIT} and a half\b", _I), _fraction),
    (re.compile(rf"(?<![\d.])(?P<n>\d{{1,3}}\.\d) ?{_PLAIN_UNIT}\b", _I), _fraction),
    (re.compile(rf"\b(?:(?P<n>{_NUMBER_WORD}) )?forn?t?nights?\b", _I), _fortnights),
)

_RANGE_LEFT = re.compile(rf"\b(?P<low>{_NUMBER_WORD})\s?(?:-|/|to|or|and)\s?$", _I)
_RANGE_RIGHT = re.compile(rf"^ or (?P<high>{_NUMBER_WORD})\b(?! {_PLAIN_UNIT})", _I)
_BETWEEN = re.compile(r"\bbetween\s$", _I)


def _with_range(seen: Rewritten, start: int, end: int, value: str) -> Duration:
    """The duration at [start, end) of the rewritten text, widened by the other end of a range."""
    low = None
    left = _RANGE_LEFT.search(seen.text, max(0, start - 12), start)
    right = _RANGE_RIGHT.search(seen.text[end : end + 16])
    if left and (left[0].strip()[-3:] != "and" or _BETWEEN.search(seen.text[: left.start()])):
        low, start = _same_unit(value, left["low"]), left.start()
    elif right:
        low, value, end = value, _same_unit(value, right["high"]) or value, end + right.end()
    first, last = seen.original_span(start, end)
    return Duration(value, first, last, low=low)


def _same_unit(value: str, number_word: str) -> str | None:
    number = small_number(number_word)
    return re.sub(r"\d+", str(number), value) if number else None


# --- A number that goes without its unit --------------------------------------------------------

_BARE_NUMBER = re.compile(
    r"\b(?:expect(?:ed|ing)?|hoped for|wanted|thought|meant|not)\s+(?:it(?: to be)?\s+)?"
    rf"(?:(?:about|around|maybe|only|more like|under)\s+)?(?P<n>(?!an?\b){_NUMBER_WORD})"
    r"(?=\s*(?:$|[.!?,;)]|(?:at (?:the )?most|max|tops|or so|instead)\b))",
    _I,
)


def _with_bare_numbers(text: str, found: list[Duration]) -> list[Duration]:
    """The stretches of time, and numbers that take the unit said before ("8 weeks? I expected 2")."""
    bare = (_bare_number(match, found) for match in _BARE_NUMBER.finditer(text))
    more = [each for each in bare if each is not None]
    return sorted([*found, *more], key=lambda each: each.start) if more else found


def _bare_number(match: re.Match[str], found: list[Duration]) -> Duration | None:
    start, end = match.span("n")
    if any(each.start < end and start < each.end for each in found):
        return None
    before = next((each for each in reversed(found) if each.end <= start), None)
    value = _same_unit(before.value, match["n"]) if before else None
    return Duration(value, start, end, working=before.working) if before and value else None
