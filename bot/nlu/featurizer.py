"""The sentence vector of a message, made once and read by every component after it."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text.encoder import MODEL, SentenceEncoder, Vectors, narrow, shared_encoder
from bot.text.plain import plain


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds a dense sentence feature of 1,152 numbers to each message that has a text."""

    def __init__(self, config: dict[str, Any], name: str, encoder: SentenceEncoder) -> None:
        super().__init__(name, config)
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoderFeaturizer:
        """The encoder is shared; it loads at the first sentence, so one is encoded now."""
        encoder = shared_encoder()
        encoder.encode([""])
        return cls(config, execution_context.node_name, encoder)

    @staticmethod
    def required_packages() -> list[str]:
        """Rasa refuses to start without these."""
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to set."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Another model gives other vectors."""
        return MODEL.sha256

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to the training sentences, in batches."""
        self._encoder.remember_at_least(2 * len(training_data.training_examples))
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to each message that has a text."""
        told = [message for message in messages if message.get(TEXT)]
        vectors = self._encoder.encode_wide([plain(message.get(TEXT)) for message in told])
        for message, vector in zip(told, vectors, strict=True):
            self.add_features_to_message(None, vector[np.newaxis, :], TEXT, message)
        return messages


def vectors_of(messages: list[Message]) -> Vectors:
    """The sentence vectors of messages that have a text: shape (len(messages), 384).

    `messages` must not be empty, and no other dense featurizer may be in the pipeline.
    """
    return narrow(wide_vectors_of(messages))


def wide_vectors_of(messages: list[Message]) -> Vectors:
    """The wide vectors of messages that have a text: shape (len(messages), 1152). As `vectors_of`."""
    rows = [message.get_dense_features(TEXT)[1].features for message in messages]
    return np.vstack(rows)
