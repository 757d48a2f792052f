"""Personal data is found whole, masked for good, and nothing else is touched."""

from __future__ import annotations

import json
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy.masking import Span, find_personal_data, mask, mask_known, mask_tree
from bot.privacy.vocabulary import vocabulary
from bot.text.report_reference import new_reference, references_in
from tests.support.patience import bounded_work

from .masking_corpus import lines, marked, score

PERSONAL = lines("personal.yml")
UNSEEN = lines("unseen.yml")
NOTHING = [*lines("nothing.yml"), *lines("nothing_unseen.yml")]
TEXTS = [marked(line)[0] for line in [*PERSONAL, *UNSEEN]]


def test_without_spacy_nearly_all_personal_data_is_found() -> None:
    result = score([*PERSONAL, *UNSEEN], find_personal_data)
    assert result.recall() >= 0.95, "\n".join(result.notes)


def test_without_spacy_next_to_nothing_else_is_taken_for_it() -> None:
    result = score(NOTHING, find_personal_data)
    assert sum(result.false_alarms.values()) <= 1, "\n".join(result.notes)


@pytest.mark.parametrize("text", TEXTS)
def test_a_masked_text_holds_nothing_that_was_found(text: str) -> None:
    spans = find_personal_data(text)
    masked = mask(text, spans)
    for span in spans:
        assert text[span.start : span.end] not in masked


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*TEXTS, *NOTHING]), min_size=1, max_size=4), st.text(max_size=12))
def test_masking_twice_changes_nothing_more(texts: list[str], noise: str) -> None:
    once = _masked(f" {noise} ".join(texts))
    assert _masked(once) == once


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PERSONAL), st.sampled_from(["😀", "👩‍👧 ", "ﷺ ", "é ", "\u202e ", "\t"]))
def test_offsets_count_characters_whatever_stands_before(line: str, before: str) -> None:
    text, wanted = marked(line)
    found = find_personal_data(f"{before} {text}")
    numbers = [span for span in wanted if span.kind not in ("name", "address")]
    shift = len(before) + 1
    for span in numbers:
        assert any(one.start - shift <= span.start and span.end <= one.end - shift for one in found)


@given(st.text(max_size=200))
def test_any_text_is_survived_and_spans_are_in_order(text: str) -> None:
    spans = find_personal_data(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "0 ", "a@", "07700 900123 ", "a.", "my name is ", "A ", "Aa ", "oh ", "12 a b ",
     "address is Aa ", "https://a ", "dave ", "Mr ", "de la ", "born 1 ", "flat 1 ", " here", "a'",
     "a at b dot c ", "GB82 ", "[name] ", "😀", "\n"],
)  # fmt: skip
def test_ten_thousand_hostile_characters_cost_little(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    words = vocabulary()
    with bounded_work():
        find_personal_data(text, words=words)


def test_what_an_agency_publishes_itself_is_not_masked() -> None:
    assert find_personal_data("I rang 01632 960100 and +44 1632 960100") == []
    assert mask_tree("Phone 01632 960100, 1 Market Square, AM1 1AA", []).count("[") == 0


def test_a_value_given_away_once_is_masked_everywhere_in_the_text() -> None:
    text = "my name is Xyrzk. Please write Xyrzk on it"
    assert mask(text, find_personal_data(text)) == "my name is [name]. Please write [name] on it"


def test_overlapping_spans_leave_nothing_out() -> None:
    assert mask("abcdefgh", [Span(0, 4, "name"), Span(2, 8, "email")]) == "[email]"


def test_known_values_are_masked_in_other_strings() -> None:
    assert mask_known("ok priya, PRIYA!", ["Priya"]) == "ok [masked], [masked]!"
    assert mask_known("07700  900123", ["07700 900123"]) == "[masked]"


def test_a_short_known_word_keeps_its_case() -> None:
    assert mask_known("May may ask", ["May"]) == "[masked] may ask"


def test_a_known_value_inside_a_longer_word_is_left_alone() -> None:
    assert mask_known("Annual", ["Ann"]) == "Annual"


def test_a_whole_event_is_masked_and_keeps_its_shape() -> None:
    event = {
        "event": "slot",
        "name": "contact",
        "value": {"who": "Priya", "text": "call 07700 900123", "n": 4, "none": None},
        "list": ["Priya Sharma", True],
        "service_id": "blue-badge",
        "timestamp": "2026-11-24T12:00:00.123456Z",
        "id": "550e8400-e29b-41d4-a716-446655440000",
        "duration": "P2W",
    }
    masked = mask_tree(event, ["Priya"])
    assert masked == event | {
        "value": {"who": "[masked]", "text": "call [phone]", "n": 4, "none": None},
        "list": ["[masked] Sharma", True],
    }
    json.dumps(masked)


def test_the_input_of_mask_tree_is_not_changed() -> None:
    event = {"a": ["call 07700 900123"]}
    mask_tree(event, [])
    assert event == {"a": ["call 07700 900123"]}


@given(st.uuids())
def test_our_own_identifiers_are_never_taken_for_numbers(identifier: object) -> None:
    assert mask_tree(str(identifier), []) == str(identifier)


def _masked(text: str) -> str:
    return mask(text, find_personal_data(text))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("jane(dot)doe[at]post.example", "[email]"),
        ("jane.doe＠post.example", "[email]"),
        ("jane @ post . example", "[email]"),
        ("mail jane@post.example. Thanks", "mail [email]. Thanks"),
        ("０７７００９００１２３ is mine", "[phone] is mine"),
        ("07700\u2009900\u2009123", "[phone]"),
        ("07700\n900123", "[phone]"),
        ("07700_900_123", "[phone]"),
        ("zero double seven double oh nine hundred one two three", "[phone]"),
        ("4111.1111.1111.1111", "[card]"),
        ("4111 1111 1111 1112", "[card]"),
        ("12 34 56 12345678", "[bank_account]"),
        ("1960-02-01", "[date_of_birth]"),
        ("my husband tom smith died", "my husband [name] died"),
    ],
)
def test_odd_ways_of_writing_do_not_get_past(text: str, masked: str) -> None:
    assert _masked(text) == masked


@pytest.mark.parametrize(
    "text", ["from 2024-2026", "1 2 3 and 10.30", "one hundred and ten days", "since 2026-10-12"]
)
def test_other_numbers_are_left(text: str) -> None:
    assert _masked(text) == text


@pytest.mark.parametrize("seed", range(300))
def test_the_reference_of_a_report_is_nobodys_secret(seed: int) -> None:
    code = new_reference(random.Random(seed).choice)
    text = f"My name is Ada Lovelace, my car is AB12 CDE, what about my report {code}?"
    for spoken in (text, text.lower(), text.replace(code, code.replace("-", " "))):
        masked = mask(spoken, find_personal_data(spoken))
        assert [each.code for each in references_in(masked) if each.sound] == [code]
        assert "love" not in masked.casefold()
    (kept,) = mask_tree([text], [])
    assert code in kept
