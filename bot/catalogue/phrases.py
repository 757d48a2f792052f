"""Numbers, dates, times and money as people say them, through the wording file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from bot.catalogue.periods import Duration, TimeUnit, plain_number
from bot.catalogue.wording import Wording


def amount(wording: Wording, number: Decimal | float, unit: TimeUnit) -> str:
    """`12 weeks`, `1 working day`."""
    return wording.plural(f"unit.{unit}", plain_number(number))


def duration(wording: Wording, value: Duration) -> str:
    """`2 weeks`, `1 year and 6 months`; an empty duration is `0 days`."""
    parts = [amount(wording, number, unit) for number, unit in value.parts()]
    return joined(wording, parts) if parts else amount(wording, 0, TimeUnit.DAYS)


def date(wording: Wording, day: dt.date) -> str:
    """`24 November 2026`."""
    return wording.get("calendar.date", day=day.day, month=_month(wording, day), year=day.year)


def weekday(wording: Wording, day: dt.date) -> str:
    """`Monday`."""
    return wording.get(f"calendar.weekdays.{day.weekday()}")


def clock(wording: Wording, at: dt.datetime | dt.time) -> str:
    """`9am`, `4:30pm`, `midday`, `midnight` (the GOV.UK style)."""
    if at.minute == 0 and at.hour in (0, 12):
        return wording.get("calendar.midday" if at.hour else "calendar.midnight")
    hour = at.hour % 12 or 12
    half = wording.get("calendar.pm" if at.hour >= 12 else "calendar.am")
    return f"{hour}:{at.minute:02}{half}" if at.minute else f"{hour}{half}"


def period(wording: Wording, start: dt.date, end: dt.date) -> str:
    """`July to September 2026`, `November 2025 to January 2026`, `July 2026`."""
    last = wording.get("calendar.month_of_year", month=_month(wording, end), year=end.year)
    if (start.year, start.month) == (end.year, end.month):
        return last
    first = _month(wording, start)
    if start.year != end.year:
        first = wording.get("calendar.month_of_year", month=first, year=start.year)
    return wording.get("calendar.period", start=first, end=last)


def count(number: int) -> str:
    """`4,286`."""
    return f"{number:,}"


def money(number: Decimal, currency: str, wording: Wording) -> str:
    """`£10`, `£9.90`; a currency without a sign of its own in the wording is written `10 USD`."""
    figure = f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"
    key = f"money.{currency}"
    return wording.get(key, amount=figure) if wording.has(key) else f"{figure} {currency}"


def joined(wording: Wording, parts: Sequence[str], last: str = "and") -> str:
    """`a, b and c`; `last` is the key of the final link, `and` or `or`."""
    if len(parts) < 2:
        return "".join(parts)
    head = ", ".join(parts[:-1])
    return wording.get(f"list.{last}", first=head, last=parts[-1])


def _month(wording: Wording, day: dt.date) -> str:
    return wording.get(f"calendar.months.{day.month - 1}")
