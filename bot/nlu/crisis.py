"""Somebody in danger is answered before anything else."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.content import catalogue_source
from bot.nlu.featurizer import SentenceEncoderFeaturizer
from bot.nlu.service_linker import SERVICES
from bot.nlu.sources import digest_of_text_code
from bot.nlu.spacy_model import DOC
from bot.settings import get_settings
from bot.text.crisis import Alarm, Danger, detect, find_phrase, lesson
from bot.text.crisis_content import EXAMPLES_FILE, MAIN_FILE, CrisisContent, load_crisis_content
from bot.text.crisis_languages import LANGUAGES_FILE
from bot.text.danger import DangerModel
from bot.text.encoder import shared_encoder
from bot.text.live_file import LiveFile

CRISIS = "crisis"
_BEYOND_DOUBT = 0.85  # how sure another intent or a service must be to be clear
_WORTH_HEARING = 0.1  # a crisis intent less probable than this says nothing, even in second place

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True, model_from="SharedSpacy"
)
class CrisisDetector(IntentClassifier, GraphComponent):
    """Sets `crisis` to `{"kind": …, "sure": …}` or None; on sure danger also the intent to `crisis`.

    Phrases and patterns are those of the content as it is now; the model is as trained.
    """

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        content: LiveFile[CrisisContent],
        danger: Danger | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._content = content
        self._danger = danger

    @classmethod
    def required_components(cls) -> list[type]:
        """Its vector is then remembered by the encoder."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Rasa refuses to start without these."""
        return ["sklearn", "spacy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The model learns from content, by code in `bot.text`: neither is seen by Rasa."""
        digest = hashlib.sha256(digest_of_text_code().encode())
        for name in (MAIN_FILE, EXAMPLES_FILE):
            digest.update((get_settings().content_dir / name).read_bytes())
        digest.update(catalogue_source().version.encode())
        return digest.hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisDetector:
        """An untrained detector. Raises CrisisContentError when the content cannot be used."""
        return cls(model_storage, resource, _live_content())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CrisisDetector:
        """The trained detector."""
        with model_storage.read_from(resource) as folder:
            danger = Danger(DangerModel.load(folder))
        return cls(model_storage, resource, _live_content(), danger)

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        """Learn from the content, the intents and the ways people ask for services."""
        told = [each for each in training_data.intent_examples if each.get(TEXT)]
        crises = [each.get(TEXT) for each in told if each.get(INTENT) == CRISIS]
        ordinary = [each.get(TEXT) for each in told if each.get(INTENT) != CRISIS]
        for service in catalogue_source().current.services.values():
            ordinary.extend(service.ways_of_asking)
        learned = lesson(self._content.get(), crises, ordinary, model.model)
        vectors = shared_encoder().encode_wide(learned.sentences)
        danger = DangerModel.fit(learned.sentences, vectors, learned.matched, learned.labels)
        self._danger = Danger(danger)
        with self._model_storage.write_to(self._resource) as folder:
            danger.save(folder)
        return self._resource

    def process(self, messages: list[Message], model: SpacyModel) -> list[Message]:
        """Look at each message; on sure danger override its intent."""
        for message in messages:
            alarm = self._alarm(message)
            message.set(CRISIS, asdict(alarm) if alarm else None, add_to_output=True)
            if alarm and alarm.sure:
                _override(message)
        return messages

    def _alarm(self, message: Message) -> Alarm | None:
        text, doc = message.get(TEXT), message.get(DOC)
        if not text or doc is None or self._danger is None:
            return None
        says_so = _intent_says_so(message)
        content, encode = self._content.get(), shared_encoder().encode_wide
        try:
            return detect(
                doc,
                content,
                self._danger,
                encode,
                intent_says_so=says_so,
                otherwise_clear=_otherwise_clear(message),
            )
        except Exception as error:
            logger.error("looking for danger failed: %s", type(error).__name__)  # never the text
            kind = find_phrase(text, content)
            return Alarm(kind, sure=True) if kind else None


def _intent_says_so(message: Message) -> bool:
    return any(
        each["name"] == CRISIS and each["confidence"] >= _WORTH_HEARING
        for each in (message.get(INTENT_RANKING_KEY) or [])[:2]
    )


def _otherwise_clear(message: Message) -> bool:
    """Whether an intent or a service is understood beyond doubt, whatever the danger."""
    intents = message.get(INTENT_RANKING_KEY) or []
    others = [each["confidence"] for each in intents if each["name"] != CRISIS]
    services = [each["score"] for each in message.get(SERVICES) or []]
    return max([*others, *services], default=0.0) >= _BEYOND_DOUBT


def _override(message: Message) -> None:
    intent = {"name": CRISIS, "confidence": 1.0}
    others = [each for each in message.get(INTENT_RANKING_KEY) or [] if each["name"] != CRISIS]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)


def _live_content() -> LiveFile[CrisisContent]:
    folder = get_settings().content_dir
    also = [folder / EXAMPLES_FILE, folder / LANGUAGES_FILE]
    return LiveFile(folder / MAIN_FILE, load_crisis_content, also=also)
