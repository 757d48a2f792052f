"""A crisis overrides everything else that was understood."""

from dataclasses import replace
from typing import Any

import pytest
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import crisis
from bot.nlu.crisis import CrisisDetector
from bot.nlu.featurizer import SentenceEncoderFeaturizer
from bot.nlu.spacy_model import DOC
from bot.text.crisis_content import CrisisContent
from tests.unit.nlu.conftest import place_in


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_SECRET_KEY", "x" * 32)


@pytest.fixture
def model(nlp: Any) -> SpacyModel:
    return SpacyModel(model=nlp, model_name="test")


class Few:
    """The content with every fifth of its examples, which takes a fifth of the time to learn."""

    def __init__(self, content: CrisisContent) -> None:
        kinds = (
            replace(each, examples=each.examples[::5], hard_negatives=each.hard_negatives[::5])
            for each in content.kinds
        )
        self._content = replace(content, kinds=tuple(kinds))

    def get(self) -> CrisisContent:
        return self._content


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, nlp: Any) -> dict[str, Any]:
    """Where a detector lies that was trained once, on the content's own examples."""
    place = place_in(tmp_path_factory.mktemp("detector"))
    detector = CrisisDetector.create({}, **place)
    detector._content = Few(detector._content.get())
    detector.train(TrainingData(), SpacyModel(model=nlp, model_name="test"))
    return place


@pytest.fixture
def detector(trained: dict[str, Any]) -> Any:
    return CrisisDetector.load({}, **trained)


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
    assert output["crisis"] == {"kind": "risk_to_life", "sure": True}
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
    assert _parsed("my husband hits me", detector, model).get("crisis") == {
        "kind": "abuse",
        "sure": True,
    }
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
