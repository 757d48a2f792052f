"""Open or closed, until when, and from when: also at night, on holidays and when clocks change."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.hours import opening_state
from bot.catalogue.model import Holiday, Schedule
from bot.catalogue.model.place import WEEKDAYS

LONDON = ZoneInfo("Europe/London")
CHRISTMAS = Holiday(date=dt.date(2026, 12, 25), name="Christmas Day")


def schedule(byday: str, opens: str, closes: str, **more: object) -> Schedule:
    return Schedule.model_validate({"byday": byday, "opens_at": opens, "closes_at": closes, **more})


OFFICE = schedule("MO,TU,WE,TH,FR", "09:00", "16:30")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


clock_times = st.integers(0, 1439).map(lambda m: f"{m // 60:02}:{m % 60:02}")


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    opens, closes = sorted(draw(st.lists(clock_times, min_size=2, max_size=2, unique=True)))
    days = draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1))
    return schedule(",".join(days), opens, closes)


moments = st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=dt.UTC)
)
holidays = st.lists(
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)).map(lambda d: Holiday(date=d, name="H")),
    max_size=5,
)


@given(st.lists(schedules(), max_size=4), holidays, moments)
def test_closing_and_opening_times_hold_when_they_come(
    hours: list[Schedule], days_off: list[Holiday], now: dt.datetime
) -> None:
    state = opening_state(hours, days_off, LONDON, now)
    if state.closes:
        assert state.closes > now
        assert not opening_state(hours, days_off, LONDON, state.closes).is_open
        just_before = state.closes.astimezone(dt.UTC) - dt.timedelta(seconds=1)
        assert opening_state(hours, days_off, LONDON, just_before).is_open
    if state.opens:
        assert state.opens > now
        assert opening_state(hours, days_off, LONDON, state.opens).is_open


@given(st.lists(schedules(), min_size=1, max_size=4), moments, st.floats(0, 1))
def test_nothing_opens_before_the_next_opening(
    hours: list[Schedule], now: dt.datetime, share: float
) -> None:
    state = opening_state(hours, [], LONDON, now)
    if state.opens:
        between = now + (state.opens - now) * share * 0.999
        assert not opening_state(hours, [], LONDON, between).is_open


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        ("2026-11-24T08:59:59", False),
        ("2026-11-24T09:00:00", True),
        ("2026-11-24T16:29:59", True),
        ("2026-11-24T16:30:00", False),
        ("2026-11-28T12:00:00", False),
    ],
)
def test_an_office_is_open_from_its_first_to_before_its_last_minute(
    now: str, is_open: bool
) -> None:
    assert opening_state([OFFICE], [], LONDON, at(now)).is_open is is_open


def test_on_friday_evening_the_next_opening_is_monday() -> None:
    state = opening_state([OFFICE], [], LONDON, at("2026-11-27T18:00"))
    assert state.opens == at("2026-11-30T09:00")


def test_a_holiday_is_named_and_the_opening_is_after_it() -> None:
    state = opening_state([OFFICE], [CHRISTMAS], LONDON, at("2026-12-25T10:00"))
    assert (state.is_open, state.holiday) == (False, "Christmas Day")
    assert state.opens == at("2026-12-28T09:00")


def test_a_closing_at_24_00_is_midnight() -> None:
    late = schedule("MO,TU,WE,TH,FR,SA,SU", "20:00", "24:00")
    state = opening_state([late], [], LONDON, at("2026-11-24T23:59"))
    assert state.closes == at("2026-11-25T00:00")


def test_two_entries_that_touch_at_midnight_are_one_night() -> None:
    night = [schedule("FR", "20:00", "24:00"), schedule("SA", "00:00", "02:00")]
    state = opening_state(night, [], LONDON, at("2026-11-27T22:00"))
    assert state.closes == at("2026-11-28T02:00")


def test_a_line_that_never_closes_has_no_closing_time() -> None:
    always = schedule("MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00")
    state = opening_state([always], [], LONDON, at("2026-11-24T12:00"))
    assert (state.is_open, state.closes) == (True, None)


def test_without_hours_it_is_closed_and_no_opening_is_known() -> None:
    state = opening_state([], [], LONDON, at("2026-11-24T12:00"))
    assert (state.is_open, state.opens) == (False, None)


def test_the_agencys_clock_counts_in_summer_too() -> None:
    half_past_eight_utc = dt.datetime(2026, 7, 1, 8, 30, tzinfo=dt.UTC)
    assert opening_state([OFFICE], [], LONDON, half_past_eight_utc).is_open


def test_hours_outside_their_season_do_not_count() -> None:
    summer = schedule("TU", "09:00", "17:00", valid_from="2026-06-01", valid_to="2026-08-31")
    assert opening_state([summer], [], LONDON, at("2026-08-25T10:00")).is_open
    assert not opening_state([summer], [], LONDON, at("2026-09-01T10:00")).is_open


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        opening_state([OFFICE], [], LONDON, dt.datetime(2026, 11, 24))


def test_a_line_for_emergencies_is_open_on_holidays_too():
    line = schedule("MO,TU,WE,TH,FR,SA,SU", "00:00", "24:00", on_holidays=True)
    state = opening_state([line], [CHRISTMAS], LONDON, at("2026-12-25 03:00"))
    assert (state.is_open, state.closes) == (True, None)
    assert not opening_state([OFFICE], [CHRISTMAS], LONDON, at("2026-12-25 11:00")).is_open
