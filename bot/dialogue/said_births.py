"""When somebody was born, as people say it: "june 1960", "12/5/1960", "born in 1956", "56". Pure.

What is said is a stretch of days: "june 1960" is all of June.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import month_abbr, monthrange
from collections.abc import Iterator

Days = tuple[dt.date, dt.date]

_I = re.IGNORECASE
_MONTHS = {month_abbr[number].casefold(): number for number in range(1, 13)}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_FORMS = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}[ ,-]+{_YEAR}", _I),
    re.compile(rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,]+{_YEAR}", _I),
    re.compile(rf"\b(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-]{_YEAR}"),
    re.compile(rf"\b{_MONTH}(?: of)?[ ,]*{_YEAR}", _I),
    re.compile(rf"(?<![\d£.,]){_YEAR}(?!\s*(?:pounds|quid|grand))"),
)
_BORN = re.compile(r"\b(?:born|birthday|birth|dob)\b", _I)
_SHORT_YEAR = re.compile(
    r"\bborn (?:in |back in )?['’]?(?P<year>\d\d)\b(?!\s*(?:/|years?|weeks?|days?|months?))", _I
)


def read_births(text: str, today: dt.date, *, loose: bool) -> list[Days]:
    """The days that a text says somebody was born on; `loose` takes a date without the word born too."""
    if not loose and not _BORN.search(text):
        return []
    return [days for days in _read(text) if days[0] <= today]


def days_of_age(low: int, high: int, today: dt.date) -> Days:
    """The days on which somebody of that age was born."""
    return _years_before(today, high + 1) + dt.timedelta(days=1), _years_before(today, low)


def age_on(born: dt.date, today: dt.date) -> int:
    """The age in whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _read(text: str) -> Iterator[Days]:
    rest = text
    for form in _FORMS:
        for match in form.finditer(rest):
            days = _days(match.groupdict())
            if days is not None:
                yield days
        # What was read once is not read again as something shorter.
        rest = form.sub(" ", rest)
    for match in _SHORT_YEAR.finditer(rest):
        yield _whole_year(1900 + int(match["year"]))


def _days(parts: dict[str, str]) -> Days | None:
    year, month, day = int(parts["year"]), parts.get("month"), parts.get("day")
    if month is None:
        return _whole_year(year)
    number = int(month) if month.isdigit() else _MONTHS[month.casefold()]
    try:
        first = dt.date(year, number, int(day or 1))
    except ValueError:
        return None
    return first, first if day else first.replace(day=monthrange(year, number)[1])


def _whole_year(year: int) -> Days:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _years_before(day: dt.date, years: int) -> dt.date:
    """The same day so many years before; the 29th of February is the 28th."""
    last = monthrange(day.year - years, day.month)[1]
    return day.replace(year=day.year - years, day=min(day.day, last))
