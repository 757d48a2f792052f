"""What is said about time quotes the standard and what was achieved, and never more than is known."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load
from bot.catalogue.model import Standard
from bot.catalogue.timing import TimeKind, TimeStatement, time_statement

TODAY = dt.date(2026, 11, 24)
CATALOGUE = load(Path(__file__).parent / "sample_content")
RESULT: dict[str, Any] = {
    "period_start": "2026-07-01", "period_end": "2026-09-30", "channel": "all",
    "n_total": 100, "n_met": 90, "data_as_of": "2026-10-20",
}  # fmt: skip


def standard(*results: dict[str, Any], **change: object) -> Standard:
    return Standard.model_validate(
        {
            "id": "s", "agency_id": "town", "service_id": "library-card", "version": 1,
            "statement": "We make 8 in 10 cards within 10 days.", "measure": "from a form to a card",
            "threshold": 10, "unit": "days", "target": 0.8, "valid_from": "2026-04-01",
            "source_url": "https://town.example/s", "results": [RESULT | each for each in results],
            **change,
        }
    )  # fmt: skip


def said(*standards: Standard, today: dt.date = TODAY) -> TimeStatement:
    policy, wording = CATALOGUE.policy, CATALOGUE.wording
    return time_statement("library-card", standards, today, policy, wording)


def test_a_kept_standard_is_told_with_all_its_evidence(catalogue: Catalogue) -> None:
    statement = said(*catalogue.standards_of("library-card"))
    assert statement.sentence == (
        "The published standard is: “We make 8 in 10 cards within 10 working days.” "
        "The time runs from a complete form to a card. It is being kept. "
        "In July to September 2026, 1,305 of 1,500 were in time (87%). "
        "Half took up to 4 working days. 8 in 10 took up to 8 working days. "
        "The figures are from 20 October 2026."
    )
    assert (statement.kind, statement.standard_id, statement.standard_version) == (
        TimeKind.MET, "library-card-made", 1,
    )  # fmt: skip
    assert (statement.low, statement.high, statement.unit) == (4, 8, "working_days")
    assert (statement.basis_n, statement.n_met) == (1500, 1305)
    assert statement.data_as_of == dt.date(2026, 10, 20)


def test_a_missed_standard_says_both_what_was_promised_and_what_was_done() -> None:
    statement = said(standard({"n_met": 61, "half_within": 9, "eight_in_ten_within": 16}))
    assert statement.kind is TimeKind.MISSED
    assert "within 10 days" in statement.sentence
    assert "not being kept" in statement.sentence
    assert "61 of 100" in statement.sentence
    assert statement.high == 16


def test_a_missed_standard_without_times_promises_no_time() -> None:
    statement = said(standard({"n_met": 61}))
    assert (statement.low, statement.high) == (None, None)


def test_a_near_miss_is_not_rounded_into_the_target() -> None:
    statement = said(standard({"n_total": 1000, "n_met": 799}))
    assert statement.kind is TimeKind.MISSED
    assert "(79%)" in statement.sentence


def test_few_cases_are_too_few_to_tell() -> None:
    statement = said(standard({"n_total": 19, "n_met": 19, "eight_in_ten_within": 2}))
    assert statement.kind is TimeKind.FEW_CASES
    assert "Only 19 cases were finished in July to September 2026." in statement.sentence
    assert "too few" in statement.sentence
    assert "2 days" not in statement.sentence
    assert statement.eight_in_ten_within is None


def test_twenty_cases_are_enough() -> None:
    assert said(standard({"n_total": 20, "n_met": 20})).kind is TimeKind.MET


@pytest.mark.parametrize(
    ("n", "words"), [(0, "No case was finished"), (1, "Only 1 case was finished")]
)
def test_none_and_one_read_well(n: int, words: str) -> None:
    assert words in said(standard({"n_total": n, "n_met": 0})).sentence


def test_a_standard_without_results_admits_it() -> None:
    statement = said(standard())
    assert statement.kind is TimeKind.NO_RESULTS
    assert "no results yet" in statement.sentence
    assert statement.data_as_of is None


def test_without_a_standard_none_is_claimed() -> None:
    statement = said()
    assert statement.kind is TimeKind.NONE
    assert "no published standard" in statement.sentence
    assert (statement.standard_id, statement.low, statement.high) == (None, None, None)


def test_the_version_in_force_today_is_quoted() -> None:
    old = standard(version=1, valid_to="2026-11-23")
    new = standard(version=2, valid_from="2026-11-24")
    assert said(old, new).standard_version == 2
    assert said(old, new, today=dt.date(2026, 11, 23)).standard_version == 1
    assert said(old, new, today=dt.date(2026, 3, 31)).kind is TimeKind.NONE


def test_the_newest_figures_over_all_channels_are_quoted() -> None:
    statement = said(
        standard(
            {"n_met": 10, "period_start": "2026-04-01", "period_end": "2026-06-30"},
            {"n_met": 90},
            {"n_met": 20, "channel": "phone"},
        )
    )
    assert statement.n_met == 90


def test_figures_from_the_future_are_not_known_yet() -> None:
    assert said(standard({}), today=dt.date(2026, 10, 19)).kind is TimeKind.NO_RESULTS


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 100))
def test_met_is_said_only_when_the_share_reaches_the_target(a: int, b: int, percent: int) -> None:
    n_met, n_total = sorted((a, b))
    target = percent / 100
    statement = said(standard({"n_met": n_met, "n_total": n_total}, target=target))
    if n_total < CATALOGUE.policy.few_cases_below:
        assert statement.kind is TimeKind.FEW_CASES
    else:
        reached = n_met * 100 >= percent * n_total
        assert statement.kind is (TimeKind.MET if reached else TimeKind.MISSED)
