"""What a sentence is about, by the words an agency can change."""

from pathlib import Path

import pytest

from bot.catalogue.expected import Expecting
from bot.dialogue.listening import ContentError, load_listening

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def listening():
    return load_listening(ROOT / "content" / "listening.yml")


@pytest.mark.parametrize(
    "text",
    [
        "it should take two days",
        "a street light ought to be mended inside a week",
        "two weeks would be fair",
        "we deserve an answer by Friday",
        "Should not take longer than ten minutes surely",
        "it shouldn't take that long",
        "i want it done this week really, thats what i'd call reasonable",
        "three months is not acceptable",
    ],
)
def test_what_should_be(text, listening):
    assert listening.expecting(text) is Expecting.SHOULD


@pytest.mark.parametrize(
    "text",
    [
        "I expect a reply by friday",
        "i reckon it'll take about a month",
        "I should have thought a bus pass could be printed while you wait",
        "They told me on the phone that it would come by the end of the month.",
        "probably ages knowing the council",
        "I must admit I think it takes months",
    ],
)
def test_what_will_be(text, listening):
    assert listening.expecting(text) is Expecting.WILL


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("I just want to be told what is happening", "transparency"),
        ("the woman on the phone was rude to me", "humanity"),
        ("what matters most to me is getting it quickly", "efficiency"),
        ("it has to be easy, I get muddled with forms", "ease"),
        ("the repair was done badly and it looks wrong", "effectiveness"),
        ("getting through to staff who are trained", "employee"),
        ("it cost twenty pounds", "other"),
        ("", "other"),
    ],
)
def test_the_driver_is_the_one_with_the_most_words(text, driver, listening):
    assert listening.driver_of(text) == driver


def test_an_answer_that_says_the_other_thing_is_noticed(listening):
    assert listening.says_other_than(Expecting.WILL, "it should take two days")
    assert listening.says_other_than(Expecting.SHOULD, "it'll take months")
    assert not listening.says_other_than(Expecting.SHOULD, "two days")
    assert not listening.says_other_than(Expecting.WILL, "two days")


@pytest.mark.parametrize(
    ("text", "place"),
    [("the second one", 1), ("2", 1), ("the last", 2), ("top one", 0), ("the blue one", None)],
)
def test_a_place_in_a_list(text, place, listening):
    assert listening.place_in(text, 3) == place


def test_a_place_beyond_the_list_is_none(listening):
    assert listening.place_in("the fourth", 3) is None


@pytest.mark.parametrize(
    ("text", "is_question"),
    [
        ("how much", True),
        ("is it free", True),
        ("free?", True),
        ("it was slow", False),
        ("", False),
    ],
)
def test_a_question_shows_by_its_mark_or_its_beginning(text, is_question, listening):
    assert listening.is_question(text) is is_question


def test_a_fact_is_found_by_what_it_is_called(listening):
    known = ["carer", "age"]
    assert listening.fact_named("forget how old I am", known) == "age"
    assert listening.fact_named("forget my flat", known) is None


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("  humanity:", "  happiness:", "listening.yml: drivers: .*happiness is not a driver"),
        ("version: 1", "version: one", "listening.yml: version"),
        ("version: 1", "version: [", "listening.yml: line"),
        ("version: 1", "version: 1\nmore: 2", "listening.yml: more"),
    ],
)
def test_a_broken_file_is_refused_with_file_entry_and_reason(tmp_path, old, new, reason):
    text = (ROOT / "content" / "listening.yml").read_text(encoding="utf-8")
    path = tmp_path / "listening.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=reason):
        load_listening(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(ContentError, match=r"listening\.yml: cannot be read"):
        load_listening(tmp_path / "listening.yml")


def test_every_fact_has_words_by_which_it_can_be_forgotten(listening):
    from bot.catalogue.load import load

    assert set(listening.facts) == set(load(ROOT / "content").segments.facts)
