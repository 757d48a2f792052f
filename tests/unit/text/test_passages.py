"""A long message is read in passages, and its last sentence is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.passages import last_sentence, passages_of


def test_a_long_text_is_taken_in_passages_of_whole_sentences() -> None:
    text = "One two three. Four five! Six seven eight nine."
    assert passages_of(text, 5) == ["One two three. Four five!", "Six seven eight nine."]


def test_nothing_is_one_empty_passage() -> None:
    assert passages_of("", 5) == [""]


@given(st.text(alphabet="ab .!?\n", max_size=120), st.integers(1, 9))
def test_no_word_is_lost(text: str, words: int) -> None:
    assert " ".join(passages_of(text, words)).split() == text.split()


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("It was long. How much is it?", "How much is it?"),
        ("How much is it? !", "How much is it?"),
        ("no stops at all", "no stops at all"),
        ("?!", "?!"),
    ],
)
def test_what_is_asked_stands_last(text: str, last: str) -> None:
    assert last_sentence(text) == last
