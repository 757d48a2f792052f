"""A crisis overrides everything else that was understood."""

from typing import Any

import pytest
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import crisis
from bot.nlu.crisis import CrisisDetector
from bot.nlu.featurizer import SentenceEncoderFeaturizer
from bot.nlu.spacy_model import DOC


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_SECRET_KEY", "x" * 32)


@pytest.fixture
def model(nlp: Any) -> SpacyModel:
    return SpacyModel(model=nlp, model_name="test")


@pytest.fixture
def detector(place: dict[str, Any], training_data: TrainingData, model: SpacyModel) -> Any:
    detector = CrisisDetector.create({}, **place)
    detector.train(training_data, model)
    return CrisisDetector.load({}, **place)


def _parsed(text: str | None, detector: Any, model: SpacyModel) -> Message:
    message = Message(data={"text": text} if text is not None else {})
    if text:
        message.set(DOC, model.model(text))
    ranking = [{"name": "ask_cost", "confidence": 0.9}, {"name": "crisis", "confidence": 0.02}]
    message.set("intent", ranking[0], add_to_output=True)
    message.set("intent_ranking", ranking, add_to_output=True)
    message.set("services", [{"service_id": "blue-badge", "score": 0.5}], add_to_output=True)
    return detector.process([message], model)[0]


def test_a_crisis_outranks_every_intent(detector: Any, model: SpacyModel) -> None:
    output = _parsed("i want to kill myself", detector, model).as_dict(only_output_properties=True)
    assert output["crisis"] == {"kind": "risk_to_life"}
    assert output["intent"] == {"name": "crisis", "confidence": 1.0}
    assert [each["name"] for each in output["intent_ranking"]] == ["crisis", "ask_cost"]
    assert output["services"] == [{"service_id": "blue-badge", "score": 0.5}]


@pytest.mark.parametrize("text", ["how much is a blue badge", "this queue is killing me", "", None])
def test_anything_else_is_left_as_it_was(
    text: str | None, detector: Any, model: SpacyModel
) -> None:
    message = _parsed(text, detector, model)
    assert message.get("crisis") is None
    assert "crisis" in message.output_properties
    assert message.get("intent")["name"] == "ask_cost"


def test_a_detector_that_fails_still_knows_the_phrases(
    detector: Any, model: SpacyModel, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("he hits me")

    monkeypatch.setattr(crisis, "detect", fail)
    assert _parsed("my husband hits me", detector, model).get("crisis") == {"kind": "abuse"}
    assert "hits" not in caplog.text


def test_an_unusual_message_does_not_stop_the_turn(detector: Any, model: SpacyModel) -> None:
    assert _parsed("\x00 😀 \u202e" * 300, detector, model).get("crisis") is None


@pytest.mark.parametrize(("confidence", "heard"), [(0.02, False), (0.3, True)])
def test_an_improbable_crisis_intent_does_not_lower_what_it_takes(
    confidence: float, heard: bool
) -> None:
    message = Message()
    ranking = [{"name": "ask_cost"}, {"name": "crisis", "confidence": confidence}]
    message.set("intent_ranking", ranking)
    assert crisis._intent_says_so(message) is heard


def test_the_encoder_comes_first() -> None:
    assert CrisisDetector.required_components() == [SentenceEncoderFeaturizer]


def test_changed_content_is_learned_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    before = CrisisDetector.fingerprint_addon({})
    monkeypatch.setattr(crisis, "EXAMPLES_FILE", "facts.yml")
    assert CrisisDetector.fingerprint_addon({}) != before
