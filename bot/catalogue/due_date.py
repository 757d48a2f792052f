"""By which day something is likely to be done, from what was really achieved; never a promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.catalogue import phrases
from bot.catalogue.model import Agency
from bot.catalogue.periods import Duration, TimeUnit
from bot.catalogue.timing import TimeStatement
from bot.catalogue.wording import Wording

_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Expected:
    """What is said of the time, and the end of the day it names; `None` when no day can honestly be named."""

    statement: TimeStatement
    datetime: dt.datetime | None


def expected(
    statement: TimeStatement, agency: Agency, now: dt.datetime, wording: Wording
) -> Expected:
    """The statement with the day by which 8 in 10 would be done if they began at `now`."""
    within, unit = statement.eight_in_ten_within, statement.unit
    if within is None or unit is None:
        return Expected(statement, None)
    day = due_day(
        now.astimezone(agency.zone), within, unit, [each.date for each in agency.holidays]
    )
    told = wording.get(
        "time.due",
        eight=phrases.amount(wording, within, unit),
        weekday=phrases.weekday(wording, day),
        date=phrases.date(wording, day),
    )
    end = dt.datetime.combine(day + _DAY, dt.time(0), agency.zone) - dt.timedelta(seconds=1)
    sentence = f"{statement.sentence} {told}"
    return Expected(replace(statement, sentence=sentence), end.astimezone(dt.UTC))


def due_day(
    begun: dt.datetime, within: float, unit: TimeUnit, holidays: Collection[dt.date]
) -> dt.date:
    """The day on which so much time has passed. `begun` is in the agency's own zone.

    Working days are Monday to Friday without holidays; the day on which it begins does not count (the
    rule for days "after" an event: Interpretation of periods, CPR 2.8). A part of a day is a whole one.
    """
    if unit is TimeUnit.WORKING_DAYS:
        return _working_days_after(begun.date(), _rounded_up(within), holidays)
    return Duration(**{unit.value: Decimal(str(within))}).after(begun).date()


def _working_days_after(day: dt.date, count: int, holidays: Collection[dt.date]) -> dt.date:
    while count:
        day += _DAY
        if day.weekday() < _SATURDAY and day not in holidays:
            count -= 1
    return day


def _rounded_up(number: float) -> int:
    return int(-(-number // 1))
