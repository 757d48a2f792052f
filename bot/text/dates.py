"""Days people name, as ISO 8601: "2026-12-01", "2026-12" for a month, "2026-W49" for a week.

A stretch of time is not a day ("in two weeks" is a duration, see bot.text.durations), a time of day
alone is not a day either. "10 days ago" is one. "By Friday" is Friday, with `deadline` set.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.text.duckling import Reading, read

_I = re.IGNORECASE
_BEFORE, _AFTER = 24, 32
_MAX_WINDOWS = 8

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NAMED = re.compile(
    rf"\b(?:{_DAY}|(?:on|by|next|last|this|until) (?:mon|tues?|wed|thurs?|fri|sat|sun)"
    r"|today|tomorrow|tonight|yesterday|weekend|christmas|easter|new year"
    r"|(?:next|last|this|end of the|end of) (?:week|month|year)|ago"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,4}}(?:st|nd|rd|th)?"
    rf"|(?:in|by|until|since|before|after|during|end of|last|next|this) {_MONTH}"
    r"|the \d{1,2}(?:st|nd|rd|th)|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)|\d{1,2}/\d{1,2})\b",
    _I,
)
_DURATION_ONLY = re.compile(
    r"^(?:in|within|for|after|over|the next|the last|the past|next|last|past)\b.*\d*.*"
    r"\b(?:minute|hour|day|week|fortnight|month|year)s?$",
    _I,
)
_ONE_NAMED = re.compile(r"^(?:next|last|this|the end of|end of)(?: the)? (?:week|month|year)$", _I)
_MONTHS_END = re.compile(rf"\bend of (?:(?:the|this|next) month|{_MONTH})\b", _I)
_PAST_CUE = re.compile(
    r"\b(?:since|was|were|had|got|did|didn['’]?t|applied|sent|paid|posted|reported|received|submitted"
    r"|rang|called|phoned|asked|came|went|wrote|e-?mailed|handed|ordered|renewed|moved|lost|been"
    r"|left|missed|told|said|took|dated|from)\b[^.!?;]{0,32}$",
    _I,
)
_DEADLINE = re.compile(r"^(?:by|before|until|till|no later than)\b", _I)


@dataclass(frozen=True)
class Date:
    """A day, week or month. `deadline` marks "by Friday"; offsets count characters of the text."""

    value: str
    start: int
    end: int
    deadline: bool = False


def read_dates(text: str, now: datetime) -> list[Date]:
    """Every named day in `text`, in order. `now` must be aware of its time zone."""
    return [found for window in _windows(text) for found in _read_window(text, window, now)]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    reached, count = 0, 0
    for name in _NAMED.finditer(text):
        if name.start() < reached or count == _MAX_WINDOWS:
            continue
        start = max(reached, name.start() - _BEFORE)
        while reached < start < name.start() and not text[start - 1].isspace():
            start += 1
        reached, count = min(len(text), name.end() + _AFTER), count + 1
        yield start, reached


def _read_window(text: str, window: tuple[int, int], now: datetime) -> Iterator[Date]:
    start, end = window
    taken = start
    for reading in read(text[start:end], "time", now):
        first, last = start + reading.start, start + reading.end
        value = _value(text, first, last, reading, now)
        if value and first >= taken:
            taken = last
            yield Date(value, first, last, bool(_DEADLINE.match(text[first:last])))


def _value(text: str, first: int, last: int, reading: Reading, now: datetime) -> str | None:
    phrase = text[first:last].strip()
    if not _NAMED.search(phrase) or (_DURATION_ONLY.match(phrase) and not _ONE_NAMED.match(phrase)):
        return None
    moment, grain = _moment(reading.value)
    if moment is None:
        return None
    if _MONTHS_END.search(phrase):
        moment = _last_day(moment)
    return _iso(_backwards(text[:first], phrase, moment, grain, now), grain)


def _moment(value: dict[str, Any]) -> tuple[datetime | None, str]:
    """The day meant: a deadline's end, a stretch's last day, else the day itself."""
    if value["type"] == "value":
        return datetime.fromisoformat(value["value"]), value["grain"]
    end, begin = value.get("to"), value.get("from")
    chosen = end or begin
    if not chosen:
        return None, "day"
    moment = datetime.fromisoformat(chosen["value"])
    if end and begin and end["grain"] != "second" and moment.hour == 0:
        moment -= timedelta(days=1)  # such an end is exclusive
    return moment, "day"


def _last_day(moment: datetime) -> datetime:
    """The last day of the month; the parser gives the 21st or the 1st of the next for its end."""
    month = moment - timedelta(days=1) if moment.day == 1 else moment
    return month.replace(day=monthrange(month.year, month.month)[1])


def _backwards(before: str, phrase: str, moment: datetime, grain: str, now: datetime) -> datetime:
    """Duckling looks forward; "I applied on 3 December" said in November means last year's."""
    future = moment.date() > now.date()
    if not future or re.search(r"\d{4}|/\d\d$|\b(?:next|tomorrow|by|until)\b", phrase, _I):
        return moment
    if not _PAST_CUE.search(before[-48:]) and not phrase.lower().startswith("since"):
        return moment
    if re.search(rf"\b{_DAY}\b", phrase, _I) and not re.search(_MONTH, phrase, _I):
        return moment - timedelta(days=7)
    day = min(moment.day, monthrange(moment.year - 1, moment.month)[1])
    return moment.replace(year=moment.year - 1, day=day)


def _iso(moment: datetime, grain: str) -> str:
    if grain == "month":
        return f"{moment:%Y-%m}"
    if grain == "week":
        return f"{moment:%G-W%V}"
    if grain == "year":
        return f"{moment:%Y}"
    return f"{moment:%Y-%m-%d}"
