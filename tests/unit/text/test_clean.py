"""Typed text is cleaned of what nobody can see, and of nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.clean import clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  my bin was missed \n", "my bin was missed"),
        ("a\tb", "a b"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("a\x00b\x07c\x1bd\x7fe", "abcde"),
        ("safe\u202egnp.exe\u202c", "safegnp.exe"),
        ("\u2066hidden\u2069 and \u202dforced\u202c", "hidden and forced"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half a character \ud800 here", "half a character  here"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(typed, kept):
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "👍",
        "👨\u200d👩\u200d👧 and 🏳️\u200d🌈",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "مرحبا، كيف أجدد البطاقة الزرقاء؟",
        "שלום \u200fעולם",
        "می\u200cخواهم",
        "<script>alert(1)</script> {{7*7}} '; DROP TABLE turn; --",
        '/find_service{"service": "x"}',
    ],
)
def test_what_somebody_wrote_stays(typed):
    assert clean_text(typed) == typed


@pytest.mark.parametrize(
    "typed", ["", "   \n\t ", "\u200b\u200b", "\u202e\u202c", "\u0301", "\u200d"]
)
def test_a_text_without_anything_to_see_is_empty(typed):
    assert clean_text(typed) == ""


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaning_twice_is_cleaning_once_and_the_result_can_be_stored(typed):
    cleaned = clean_text(typed)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()
