"""The linker puts the training sentences by, and finds services of the live catalogue."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.catalogue.load import load
from bot.catalogue.search import Background
from bot.nlu.featurizer import SentenceEncoderFeaturizer
from bot.nlu.live_index import LiveIndex
from bot.nlu.service_linker import ServiceLinker
from bot.text.encoder import shared_encoder
from tests.unit.catalogue.conftest import SAMPLE


class FakeSource:
    """A catalogue that stays as it is."""

    current = load(SAMPLE)


def sample_index(background: Background) -> LiveIndex:
    return LiveIndex(FakeSource(), background, shared_encoder().encode)


@pytest.fixture
def linker(place: dict[str, Any], training_data: TrainingData) -> ServiceLinker:
    ServiceLinker.create({}, **place, build=lambda _: None).train(training_data)
    return ServiceLinker.load({}, **place, make_index=sample_index)


def link(linker: ServiceLinker, featurizer: SentenceEncoderFeaturizer, text: str) -> Any:
    told = linker.process(featurizer.process([Message.build(text)]))[0]
    return told.as_dict(only_output_properties=True)["services"]


def test_services_are_part_of_the_parse_result_best_first(
    linker: ServiceLinker, featurizer: SentenceEncoderFeaturizer
) -> None:
    best, second = link(linker, featurizer, "how do I get a card to borrow books")
    assert best["service_id"] == "library-card"
    assert 1 >= best["score"] > second["score"] >= 0
    assert type(best["score"]) is float


@pytest.mark.parametrize("text", ["a passport", "good morning", "what does that cost", "🤷"])
def test_nothing_close_is_an_empty_list(
    linker: ServiceLinker, featurizer: SentenceEncoderFeaturizer, text: str
) -> None:
    assert link(linker, featurizer, text) == []


def test_a_message_without_text_has_an_empty_list(linker: ServiceLinker) -> None:
    assert linker.process([Message({})])[0].get("services") == []


def test_two_requests_are_told_in_their_order(
    linker: ServiceLinker, featurizer: SentenceEncoderFeaturizer
) -> None:
    text = "how much is a pass for the swimming pool, and can I get a card to borrow books"
    told = linker.process(featurizer.process([Message.build(text)]))[0]
    assert told.as_dict(only_output_properties=True)["requests"] == ["pool-pass", "library-card"]


@pytest.mark.parametrize(
    "text", ["a card to borrow books", "I read a lot and need a card to borrow books", ""]
)
def test_one_request_is_not_taken_for_two(
    linker: ServiceLinker, featurizer: SentenceEncoderFeaturizer, text: str
) -> None:
    told = linker.process(featurizer.process([Message.build(text)]))[0]
    assert told.get("requests") == []


def test_after_training_the_first_start_need_not_work_out_what_is_published(
    place: dict[str, Any], training_data: TrainingData
) -> None:
    built: list[Background] = []
    ServiceLinker.create({}, **place, build=built.append).train(training_data)
    assert len(built[0].sentences) == len(training_data.intent_examples)


def test_the_code_it_learns_by_is_part_of_its_fingerprint() -> None:
    assert len(ServiceLinker.fingerprint_addon({})) == 64
