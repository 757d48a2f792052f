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

_SURELY_ELSEWHERE, _NEARLY, _FACET = 0.6, 0.6, "ask_"
_SURE_OF_SIGNS = 0.5
"""How sure an intent must be that only pictures and marks tell of."""
_TOO_LITTLE = 0.1
"""When so little is left for all other intents, none of them says anything."""

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

    def _about_ours(self, message: Message, score: float) -> Intent:
        """What is said of a service of ours. Which service is known better than that it is nobody's."""
        other = _without_elsewhere(message)
        if other and other["confidence"] >= self._threshold:
            return other
        return {"name": FIND_SERVICE, "confidence": score}

    def _better(self, message: Message) -> Intent | None:
        intent = message.get(INTENT) or {}
        confidence = float(intent.get("confidence") or 0.0)
        text = message.get(TEXT) or ""
        needed = (
            self._threshold if any(map(str.isalnum, text)) else max(_SURE_OF_SIGNS, self._threshold)
        )
        if not has_words(text):
            return _not_understood(0.0)
        score = _best_score(message)
        if intent.get("name") == ELSEWHERE and score:
            return self._about_ours(message, score)
        if not score and (asked := _asked_of_what_went_before(message)):
            return asked
        if confidence >= needed:
            return None
        if score:
            return {"name": FIND_SERVICE, "confidence": score}
        return _not_understood(confidence)


def _asked_of_what_went_before(message: Message) -> Intent | None:
    """A question such as "how do I pay", where "for somebody else" is little likelier than the question."""
    first, second = [*(message.get(INTENT_RANKING_KEY) or []), {}, {}][:2]
    doubtful = first.get("name") == ELSEWHERE and first["confidence"] < _SURELY_ELSEWHERE
    if not doubtful or not str(second.get("name")).startswith(_FACET):
        return None
    near = second["confidence"] >= _NEARLY * first["confidence"]
    return _without_elsewhere(message) if near else None


def _without_elsewhere(message: Message) -> Intent | None:
    """The likeliest other intent, as probable as it is once we know that the message is for us."""
    ranking = message.get(INTENT_RANKING_KEY) or []
    others = [each for each in ranking if each["name"] != ELSEWHERE]
    rest = 1.0 - sum(each["confidence"] for each in ranking if each["name"] == ELSEWHERE)
    if not others or rest < _TOO_LITTLE:
        return None
    return {"name": others[0]["name"], "confidence": min(1.0, others[0]["confidence"] / rest)}


def _ranking(message: Message, head: Intent) -> list[Intent]:
    ranking = message.get(INTENT_RANKING_KEY) or []
    return [head, *(each for each in ranking if each["name"] != head["name"])]


def _best_score(message: Message) -> float:
    return max((each["score"] for each in message.get(SERVICES) or []), default=0.0)


def _not_understood(confidence: float) -> Intent:
    return {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0 - confidence}
