"""Where and when people can reach an agency. Field names are those of HSDS 3."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, model_validator

from bot.catalogue.model.base import ClockTime, Entry, PhoneNumber, Prose

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MIDNIGHT = dt.time(0)


def _days(text: str) -> str:
    days = text.split(",")
    if not set(days) <= set(WEEKDAYS) or len(set(days)) != len(days):
        raise ValueError("must be days such as MO,TU,WE, each once")
    return text


class Schedule(Entry):
    """Hours on some weekdays (RFC 5545 `byday`), in the agency's own time zone.

    A line that is open past midnight is two entries; "24:00" closes at the end of the day.
    """

    byday: Annotated[str, AfterValidator(_days)]
    opens_at: ClockTime
    closes_at: ClockTime
    description: Prose | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    on_holidays: bool = False
    """Open on the agency's holidays too: a line for emergencies."""

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Schedule:
        if self.closes_at != MIDNIGHT and self.closes_at <= self.opens_at:
            raise ValueError("closes_at must be later than opens_at")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to must not be before valid_from")
        return self

    @property
    def weekdays(self) -> frozenset[int]:
        """Days of the week as Python counts them: Monday is 0."""
        return frozenset(WEEKDAYS.index(day) for day in self.byday.split(","))

    def covers(self, day: dt.date) -> bool:
        """Whether this entry holds on that day (holidays are not its business)."""
        started = self.valid_from is None or self.valid_from <= day
        ended = self.valid_to is not None and self.valid_to < day
        return started and not ended and day.weekday() in self.weekdays


class Holiday(Entry):
    """A day on which an agency is closed all day."""

    date: dt.date
    name: Prose


class Phone(Entry):
    """A telephone line. Which numbers are allowed at all is in content/policy.yml."""

    number: PhoneNumber
    description: Prose | None = None


class Address(Entry):
    """A place to go to in person."""

    address_1: Prose
    address_2: Prose | None = None
    city: Prose
    postal_code: Prose
    country: Prose = "GB"

    def in_one_line(self) -> str:
        """The address as one line, without the country."""
        parts = (self.address_1, self.address_2, self.city, self.postal_code)
        return ", ".join(part for part in parts if part)
