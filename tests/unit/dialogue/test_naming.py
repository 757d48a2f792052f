"""Which services a text names outright."""

from pathlib import Path

import pytest

from bot.catalogue.load import load
from bot.dialogue.naming import named_services, nearest_by_words

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def services():
    return load(ROOT / "content").offered()


def ids(text, services):
    return [each.service_id for each in named_services(text, services)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how much is a Blue Badge?", ["blue-badge"]),
        ("blue badges please", ["blue-badge"]),
        ("my dad's disabled bus pass", ["disabled-bus-pass"]),
        ("older person's bus pass", ["older-bus-pass"]),
        ("missed bin and a parking fine", ["missed-bin", "parking-fine-appeal"]),
        ("a parking fine and a missed bin", ["parking-fine-appeal", "missed-bin"]),
        ("hello", []),
        ("", []),
    ],
)
def test_names_are_found_in_the_order_of_the_text(text, expected, services):
    assert ids(text, services) == expected


def test_a_name_that_is_part_of_other_names_does_not_stand_alone(services):
    (named,) = named_services("bus pass", services)
    assert not named.alone


def test_a_name_within_a_longer_name_does_not_count(services):
    named = named_services("disabled bus pass", services)
    assert [(each.service_id, each.alone, each.length) for each in named] == [
        ("disabled-bus-pass", True, 3)
    ]


def test_a_part_of_a_word_is_no_name(services):
    assert ids("the gpx file", services) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the one for people on a low income", "council-tax-reduction"),
        ("the discount", "council-tax-discount"),
        ("the council tax one", None),
        ("neither", None),
    ],
)
def test_one_of_a_few_is_told_by_the_words_they_do_not_share(text, expected, services):
    few = [service for service in services if service.id.startswith("council-tax")]
    assert nearest_by_words(text, few) == expected


def test_the_longest_name_of_a_service_counts(services):
    (named,) = named_services("am I allowed the older person's bus pass", services)
    assert (named.length, named.alone, named.owned) == (4, True, True)


def test_a_name_after_an_and_is_marked(services):
    first, second = named_services("how do I get a blue badge and a parking permit", services)
    assert (first.added, second.added) == (False, True)
