"""Honest about not understanding: what is not clear enough is not acted upon."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.intents import IntentModel
from bot.nlu.service_linker import ELSEWHERE, SERVICES
from bot.text.plain import has_words

FIND_SERVICE = "find_service"

Intent = dict[str, Any]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class HonestFallback(IntentClassifier, GraphComponent):
    """Gives an unclear message to the service it names, or else to `nlu_fallback`.

    The ranking keeps what the intent would have been, behind the new head.
    """

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold

    @classmethod
    def required_components(cls) -> list[type]:
        """There must be an intent to doubt."""
        return [IntentModel]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: an intent less probable than this is not acted upon."""
        return {"threshold": 0.4}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HonestFallback:
        """Nothing to load."""
        return cls(config["threshold"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Replace the intents that are not clear enough."""
        for message in messages:
            if better := self._better(message):
                message.set(INTENT, better, add_to_output=True)
                message.set(INTENT_RANKING_KEY, _ranking(message, better), add_to_output=True)
        return messages

    def _better(self, message: Message) -> Intent | None:
        intent = message.get(INTENT) or {}
        confidence = float(intent.get("confidence") or 0.0)
        if not has_words(message.get(TEXT) or ""):
            return _not_understood(0.0)
        score = _best_score(message)
        elsewhere = intent.get("name") == ELSEWHERE and score > confidence
        if confidence >= self._threshold and not elsewhere:
            return None
        if score:
            return {"name": FIND_SERVICE, "confidence": score}
        return _not_understood(confidence)


def _ranking(message: Message, head: Intent) -> list[Intent]:
    ranking = message.get(INTENT_RANKING_KEY) or []
    return [head, *(each for each in ranking if each["name"] != head["name"])]


def _best_score(message: Message) -> float:
    return max((each["score"] for each in message.get(SERVICES) or []), default=0.0)


def _not_understood(confidence: float) -> Intent:
    return {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0 - confidence}
