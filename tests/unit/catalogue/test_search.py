"""Services are found by what they are about and by how they are written, or not at all."""

import numpy as np
import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.search import Background, FoundService, ServiceIndex, sentences_of
from bot.text.encoder import shared_encoder

ELSEWHERE = ["renew my passport", "apply for a driving licence", "the weather tomorrow"]
TALK = ["hello", "thank you", "yes", "tell me a joke", "borrow a book", "can I swim here"]
BACKGROUND = Background(
    ELSEWHERE + TALK,
    shared_encoder().encode(ELSEWHERE + TALK),
    np.array([True] * len(ELSEWHERE) + [False] * len(TALK)),
)


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> ServiceIndex:
    return ServiceIndex.build(catalogue.offered(), BACKGROUND, shared_encoder().encode)


def find(index: ServiceIndex, sentence: str, accept: float = 0.5) -> list[FoundService]:
    return index.find(sentence, shared_encoder().encode([sentence]), accept)


@pytest.mark.parametrize(
    ("sentence", "service_id"),
    [
        ("library card", "library-card"),
        ("my daughter would like to read your books at home", "library-card"),
        ("librery crad", "library-card"),
        ("where can I go swimming", "pool-pass"),
    ],
)
def test_the_service_that_is_meant_comes_first(
    index: ServiceIndex, sentence: str, service_id: str
) -> None:
    assert find(index, sentence)[0].service_id == service_id


def test_scores_fall_and_lie_between_0_and_1(index: ServiceIndex) -> None:
    scores = [each.score for each in find(index, "library card")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("sentence", ["my passport runs out", "thanks", "driving licence", "😀"])
def test_what_is_no_service_of_ours_finds_nothing(index: ServiceIndex, sentence: str) -> None:
    assert find(index, sentence) == []


def test_nothing_is_accepted_below_the_limit(index: ServiceIndex) -> None:
    assert find(index, "library card", accept=1.01) == []


def test_background_that_is_about_an_entry_is_left_out(catalogue: Catalogue) -> None:
    entries = [text for service in catalogue.offered() for text in sentences_of(service)]
    rest = BACKGROUND.apart_from(shared_encoder().encode(entries))
    assert "borrow a book" not in rest.sentences
    assert "renew my passport" in rest.sentences
    assert len(rest.sentences) == len(rest.vectors) == len(rest.elsewhere)


def test_building_twice_gives_the_same_scores(catalogue: Catalogue, index: ServiceIndex) -> None:
    again = ServiceIndex.build(catalogue.offered(), BACKGROUND, shared_encoder().encode)
    assert find(again, "a card for books") == find(index, "a card for books")


def test_services_that_people_tell_of_rather_than_ask_for_are_known(catalogue: Catalogue) -> None:
    card, *others = catalogue.offered()
    ways = [
        "the lamp on our street is out",
        "our lamp flickers all night",
        "how do I report a lamp",
    ]
    told = card.model_copy(update={"ways_of_asking": ways})
    index = ServiceIndex.build([told, *others], BACKGROUND, shared_encoder().encode)
    assert index.told == {card.id}
