"""An expectation is acknowledged honestly, against the standard and against what was achieved."""

import datetime as dt

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.expected import Against, Comparison, Expecting, compare
from bot.catalogue.timing import TimeKind, TimeStatement, time_statement

MISSED = TimeStatement(
    "library-card", TimeKind.MISSED, "[the statement]",
    threshold=12, unit="weeks", high=20, eight_in_ten_within=20,  # type: ignore[arg-type]
)  # fmt: skip
NOTHING = TimeStatement("pool-pass", TimeKind.NONE, "[no standard]")


def held(expected: str | None, statement: TimeStatement, catalogue: Catalogue) -> Comparison:
    return compare(expected, statement, catalogue.policy, catalogue.wording)


@pytest.mark.parametrize(
    ("expected", "to_standard", "to_achieved"),
    [
        ("P2D", Against.SHORTER, Against.SHORTER),
        ("P3M", Against.ABOUT_RIGHT, Against.SHORTER),
        ("P15W", Against.LONGER, Against.SHORTER),
        ("P19W", Against.LONGER, Against.ABOUT_RIGHT),
        ("P1Y", Against.LONGER, Against.LONGER),
    ],
)
def test_it_is_held_against_promise_and_practice(
    expected: str, to_standard: Against, to_achieved: Against, catalogue: Catalogue
) -> None:
    comparison = held(expected, MISSED, catalogue)
    assert comparison.against_standard is to_standard
    assert comparison.against_achieved is to_achieved
    assert comparison.sentence.endswith("[the statement]")


def test_working_days_are_compared_as_calendar_days_and_explained(catalogue: Catalogue) -> None:
    statement = time_statement(
        "library-card",
        catalogue.standards_of("library-card"),
        dt.date(2026, 11, 24),
        catalogue.policy,
        catalogue.wording,
    )
    comparison = held("P2W", statement, catalogue)
    assert comparison.against_standard is Against.ABOUT_RIGHT
    assert comparison.sentence == (
        "You expect it to take 2 weeks. That is about what the standard says. "
        "(10 working days is about 14 days.) 8 in 10 people wait less than that. "
        + statement.sentence
    )


def test_a_wait_that_meets_the_standard_may_still_be_shorter_than_what_people_get(
    catalogue: Catalogue,
) -> None:
    comparison = held("P12W", MISSED, catalogue)
    assert "That is about what the standard says. But many people wait longer than that." in (
        comparison.sentence
    )


def test_without_a_standard_nothing_is_compared(catalogue: Catalogue) -> None:
    comparison = held("P2D", NOTHING, catalogue)
    assert comparison.against_standard is Against.UNKNOWN
    assert comparison.sentence == "You expect it to take 2 days. [no standard]"


def test_an_expectation_without_a_length_is_heard_all_the_same(catalogue: Catalogue) -> None:
    comparison = held(None, MISSED, catalogue)
    assert comparison.sentence == "Thank you for telling me what you expect. [the statement]"


def test_what_should_be_is_not_what_will_be(catalogue: Catalogue) -> None:
    comparison = compare("P2D", NOTHING, catalogue.policy, catalogue.wording, Expecting.SHOULD)
    assert comparison.sentence.startswith("You think it should take 2 days.")


def test_what_is_no_duration_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="ISO 8601"):
        held("soon", MISSED, catalogue)
