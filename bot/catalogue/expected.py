"""What somebody expects, held honestly against the standard and against what was achieved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.catalogue import phrases
from bot.catalogue.model import Policy
from bot.catalogue.periods import Duration, TimeUnit, in_days, plain_number
from bot.catalogue.timing import TimeStatement
from bot.catalogue.wording import Wording


class Against(StrEnum):
    """How an expected length of time compares with a real or a promised one."""

    SHORTER = "shorter"
    ABOUT_RIGHT = "about_right"
    LONGER = "longer"
    UNKNOWN = "unknown"


class Expecting(StrEnum):
    """What will be, what should be and what would just do are different things, and are never merged."""

    WILL = "will"
    SHOULD = "should"
    ACCEPTABLE = "acceptable"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`sentence` is all that is said: the acknowledgement, then the time statement word for word.

    `expected_days` and `standard_days` are calendar days (see `bot.catalogue.periods`).
    """

    against_standard: Against
    against_achieved: Against
    sentence: str
    statement: TimeStatement
    expected_days: Decimal | None = None
    standard_days: Decimal | None = None


def compare(
    expected: str | None,
    statement: TimeStatement,
    policy: Policy,
    wording: Wording,
    expecting: Expecting = Expecting.WILL,
) -> Comparison:
    """Acknowledge an expectation (an ISO 8601 duration, or None when no length was said).

    ValueError when `expected` is not an ISO 8601 duration.
    """
    if expected is None:
        return _said(Against.UNKNOWN, Against.UNKNOWN, [wording.get("expected.noted")], statement)
    length = Duration.parse(expected)
    days = length.in_days()
    standard_days = _days(statement.threshold, statement.unit)
    to_standard = _against(days, standard_days, policy)
    to_achieved = _against(days, _days(statement.eight_in_ten_within, statement.unit), policy)
    heard = phrases.duration(wording, length)
    parts = [
        wording.get(f"expected.heard.{expecting}", expected=heard),
        _said_of_standard(to_standard, wording),
        _working_days(statement, wording),
        _reality(to_standard, to_achieved, wording),
    ]
    return _said(to_standard, to_achieved, parts, statement, days, standard_days)


def _said(
    to_standard: Against,
    to_achieved: Against,
    parts: list[str],
    statement: TimeStatement,
    expected_days: Decimal | None = None,
    standard_days: Decimal | None = None,
) -> Comparison:
    text = " ".join(part for part in [*parts, statement.sentence] if part)
    return Comparison(to_standard, to_achieved, text, statement, expected_days, standard_days)


def _against(expected: Decimal, real: Decimal | None, policy: Policy) -> Against:
    if real is None:
        return Against.UNKNOWN
    margin = real * Decimal(str(policy.about_right_within))
    if abs(expected - real) <= margin:
        return Against.ABOUT_RIGHT
    return Against.SHORTER if expected < real else Against.LONGER


def _days(amount: float | None, unit: TimeUnit | None) -> Decimal | None:
    return None if amount is None or unit is None else in_days(amount, unit)


def _working_days(statement: TimeStatement, wording: Wording) -> str:
    """A week has five working days, which not everybody has in mind when they say days."""
    if statement.unit is not TimeUnit.WORKING_DAYS or statement.threshold is None:
        return ""
    days = round(in_days(statement.threshold, TimeUnit.WORKING_DAYS))
    return wording.get(
        "expected.working_days", working=plain_number(statement.threshold), days=days
    )


def _said_of_standard(to_standard: Against, wording: Wording) -> str:
    known = to_standard is not Against.UNKNOWN  # else the statement itself says there is none
    return wording.get(f"expected.standard.{to_standard}") if known else ""


def _reality(to_standard: Against, to_achieved: Against, wording: Wording) -> str:
    """What was achieved is worth a word only where it tells another story than the standard."""
    if to_achieved in (Against.UNKNOWN, to_standard):
        return ""
    return wording.get(f"expected.achieved.{to_achieved}")
