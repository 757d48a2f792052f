"""The words by which the assistant finds its way through a report."""

from pathlib import Path

import pytest

from bot.dialogue.listening import ContentError
from bot.dialogue.report_words import load_report_words

FILE = Path(__file__).parents[3] / "content" / "reporting.yml"
WORDS = load_report_words(FILE)


@pytest.mark.parametrize("text", ["12 Mill Lane", "flat 3", "number 9", "14b", "we are at 7"])
def test_the_number_of_a_house(text):
    assert WORDS.has_house_number(text)


@pytest.mark.parametrize(
    "text", ["for 2 weeks", "the 3rd time", "2 bins", "since 7am", "twice", ""]
)
def test_a_number_that_counts_something(text):
    assert not WORDS.has_house_number(text)


@pytest.mark.parametrize("text", ["skip", "Skip it, please", "ok skip this"])
def test_an_order_is_one_with_its_courtesies(text):
    assert WORDS.is_only(text, WORDS.skipping)


@pytest.mark.parametrize("text", ["a skip full of rubble", "skip lorry", "please"])
def test_an_order_within_something_else_is_none(text):
    assert not WORDS.is_only(text, WORDS.skipping)


def test_the_longest_run_is_taken_out_first():
    assert WORDS.says_no_more_than("I don't want to", ["i", "to", "want", "dont want"])


def test_a_broken_file_is_refused_with_its_name(tmp_path):
    path = tmp_path / "reporting.yml"
    path.write_text(FILE.read_text(encoding="utf-8") + "\nmore: 1\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"reporting\.yml: more"):
        load_report_words(path)
