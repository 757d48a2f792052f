"""Durations keep what was said, and conversions follow their stated rules."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.periods import Duration, TimeUnit, in_days, plain_number

numbers = st.integers(0, 10_000).map(lambda n: Decimal(n) / 4)
durations = st.builds(Duration, *[numbers] * 7)


@given(durations)
def test_a_written_duration_reads_back_as_itself(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@given(durations, st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2040, 1, 1)))
def test_no_duration_leads_back_in_time(duration: Duration, moment: dt.datetime) -> None:
    assert duration.after(moment) >= moment


@given(numbers, numbers, st.sampled_from(TimeUnit))
def test_longer_in_a_unit_is_longer_in_days(a: Decimal, b: Decimal, unit: TimeUnit) -> None:
    assert (a < b) == (in_days(a, unit) < in_days(b, unit))


@given(st.floats(0, 1e6, allow_nan=False))
def test_a_plain_number_has_no_exponent_and_no_idle_zero(number: float) -> None:
    text = plain_number(number)
    assert float(text) == number
    assert "e" not in text.lower()
    assert not text.endswith((".", ".0"))


def test_two_weeks_stay_two_weeks() -> None:
    duration = Duration.parse("P2W")
    assert str(duration) == "P2W"
    assert list(duration.parts()) == [(2, TimeUnit.WEEKS)]
    assert duration.in_days() == 14


def test_twelve_months_are_a_year_of_days() -> None:
    assert Duration.parse("P12M").in_days() == Decimal("365.2425")


def test_five_working_days_are_a_week() -> None:
    assert in_days(5, TimeUnit.WORKING_DAYS) == 7


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "2 weeks", "P-1D", "P1", "1D", "P1DT", "P1D\n", "P1H", "p1d", "P١D"]
)
def test_what_is_no_iso_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ISO 8601"):
        Duration.parse(text)


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2028-02-29", "P1Y", "2029-02-28"),
        ("2026-11-24", "P30D", "2026-12-24"),
        ("2026-12-15", "P1Y2M", "2028-02-15"),
    ],
)
def test_months_and_years_go_by_the_calendar(start: str, duration: str, end: str) -> None:
    moment = dt.datetime.fromisoformat(start)
    assert Duration.parse(duration).after(moment) == dt.datetime.fromisoformat(end)
