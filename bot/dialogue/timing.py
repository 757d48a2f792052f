"""What somebody expects of time, held against the standard and what was achieved, in this turn."""

from __future__ import annotations

from bot.catalogue import phrases
from bot.catalogue.expected import Comparison, Expecting, compare
from bot.catalogue.periods import Duration
from bot.catalogue.timing import TimeStatement, time_statement
from bot.dialogue.expectations import Expected
from bot.dialogue.turn import Turn


def compared(turn: Turn, service_id: str, expected: str | None, expecting: Expecting) -> Comparison:
    """The acknowledgement of an expected length of time (ISO 8601; `None`: no length was said)."""
    catalogue = turn.catalogue
    statement = stated(turn, service_id)
    return compare(expected, statement, catalogue.policy, catalogue.wording, expecting)


def stated(turn: Turn, service_id: str) -> TimeStatement:
    """What may honestly be said today of how long a service takes."""
    catalogue = turn.catalogue
    today = turn.now.astimezone(catalogue.agency_of(service_id).zone).date()
    return time_statement(
        service_id,
        catalogue.standards_of(service_id),
        today,
        catalogue.policy,
        catalogue.wording,
    )


def heard_too(turn: Turn, also: Expected) -> str:
    """The other half of "10 days would be fair, but it will be 6 weeks"."""
    wording = turn.catalogue.wording
    if also.duration is None:
        return wording.get(f"talk.expectation.also.{also.expecting}")
    length = phrases.duration(wording, Duration.parse(also.duration))
    return wording.get(f"expected.heard.{also.expecting}", expected=length)
