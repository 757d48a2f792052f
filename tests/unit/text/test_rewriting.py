"""A rewritten text still knows where its characters came from."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.text.rewriting import rewrite


def test_a_replacement_points_at_the_words_it_replaced() -> None:
    done = rewrite("😀 in 6wks ok", [(re.compile("wks"), " weeks")])
    start = done.text.index("6")
    assert done.text == "😀 in 6 weeks ok"
    assert done.original_span(start, start + len("6 weeks")) == (5, 9)


def test_rules_are_applied_one_after_the_other() -> None:
    done = rewrite("ab", [(re.compile("a"), "b"), (re.compile("bb"), "c")])
    assert (done.text, done.original_span(0, 1)) == ("c", (0, 2))


@given(st.text(max_size=40))
def test_every_character_keeps_an_origin_inside_the_text(text: str) -> None:
    done = rewrite(text, [(re.compile(r"\w+"), "xx"), (re.compile(" "), "")])
    assert len(done.origins) == len(done.text)
    assert all(0 <= start < end <= len(text) for start, end in done.origins)
