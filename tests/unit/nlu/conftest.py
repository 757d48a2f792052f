"""A place to put trained components by, and messages that carry their vectors."""

import os
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.featurizer import SentenceEncoderFeaturizer

os.environ["RASA_TELEMETRY_ENABLED"] = "false"


def place_in(folder: Path) -> dict[str, Any]:
    """What `create` and `load` of a component take beside its configuration."""
    return {
        "model_storage": LocalModelStorage(folder),
        "resource": Resource("component"),
        "execution_context": ExecutionContext(GraphSchema({}), node_name="component"),
    }


@pytest.fixture
def place(tmp_path: Path) -> dict[str, Any]:
    return place_in(tmp_path)


@pytest.fixture
def featurizer(place: dict[str, Any]) -> SentenceEncoderFeaturizer:
    return SentenceEncoderFeaturizer.create(SentenceEncoderFeaturizer.get_default_config(), **place)


@pytest.fixture
def training_data(featurizer: SentenceEncoderFeaturizer) -> TrainingData:
    """Three intents with four sentences each, and their vectors."""
    told = {
        "ask_cost": ["how much is it", "what does it cost", "is it free", "the price please"],
        "greet": ["hello", "good morning", "hi there", "hey"],
        "out_of_scope": ["a new passport", "rainy weather", "driving test", "order a pizza"],
    }
    examples = [
        Message.build(sentence, intent)
        for intent, sentences in told.items()
        for sentence in sentences
    ]
    return featurizer.process_training_data(TrainingData(examples))
