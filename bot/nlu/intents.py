"""What the citizen is doing: a fast linear classifier that says how sure it is."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.featurizer import SentenceEncoderFeaturizer, wide_vectors_of
from bot.nlu.sources import digest_of_text_code
from bot.text.calibration import Probabilities, fit_sharpness, softmax, unseen_margins
from bot.text.encoder import shared_encoder
from bot.text.margins import Learning, MarginClassifier
from bot.text.passages import is_story, last_sentence
from bot.text.plain import plain

LEARNING = Learning(ngrams=1.0, strength=0.5, balanced=True)
"""Some intents have twenty times the examples of others, and are not twenty times as likely to be meant.
Found on the development half of tests/content/understanding.
"""
_CALIBRATION = "calibration.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentModel(IntentClassifier, GraphComponent):
    """Sets `intent` and `intent_ranking` with probabilities that were calibrated in training."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        classifier: MarginClassifier | None = None,
        sharpness: float = 1.0,
    ) -> None:
        self._ranking_length = config["ranking_length"]
        self._model_storage = model_storage
        self._resource = resource
        self._classifier = classifier
        self._sharpness = sharpness

    @classmethod
    def required_components(cls) -> list[type]:
        """The vectors must have been made."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranking_length`: how many intents the ranking holds, the best first."""
        return {"ranking_length": 10}

    @staticmethod
    def required_packages() -> list[str]:
        """Rasa refuses to start without these."""
        return ["sklearn"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa looks at this class only, and the learning is done in `bot.text`."""
        return digest_of_text_code()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentModel:
        """An untrained model."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentModel:
        """The trained model."""
        with model_storage.read_from(resource) as folder:
            classifier = MarginClassifier.load(folder)
            sharpness = json.loads((folder / _CALIBRATION).read_text())["sharpness"]
        return cls(config, model_storage, resource, classifier, sharpness)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training sentences, then measure on unseen ones how sure to be."""
        examples = [
            each for each in training_data.intent_examples if each.get(TEXT) and each.get(INTENT)
        ]
        sentences = [plain(each.get(TEXT)) for each in examples]
        intents = [each.get(INTENT) for each in examples]
        told = (sentences, wide_vectors_of(examples), intents, LEARNING)
        with ThreadPoolExecutor(1) as beside:
            learning = beside.submit(MarginClassifier.fit, *told)
            self._sharpness = fit_sharpness(*unseen_margins(*told))
            self._classifier = learning.result()
        self._persist(self._classifier)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking on each message that has a text."""
        for message in messages:
            if message.get(TEXT) and self._classifier:
                self._classify(message, self._classifier)
        return messages

    def _classify(self, message: Message, classifier: MarginClassifier) -> None:
        margins = classifier.margins([plain(message.get(TEXT))], wide_vectors_of([message]))
        if is_story(message.get(TEXT)):
            # What somebody tells at length is the way to what they ask, and that stands last.
            last = plain(last_sentence(message.get(TEXT)))
            margins += 2 * classifier.margins([last], shared_encoder().encode_wide([last]))
            margins /= 3
        ranking = self._ranking(classifier.labels, softmax(margins, self._sharpness))
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)

    def _ranking(
        self, labels: tuple[str, ...], probabilities: Probabilities
    ) -> list[dict[str, Any]]:
        row = probabilities[0]
        best = (-row).argsort(kind="stable")[: self._ranking_length]
        return [{"name": labels[at], "confidence": float(row[at])} for at in best]

    def _persist(self, classifier: MarginClassifier) -> None:
        with self._model_storage.write_to(self._resource) as folder:
            classifier.save(folder)
            (folder / _CALIBRATION).write_text(json.dumps({"sharpness": self._sharpness}))
