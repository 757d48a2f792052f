"""A message is taken apart where a second request may begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.several import parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "how do I pay my council tax, and where do I find lost property",
            ["how do I pay my council tax", "where do I find lost property"],
        ),
        (
            "My bin was missed. Also can I get a blue badge?",
            ["My bin was missed", "can I get a blue badge?"],
        ),
    ],
)
def test_two_requests_are_two_parts(text, parts):
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bins and badges",
        "how much is a blue badge",
        "salt and pepper please",
        "ok. yes.",
        "the bill is killing me, is there anything off",
    ],
)
def test_one_request_has_no_parts(text):
    assert parts_of(text) == []


@given(st.text(max_size=200))
def test_every_part_stands_in_the_message(text):
    assert all(part in text for part in parts_of(text))
