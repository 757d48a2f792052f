"""Numbers, dates and money read as people say them."""

import datetime as dt
from decimal import Decimal

import pytest

from bot.catalogue import phrases
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.periods import Duration, TimeUnit


@pytest.mark.parametrize(
    ("time", "said"),
    [("00:00", "midnight"), ("00:30", "12:30am"), ("09:00", "9am"), ("12:00", "midday"),
     ("12:05", "12:05pm"), ("16:30", "4:30pm"), ("23:59", "11:59pm")],
)  # fmt: skip
def test_times_of_day(time: str, said: str, catalogue: Catalogue) -> None:
    assert phrases.clock(catalogue.wording, dt.time.fromisoformat(time)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-07-01", "2026-09-30", "July to September 2026"),
        ("2025-11-01", "2026-01-31", "November 2025 to January 2026"),
        ("2026-07-01", "2026-07-31", "July 2026"),
    ],
)
def test_periods(start: str, end: str, said: str, catalogue: Catalogue) -> None:
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    assert phrases.period(catalogue.wording, first, last) == said


@pytest.mark.parametrize(
    ("iso", "said"),
    [("P2W", "2 weeks"), ("P1D", "1 day"), ("P1Y6M", "1 year and 6 months"),
     ("P12M", "12 months"), ("PT0S", "0 days"), ("P1DT4H30M", "1 day, 4 hours and 30 minutes")],
)  # fmt: skip
def test_durations(iso: str, said: str, catalogue: Catalogue) -> None:
    assert phrases.duration(catalogue.wording, Duration.parse(iso)) == said


def test_one_and_a_half_is_plural(catalogue: Catalogue) -> None:
    assert phrases.amount(catalogue.wording, 1.5, TimeUnit.WORKING_DAYS) == "1.5 working days"
    assert phrases.amount(catalogue.wording, 1.0, TimeUnit.WORKING_DAYS) == "1 working day"


def test_money_has_pence_only_when_there_are_any(catalogue: Catalogue) -> None:
    assert phrases.money(Decimal("10.00"), "GBP", catalogue.wording) == "£10"
    assert phrases.money(Decimal("1234.5"), "GBP", catalogue.wording) == "£1,234.50"
    assert phrases.money(Decimal(10), "CHF", catalogue.wording) == "10 CHF"


def test_lists_end_with_and_or_or(catalogue: Catalogue) -> None:
    assert phrases.joined(catalogue.wording, ["a", "b", "c"]) == "a, b and c"
    assert phrases.joined(catalogue.wording, ["a", "b"], last="or") == "a or b"
    assert phrases.joined(catalogue.wording, ["a"]) == "a"
    assert phrases.joined(catalogue.wording, []) == ""
