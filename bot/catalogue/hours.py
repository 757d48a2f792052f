"""Is an office or a line open at a moment, until when, and when does it open next? Values only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.catalogue.model.place import MIDNIGHT, Holiday, Schedule

DAY = dt.timedelta(days=1)
LOOK_AHEAD_DAYS = 60
"""An opening further away than this is as good as none: ask again later."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Open from `start` until just before `end`; both are aware and in UTC."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class OpeningState:
    """Whether it is open at `at`. All times are aware and in the agency's own zone.

    `closes` is None when closed, and when it never closes within the days looked at; `opens` is
    None when open, and when no opening is known; `holiday` is today's, if it keeps it closed.
    """

    at: dt.datetime
    is_open: bool
    closes: dt.datetime | None = None
    opens: dt.datetime | None = None
    holiday: str | None = None


def opening_state(
    schedules: Collection[Schedule],
    holidays: Collection[Holiday],
    zone: ZoneInfo,
    now: dt.datetime,
) -> OpeningState:
    """The state at `now`, which must be aware (ValueError when it is not)."""
    if now.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    at = now.astimezone(zone)
    today = _holiday_on(at.date(), holidays)
    for interval in _intervals(schedules, holidays, zone, at.date()):
        if interval.start <= now < interval.end:
            forever = interval.end - now > LOOK_AHEAD_DAYS * DAY / 2
            closes = None if forever else interval.end.astimezone(zone)
            return OpeningState(at, True, closes=closes)
        if now < interval.start:
            opens = interval.start.astimezone(zone)
            return OpeningState(at, False, opens=opens, holiday=today)
    return OpeningState(at, False, holiday=today)


def _intervals(
    schedules: Collection[Schedule],
    holidays: Collection[Holiday],
    zone: ZoneInfo,
    first: dt.date,
) -> Iterator[Interval]:
    """Stretches of being open from `first` on, in order; those that touch are one."""
    pending: Interval | None = None
    for offset in range(LOOK_AHEAD_DAYS):
        day = first + offset * DAY
        holiday = _holiday_on(day, holidays)
        open_then = [each for each in schedules if each.on_holidays or holiday is None]
        for interval in _of_day(open_then, zone, day):
            if pending and interval.start <= pending.end:
                pending = Interval(pending.start, max(pending.end, interval.end))
                continue
            if pending:
                yield pending
            pending = interval
    if pending:
        yield pending


def _of_day(schedules: Iterable[Schedule], zone: ZoneInfo, day: dt.date) -> list[Interval]:
    spans = (
        Interval(_moment(day, each.opens_at, zone), _end(day, each.closes_at, zone))
        for each in schedules
        if each.covers(day)
    )
    # When the clocks go forward a short span can vanish.
    return sorted((span for span in spans if span.start < span.end), key=lambda span: span.start)


def _end(day: dt.date, at: dt.time, zone: ZoneInfo) -> dt.datetime:
    return _moment(day + DAY if at == MIDNIGHT else day, at, zone)


def _moment(day: dt.date, at: dt.time, zone: ZoneInfo) -> dt.datetime:
    # In UTC: two times in the same zone are otherwise compared by the clock on the wall.
    return dt.datetime.combine(day, at, tzinfo=zone).astimezone(dt.UTC)


def _holiday_on(day: dt.date, holidays: Iterable[Holiday]) -> str | None:
    return next((holiday.name for holiday in holidays if holiday.date == day), None)
