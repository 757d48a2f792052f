"""The intent of a message, and how sure that is."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.featurizer import SentenceEncoderFeaturizer
from bot.nlu.intents import IntentModel

CONFIG = IntentModel.get_default_config()


@pytest.fixture
def model(place: dict[str, Any], training_data: TrainingData) -> IntentModel:
    IntentModel.create(CONFIG, **place).train(training_data)
    return IntentModel.load(CONFIG, **place)


def classify(model: IntentModel, featurizer: SentenceEncoderFeaturizer, text: str) -> Message:
    return model.process(featurizer.process([Message.build(text)]))[0]


def test_the_trained_model_knows_a_new_sentence(
    model: IntentModel, featurizer: SentenceEncoderFeaturizer
) -> None:
    assert classify(model, featurizer, "what is the cost").get("intent")["name"] == "ask_cost"


def test_the_ranking_begins_with_the_intent_and_falls(
    model: IntentModel, featurizer: SentenceEncoderFeaturizer
) -> None:
    told = classify(model, featurizer, "good evening")
    confidences = [each["confidence"] for each in told.get("intent_ranking")]
    assert told.get("intent_ranking")[0] == told.get("intent")
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1.0)


def test_both_are_part_of_the_parse_result(
    model: IntentModel, featurizer: SentenceEncoderFeaturizer
) -> None:
    told = classify(model, featurizer, "hello").as_dict(only_output_properties=True)
    assert {"intent", "intent_ranking"} <= told.keys()
    assert type(told["intent"]["confidence"]) is float


def test_a_message_without_text_has_no_intent(model: IntentModel) -> None:
    assert model.process([Message({})])[0].get("intent") is None


def test_the_ranking_is_as_long_as_configured(
    place: dict[str, Any], training_data: TrainingData, featurizer: SentenceEncoderFeaturizer
) -> None:
    IntentModel.create(CONFIG, **place).train(training_data)
    model = IntentModel.load({"ranking_length": 2}, **place)
    assert len(classify(model, featurizer, "hello").get("intent_ranking")) == 2


def test_the_code_it_learns_by_is_part_of_its_fingerprint() -> None:
    assert len(IntentModel.fingerprint_addon(CONFIG)) == 64
