"""References of reports: easy to say, and a slip is noticed."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.report_reference import (
    ALPHABET,
    check_character,
    is_one_with_a_slip,
    is_sound,
    new_reference,
    references_in,
    resembles_one,
)

SEEDS = st.integers(min_value=0, max_value=10**9)


def drawn(seed):
    return new_reference(random.Random(seed).choice)


def codes(text):
    return [found.code for found in references_in(text) if found.sound]


@given(SEEDS)
def test_a_new_reference_is_sound_and_is_found_again(seed):
    code = drawn(seed)
    assert is_sound(code)
    assert codes(f"what happened to {code}, please?") == [code]


def test_no_two_are_alike_and_none_follows_from_another():
    made = {new_reference() for _ in range(2000)}
    assert len(made) == 2000
    assert len({code[:2] for code in made}) > 500


@given(SEEDS, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(seed, place, wrong):
    code = drawn(seed)
    if code[place] in ("-", wrong):
        return
    assert not is_sound(code[:place] + wrong + code[place + 1 :])


@given(SEEDS, st.integers(0, 6))
def test_neighbours_that_changed_places_are_noticed(seed, place):
    bare = drawn(seed).replace("-", "")
    swapped = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
    assert is_sound(swapped) == (swapped == bare)


@pytest.mark.parametrize(
    "change", [str.lower, lambda c: c.replace("-", " "), lambda c: c.replace("-", "")]
)
@given(seed=SEEDS)
def test_case_and_the_mark_between_do_not_matter(change, seed):
    code = drawn(seed)
    assert codes(f"it is {change(code)}.") == [code]


def test_letters_taken_for_figures_are_put_right():
    code = "K2A0-B31" + check_character("K2A0B31")
    assert codes(code.replace("0", "O").replace("1", "I")) == [code]
    assert codes(code.replace("0", "o").replace("1", "l")) == [code]


def test_a_slip_is_told_from_no_reference_at_all():
    code = drawn(7)
    wrong = code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % 32]
    (found,) = references_in(f"ref {wrong}")
    assert not found.sound


@pytest.mark.parametrize(
    "text",
    [
        "what happened to my report",
        "will come back from time to time",
        "call me on 01632 960 123 or 0163 2960",
        "my number plate is AB12 CDE",
        "I live in AM1 4EF",
        "born 1980 2010",
        "anything else-where",
        "AB123456C is my national insurance number",
    ],
)
def test_other_things_are_not_taken_for_references(text):
    assert list(references_in(text)) == []


@pytest.mark.parametrize("text", ["what about ABCD-1234", "abcd-1234?", "it is K7Q2-AAAA"])
def test_what_is_written_like_one_and_cannot_be_one(text):
    assert resembles_one(text)


@pytest.mark.parametrize("text", ["QV62-BQWB", "QV62 BQWB", "yy2smxfz", " YY2S-MXFZ."])
def test_a_slip_that_takes_the_only_figure_of_a_half(text):
    assert is_one_with_a_slip(text)


@pytest.mark.parametrize("text", ["what QV62 BQWB", "QVAB BQWB", "some word", "01632 960"])
def test_more_or_less_than_two_halves_is_no_slip(text):
    assert not is_one_with_a_slip(text)


@pytest.mark.parametrize("text", ["June-2024", "well-done", "2345-6789", "ABCD1234", "0-ABCD-1234"])
def test_words_years_and_numbers_do_not_resemble_one(text):
    assert not resembles_one(text)
