"""The day by which something is likely to be done counts as people count, and is named only when known."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.due_date import due_day, expected
from bot.catalogue.load import load
from bot.catalogue.model import TimeUnit
from bot.catalogue.timing import TimeKind, TimeStatement

CATALOGUE = load(Path(__file__).parent / "sample_content")
TOWN = CATALOGUE.agencies["town"]
CHRISTMAS = dt.date(2026, 12, 25)
DAYS = TimeUnit.WORKING_DAYS


def at(day: int, month: int = 11, hour: int = 10) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=TOWN.zone)


@pytest.mark.parametrize(
    ("begun", "within", "due"),
    [
        (at(24), 1, dt.date(2026, 11, 25)),  # Tuesday to Wednesday
        (at(24), 9, dt.date(2026, 12, 7)),  # over two weekends
        (at(27), 1, dt.date(2026, 11, 30)),  # Friday to Monday
        (at(28), 1, dt.date(2026, 11, 30)),  # Saturday to Monday
        (at(24, 12), 1, dt.date(2026, 12, 28)),  # over Christmas and a weekend
        (at(24), 1.5, dt.date(2026, 11, 26)),  # a part of a day is a day
    ],
)
def test_working_days_leave_out_weekends_and_holidays(begun, within, due) -> None:
    assert due_day(begun, within, DAYS, [CHRISTMAS]) == due


@pytest.mark.parametrize(
    ("within", "unit", "due"),
    [
        (3, TimeUnit.DAYS, dt.date(2026, 11, 27)),
        (2, TimeUnit.WEEKS, dt.date(2026, 12, 8)),
        (1, TimeUnit.MONTHS, dt.date(2026, 12, 24)),
        (4, TimeUnit.HOURS, dt.date(2026, 11, 24)),
        (20, TimeUnit.HOURS, dt.date(2026, 11, 25)),
    ],
)
def test_other_lengths_go_by_the_calendar_and_the_clock(within, unit, due) -> None:
    assert due_day(at(24), within, unit, []) == due


@given(
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
    st.integers(1, 60),
    st.sets(st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)), max_size=20),
)
def test_the_day_is_a_working_day_and_one_more_takes_longer(day, count, holidays) -> None:
    begun = dt.datetime.combine(day, dt.time(9), TOWN.zone)
    due = due_day(begun, count, DAYS, holidays)
    assert due.weekday() < 5
    assert due not in holidays
    assert due < due_day(begun, count + 1, DAYS, holidays)


def statement(**known) -> TimeStatement:
    return TimeStatement("library-card", TimeKind.MET, "8 in 10 took up to 2 days.", **known)


def test_the_day_is_told_with_what_was_achieved_and_kept_to_its_end() -> None:
    told = statement(eight_in_ten_within=2.0, unit=DAYS)
    said = expected(told, TOWN, at(24).astimezone(dt.UTC), CATALOGUE.wording)
    assert said.statement.sentence.startswith(told.sentence)
    assert "by Thursday 26 November 2026" in said.statement.sentence
    assert said.datetime == dt.datetime(2026, 11, 26, 23, 59, 59, tzinfo=dt.UTC)


def test_the_day_is_that_of_the_agency() -> None:
    late = dt.datetime(2026, 6, 23, 23, 30, tzinfo=dt.UTC)  # past midnight in London
    said = expected(statement(eight_in_ten_within=1.0, unit=DAYS), TOWN, late, CATALOGUE.wording)
    assert said.datetime == dt.datetime(2026, 6, 25, 22, 59, 59, tzinfo=dt.UTC)


def test_without_what_was_achieved_no_day_is_named() -> None:
    told = statement(unit=DAYS, threshold=3.0)
    assert expected(told, TOWN, at(24), CATALOGUE.wording) == expected(
        told, TOWN, at(28), CATALOGUE.wording
    )
    assert expected(told, TOWN, at(24), CATALOGUE.wording).datetime is None
    assert expected(told, TOWN, at(24), CATALOGUE.wording).statement is told
