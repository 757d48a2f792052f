"""Small numbers are understood in digits and in words."""

import pytest

from bot.text.numbers import small_number


@pytest.mark.parametrize(
    ("said", "number"),
    [("72", 72), ("seventy-two", 72), ("Seventy two", 72), ("a", 1), ("nineteen", 19),
     ("a hundred and two", 102), ("sixty", 60)],
)  # fmt: skip
def test_a_number_is_read(said: str, number: int) -> None:
    assert small_number(said) == number


@pytest.mark.parametrize("said", ["", "and", "many", "12345", "1.5", "²", "twenty dogs", "٣"])
def test_anything_else_is_no_number(said: str) -> None:
    assert small_number(said) is None
