"""The components that mark personal data, facts and times on a message."""

import logging
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import personal_data
from bot.nlu.durations import DurationReader
from bot.nlu.facts import FactReader
from bot.nlu.personal_data import PersonalDataMasker
from bot.nlu.spacy_model import DOC


@pytest.fixture(scope="module", autouse=True)
def _secret() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_SECRET_KEY", "x" * 32)
        yield


def _message(text: str | None, nlp: Any) -> Message:
    message = Message(data={"text": text} if text is not None else {})
    if text:
        message.set(DOC, nlp(text))
    return message


def _read(component: Any, message: Message) -> Any:
    return component.process([message])[0]


@pytest.fixture
def masker(place: dict[str, Any]) -> PersonalDataMasker:
    return PersonalDataMasker.create({}, **place)


@pytest.fixture
def facts(place: dict[str, Any]) -> FactReader:
    return FactReader.create({}, **place)


@pytest.fixture
def times(place: dict[str, Any]) -> DurationReader:
    return DurationReader.create(DurationReader.get_default_config(), **place)


def test_personal_data_is_marked_in_the_parse_result(masker: Any, nlp: Any) -> None:
    message = _read(masker, _message("call Zoë on 07700 900123", nlp))
    assert message.as_dict(only_output_properties=True)["personal_data"] == [
        {"start": 5, "end": 8, "kind": "name"},
        {"start": 12, "end": 24, "kind": "phone"},
    ]


@pytest.mark.parametrize("text", ["hello", "", None])
def test_nothing_personal_is_an_empty_list(text: str | None, masker: Any, nlp: Any) -> None:
    assert _read(masker, _message(text, nlp)).get("personal_data") == []


def test_a_masker_that_fails_leaves_no_spans_and_logs_no_text(
    masker: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("call Zoë")

    monkeypatch.setattr(personal_data, "find_personal_data", fail)
    with caplog.at_level(logging.DEBUG):
        message = _read(masker, Message(data={"text": "call Zoë"}))
    assert message.get("personal_data") is None
    assert "Zoë" not in caplog.text


def test_facts_are_appended_to_the_entities(facts: Any, nlp: Any) -> None:
    message = _message("I'm 72 and not a carer, it's for my mum", nlp)
    message.set("entities", [{"entity": "x"}], add_to_output=True)
    entities = _read(facts, message).as_dict(only_output_properties=True)["entities"]
    assert entities == [
        {"entity": "x"},
        {"entity": "fact", "value": "age", "holds": True, "number": 72, "subject": "self",
         "start": 4, "end": 6, "text": "72", "extractor": "FactReader"},
        {"entity": "fact", "value": "carer", "holds": False, "number": None, "subject": "self",
         "start": 17, "end": 22, "text": "carer", "extractor": "FactReader"},
        {"entity": "on_behalf_of", "value": "mother", "start": 33, "end": 39, "text": "my mum",
         "extractor": "FactReader"},
    ]  # fmt: skip


def test_how_somebody_wants_to_be_served_is_an_entity(facts: Any, nlp: Any) -> None:
    (entity,) = _read(facts, _message("step by step please", nlp)).get("entities")
    assert (entity["entity"], entity["value"]) == ("interaction_level", "guided")


def test_a_button_turn_without_text_has_no_facts(facts: Any, nlp: Any) -> None:
    assert _read(facts, _message(None, nlp)).get("entities") == []


def test_a_duration_is_a_value(times: Any, nlp: Any) -> None:
    (entity,) = _read(times, _message("about 2 to 3 working days", nlp)).get("entities")
    assert entity == {
        "entity": "duration", "value": "P3D", "low": "P2D", "working": True, "elapsed": False,
        "start": 6, "end": 25, "text": "2 to 3 working days", "extractor": "DurationReader",
    }  # fmt: skip


def test_a_day_is_a_date(times: Any, nlp: Any) -> None:
    (entity,) = _read(times, _message("by 1 December 2027", nlp)).get("entities")
    assert (entity["entity"], entity["value"], entity["deadline"]) == ("date", "2027-12-01", True)


def test_a_date_of_birth_is_no_date(masker: Any, times: Any, nlp: Any) -> None:
    message = _read(masker, _message("my date of birth is 3 April 1961", nlp))
    assert _read(times, message).get("entities") == []
