"""A message is cut where a second request may begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.several import Halves, asks, cuts_of, halves_of


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (
            "how do I pay my council tax, and where do I find lost property",
            ("how do I pay my council tax", "where do I find lost property"),
        ),
        (
            "My bin was missed. Also can I get a blue badge?",
            ("My bin was missed", "Also can I get a blue badge?"),
        ),
        (
            "the sofa has to go btw when is my recycling",
            ("the sofa has to go", "when is my recycling"),
        ),
        (
            "What do a blue badge and a residents' permit cost?",
            ("What do a blue badge", "a residents' permit cost?"),
        ),
        ("how to vote // how to join", ("how to vote", "how to join")),
        ("the tip's hours + my blue badge", ("the tip's hours", "my blue badge")),
        ("1. Hole in the road\n2. Lamp is out", ("Hole in the road", "Lamp is out")),
        ("my mum is ill so 1) a badge 2) a lift", ("a badge", "a lift")),
        (
            "My bin was missed. I waited all day. Where is the tip?",
            ("My bin was missed", "Where is the tip?"),
        ),
    ],
)
def test_two_requests_are_cut_between_them(text: str, halves: tuple[str, str]) -> None:
    assert halves in [(each.first, each.second) for each in halves_of(text)]


@pytest.mark.parametrize(
    "text",
    ["", "bins and badges", "how much is a blue badge", "salt and pepper please", "ok. yes."],
)
def test_one_request_is_not_cut(text: str) -> None:
    assert halves_of(text) == []


CLEAR = ("Where is the tip", "how do I get a blue badge for my mum?", ", and ")


@pytest.mark.parametrize(
    ("first", "second", "joint"),
    [
        ("we are new in town", "would like to join a library", " and "),
        ("I've already got a permit of my own", "how do I get one for a visitor of mine?", ", "),
        ("How do I get a blue badge", "how long is it?", " and "),
        ("Where is the tip", "how do I get a blue badge for my mum?", ", so "),
        ("Where is the tip", "how do I get a badge?", ". It is a long story of mine. "),
    ],
    ids=["tells why", "settled", "a detail", "a reason", "told between"],
)
def test_halves_that_may_be_one_request_are_doubted(first: str, second: str, joint: str) -> None:
    assert Halves(first, second, joint).doubt(told=False) > Halves(*CLEAR).doubt(told=False)


def test_what_is_reported_by_telling_of_it_is_doubted_less() -> None:
    halves = Halves("the lamp outside ours is out", "there is a hole in the road", " and ")
    assert halves.doubt(told=True) < halves.doubt(told=False)


def test_who_tells_of_oneself_only_tells_why() -> None:
    halves = Halves("I look after my dad", "he wants to go on the bus for nothing", ", ")
    assert halves.doubt(told=True) == halves.doubt(told=False) > 1


@pytest.mark.parametrize(
    "halves",
    [
        Halves("Where is the tip", "how do I get a blue badge for my mum?", ". Also "),
        Halves("blue badge", "a bus pass for my dad too", " and "),
        Halves("the lamp is out", "the road is broken", " 2) ", opening="1) "),
        Halves("mice everywhere", "the music is loud, what can you do about each?", " and "),
    ],
    ids=["adds", "a bare name", "a list", "says that it is two"],
)
def test_what_says_that_there_are_two_speaks_for_them(halves: Halves) -> None:
    assert halves.doubt(told=False) < 0


@pytest.mark.parametrize(
    "text", ["how do I vote", "need a badge", "I'd like a plot", "any dentists"]
)
def test_asking_is_told_from_telling(text: str) -> None:
    assert asks(text)
    assert not asks("the lamp on our street has gone off")


def test_a_cut_leaves_nothing_out() -> None:
    text = "In Elm Road 1. The lamp is out. It is dark. The kerb is broken"
    assert ("In Elm Road 1. The lamp is out", "It is dark. The kerb is broken") in cuts_of(text)
    assert all(len("".join(each)) >= len(text) - 4 for each in cuts_of(text))


def test_a_story_is_not_cut() -> None:
    assert halves_of("I went to town and then I came home, " * 5) == []


@given(st.text(alphabet="ab ,.;?!and", max_size=200))
def test_halves_stand_in_the_message_in_their_order(text: str) -> None:
    for first, second, *_ in halves_of(text):
        assert text.index(first) + len(first) <= text.rindex(second)
