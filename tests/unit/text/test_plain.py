"""What is compared is written alike."""

import pytest

from bot.text.plain import has_words, plain


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("I don’t  know", "I don't know"),
        ("“now” – please", '"now" - please'),
        ("soooooo looooong!!!!!!", "sooo looong!!!"),
        ("one\n\ntwo\tthree ", "one two three"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full width"),
        ("", ""),
    ],
)
def test_text_is_made_plain(written: str, alike: str) -> None:
    assert plain(written) == alike


@pytest.mark.parametrize("text", ["bin", "4", "👍", "здравствуйте", "£"])
def test_letters_figures_and_symbols_are_something_to_understand(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("text", ["", " ", "...", "?!", "\u200b", "-"])
def test_marks_and_space_alone_are_not(text: str) -> None:
    assert not has_words(text)
