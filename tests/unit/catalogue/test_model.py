"""The records refuse what would mislead a citizen."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.catalogue.model import Schedule, SegmentBook, Standard, StandardResult
from bot.catalogue.model.base import PhoneNumber, Prose, Text, WebAddress

RESULT: dict[str, Any] = {
    "period_start": "2026-07-01",
    "period_end": "2026-09-30",
    "channel": "all",
    "n_total": 100,
    "n_met": 80,
    "data_as_of": "2026-10-20",
}
STANDARD: dict[str, Any] = {
    "id": "a", "agency_id": "b", "service_id": "c", "version": 1, "statement": "S.",
    "measure": "m", "threshold": 10, "unit": "days", "target": 0.8, "valid_from": "2026-04-01",
    "source_url": "https://a.example/s", "results": [RESULT],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"n_met": 101}, "greater than n_total"),
        ({"n_met": -1}, "greater than or equal to 0"),
        ({"n_met": True}, "valid integer"),
        ({"n_total": "100"}, "valid integer"),
        ({"period_start": "2026-10-01"}, "in order"),
        ({"data_as_of": "2026-09-01"}, "in order"),
        ({"half_within": 9, "eight_in_ten_within": 8}, "half_within"),
        ({"half_within": float("nan")}, "finite|greater"),
    ],
)
def test_impossible_results_are_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        StandardResult.model_validate(RESULT | change)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"target": 0}, "greater than 0"),
        ({"target": 80}, "less than or equal to 1"),
        ({"unit": "years"}, "minutes, hours"),
        ({"unit": "fortnights"}, "unit"),
        ({"valid_to": "2026-03-31"}, "valid_to"),
        ({"results": [RESULT, RESULT]}, "without overlap"),
        ({"results": [RESULT | {"eight_in_ten_within": 11}]}, "contradict"),
        ({"results": [RESULT | {"n_met": 79, "eight_in_ten_within": 9}]}, "contradict"),
        ({"results": [RESULT | {"half_within": 11}]}, "contradict"),
        ({"colour": "red"}, "not permitted"),
    ],
)
def test_standards_that_make_no_sense_are_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        Standard.model_validate(STANDARD | change)


def test_the_target_is_met_exactly_at_the_target() -> None:
    standard = Standard.model_validate(STANDARD | {"target": 0.7})
    exactly = StandardResult.model_validate(RESULT | {"n_total": 10, "n_met": 7})
    assert standard.met_by(exactly)


@pytest.mark.parametrize(
    "change",
    [
        {"opens_at": 630},
        {"opens_at": "9:00"},
        {"opens_at": "25:00"},
        {"closes_at": "08:00"},
        {"byday": "MO,MO"},
        {"byday": "1MO"},
        {"byday": ""},
        {"valid_from": "2026-02-01", "valid_to": "2026-01-01"},
    ],
)
def test_hours_that_make_no_sense_are_refused(change: dict[str, Any]) -> None:
    hours = {"byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}
    Schedule.model_validate(hours)
    with pytest.raises(ValidationError):
        Schedule.model_validate(hours | change)


@pytest.mark.parametrize(
    "address",
    ["http://a.example", "a.example", "https://a", "https://me@a.example", "https://a.example/x y",
     "javascript:alert(1)", 'https://a.example/">'],
)  # fmt: skip
def test_only_plain_https_addresses_are_taken(address: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(WebAddress).validate_python(address)


@pytest.mark.parametrize(
    "number", ["999 or 112", "O1632 960001", "+", "01632--960001", " ", "1" * 40]
)
def test_a_phone_number_is_digits_and_single_spaces(number: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(PhoneNumber).validate_python(number)


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "a\u202eb", "a\x07b", "zero\u200bwidth", " ", "</p>"]
)
def test_markup_and_hidden_characters_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Prose).validate_python(text)


def test_wrapped_lines_become_one_and_lists_stay_lists() -> None:
    text = TypeAdapter(Text).validate_python(
        "You can get it\nif one is true:\n- you are old\n- you are young\nOthers pay.\n\n\n\nEnd <3.\n"
    )
    assert text == (
        "You can get it if one is true:\n- you are old\n- you are young\n\nOthers pay.\n\nEnd <3."
    )


FACTS = {
    "age": {"type": "int", "label": "x", "expires_after": "P1D"},
    "carer": {"type": "bool", "label": "x", "expires_after": "P1D"},
}


@pytest.mark.parametrize(
    ("segment", "reason"),
    [
        ({"rule": {"fact": "rich"}}, "no fact is called rich"),
        ({"rule": {"fact": "age"}}, "needs at_least or below"),
        ({"rule": {"fact": "carer", "below": 3}}, "has no bounds"),
        ({"rule": {"some": []}}, "must be a rule"),
        ({"rule": {"any": []}}, "at least 1"),
        ({"rule": {"fact": "carer"}, "because": "{age}"}, "because may hold"),
        (
            {"rule": {"any": [{"fact": "carer"}, {"fact": "age", "below": 3}]}, "because": "{age}"},
            "because may hold",
        ),
    ],
)
def test_segment_rules_that_lead_nowhere_are_refused(segment: dict[str, Any], reason: str) -> None:
    book = {
        "version": 1,
        "facts": FACTS,
        "segments": [{"id": "s", "label": "l", "because": "b", **segment}],
    }
    with pytest.raises(ValidationError, match=reason):
        SegmentBook.model_validate(book)
