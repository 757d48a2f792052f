"""Lengths of time: ISO 8601 durations, and the units of service standards, as values.

Conversions to calendar days, and where each rule comes from:

* a week is 7 days, a day 24 hours (ISO 8601-1:2019, 3.1);
* a year is 365.2425 days and a month a twelfth of it: the mean of the Gregorian calendar, whose
  cycle of 400 years has 146,097 days (ISO 8601-1:2019, 4.2.1);
* five working days are seven days: a week from Monday to Friday. Bank holidays (Banking and
  Financial Dealings Act 1971) are left out, so a real wait can be a little longer.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)
DAYS_IN_YEAR = Decimal(146_097) / Decimal(400)


class TimeUnit(StrEnum):
    """A unit in which a standard or a duration is written."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


DAYS_IN_UNIT: dict[TimeUnit, Decimal] = {
    TimeUnit.SECONDS: Decimal(1) / Decimal(86_400),
    TimeUnit.MINUTES: Decimal(1) / Decimal(1_440),
    TimeUnit.HOURS: Decimal(1) / Decimal(24),
    TimeUnit.WORKING_DAYS: Decimal(7) / Decimal(5),
    TimeUnit.DAYS: Decimal(1),
    TimeUnit.WEEKS: Decimal(7),
    TimeUnit.MONTHS: DAYS_IN_YEAR / 12,
    TimeUnit.YEARS: DAYS_IN_YEAR,
}

_NUMBER = r"(\d{1,9}(?:[.,]\d{1,9})?)"
_ISO = re.compile(
    rf"P(?!$)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?",
    re.ASCII,
)
_DATE_LETTERS = (("years", "Y"), ("months", "M"), ("weeks", "W"), ("days", "D"))
_TIME_LETTERS = (("hours", "H"), ("minutes", "M"), ("seconds", "S"))


@dataclass(frozen=True, slots=True)
class Duration:
    """An ISO 8601 duration that keeps its parts: `P2W` stays two weeks, not fourteen days.

    Any part may have a fraction (ISO allows it in the last one only). Never negative.
    """

    years: Decimal = ZERO
    months: Decimal = ZERO
    weeks: Decimal = ZERO
    days: Decimal = ZERO
    hours: Decimal = ZERO
    minutes: Decimal = ZERO
    seconds: Decimal = ZERO

    @classmethod
    def parse(cls, text: str) -> Duration:
        """The duration written as ISO 8601 (`P28D`, `PT4H`, `P1Y6M`); ValueError when it is not."""
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(f"{text[:40]!r} is not an ISO 8601 duration such as P28D or PT4H")
        return cls(*(Decimal((part or "0").replace(",", ".")) for part in match.groups()))

    def __str__(self) -> str:
        date = "".join(self._written(name, letter) for name, letter in _DATE_LETTERS)
        time = "".join(self._written(name, letter) for name, letter in _TIME_LETTERS)
        return f"P{date}T{time}" if time else f"P{date or '0D'}"

    def _written(self, name: str, letter: str) -> str:
        amount: Decimal = getattr(self, name)
        return f"{plain_number(amount)}{letter}" if amount else ""

    def parts(self) -> Iterator[tuple[Decimal, TimeUnit]]:
        """Amounts and units that are not nothing, the greatest unit first."""
        for field in fields(self):
            amount: Decimal = getattr(self, field.name)
            if amount:
                yield amount, TimeUnit(field.name)

    def in_days(self) -> Decimal:
        """Calendar days, by the rules at the head of this module."""
        return sum((in_days(amount, unit) for amount, unit in self.parts()), ZERO)

    def after(self, moment: datetime) -> datetime:
        """The moment this long after `moment`; 31 January and a month is the end of February.

        Whole years and months go by the calendar; fractions of them by the mean month.
        """
        return self._moved(moment, 1)

    def before(self, moment: datetime) -> datetime:
        """The moment this long before `moment`, counted in the same way."""
        return self._moved(moment, -1)

    def _moved(self, moment: datetime, sign: int) -> datetime:
        whole_months = int(self.years * 12 + self.months)
        rest = self.years * 12 + self.months - whole_months
        days = self.weeks * 7 + self.days + in_days(rest, TimeUnit.MONTHS)
        seconds = self.hours * 3600 + self.minutes * 60 + self.seconds
        return _months_later(moment, sign * whole_months) + sign * timedelta(
            days=float(days), seconds=float(seconds)
        )


def in_days(amount: Decimal | float, unit: TimeUnit) -> Decimal:
    """`amount` of `unit` in calendar days, by the rules at the head of this module."""
    return Decimal(str(amount)) * DAYS_IN_UNIT[unit]


def plain_number(amount: Decimal | float) -> str:
    """A number as people write it: 12, 0.5, never 12.0 or 1E+1."""
    text = f"{Decimal(str(amount)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _months_later(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
