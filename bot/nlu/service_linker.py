"""Which services a message is about. Learns from the catalogue as it is now, not from training."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache, partial
from threading import Thread
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.catalogue.search import Background, FoundService
from bot.nlu.content import catalogue_source
from bot.nlu.featurizer import SentenceEncoderFeaturizer, vectors_of
from bot.nlu.live_index import LiveIndex
from bot.nlu.sources import digest_of_text_code
from bot.settings import get_settings
from bot.text.classifier_folder import ClassifierFolder
from bot.text.encoder import shared_encoder
from bot.text.passages import is_story, last_sentence
from bot.text.plain import plain
from bot.text.several import Halves, halves_of
from bot.text.vector_file import VectorFile

SERVICES, REQUESTS = "services", "requests"
_CLEAR, _FAR_AHEAD, _OF_THE_WHOLE, _FAINT = 0.5, 1.85, 0.12, 0.001
"""How much evidence of two requests it takes, the most that a half's lead counts, and how much it counts that
the whole message is about both. Found on the development sentences of tests/content/understanding.
"""
ELSEWHERE = "out_of_scope"

MakeIndex = Callable[[Background], LiveIndex]


def live_index(background: Background) -> LiveIndex:
    """The index of the live catalogue. What it took to build stays in the folder of what runs."""
    folder = get_settings().var_dir
    published = VectorFile(folder, shared_encoder())
    kept = ClassifierFolder(folder, digest_of_text_code())
    return LiveIndex(catalogue_source(), background, published.encode, kept.fit)


def build_beside(background: Background) -> None:
    """Build the index once while the encoder knows the vectors from training and Rasa packs the model.

    The first start then finds it: else it would take some ten seconds more. The process ends when it is done.
    """
    Thread(target=live_index, args=(background,), name="first-index").start()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ServiceLinker(GraphComponent, EntityExtractorMixin):
    """Sets `services`: up to five services with scores, best first; empty when nothing fits. And
    `requests`: the ids of the services asked for in turn, when there is more than one.

    Training only puts by the training sentences. Most are about no service or somebody else's, and
    the index needs to know such talk; the services themselves are read from the catalogue at start
    and whenever it changes.
    """

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        index: LiveIndex | None = None,
        build: Callable[[Background], object] = build_beside,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._index = index
        self._build = build

    @classmethod
    def required_components(cls) -> list[type]:
        """The vectors must have been made."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Rasa refuses to start without these."""
        return ["sklearn"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Nothing of the catalogue is in the trained part, only sentences made plain and vectors."""
        return digest_of_text_code()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        build: Callable[[Background], object] = build_beside,
    ) -> ServiceLinker:
        """A linker without an index, for training."""
        return cls(model_storage, resource, build=build)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        make_index: MakeIndex = live_index,
        **kwargs: Any,
    ) -> ServiceLinker:
        """A linker over the live catalogue; CatalogueError when the content is broken."""
        with model_storage.read_from(resource) as folder:
            background = Background.load(folder)
        return cls(model_storage, resource, make_index(background))

    def train(self, training_data: TrainingData) -> Resource:
        """Put the training sentences by."""
        examples = [
            each for each in training_data.intent_examples if each.get(TEXT) and each.get(INTENT)
        ]
        background = _background(examples)
        with self._model_storage.write_to(self._resource) as folder:
            background.save(folder)
        self._build(background)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `services` and `requests` on every message."""
        for message in messages:
            found = self._find(message)
            scored = [
                {"service_id": each.service_id, "score": round(each.score, 4)} for each in found
            ]
            message.set(SERVICES, scored, add_to_output=True)
            message.set(REQUESTS, self._requests(message, found), add_to_output=True)
        return messages

    def _requests(self, message: Message, found: list[FoundService]) -> list[str]:
        """The two services asked for one after the other, when a message holds two requests.

        It does when it can be cut so that each half is about another of the services that the whole message
        may be about, clearly before any other, and neither half looks like a mere reason or detail.
        """
        likely = {each.service_id: each.score for each in found}
        if len(likely) < 2 or self._index is None:
            return []
        about = cache(partial(_about, self._index))  # a half belongs to several cuts
        pairs = [
            _pair(halves, likely, about, self._index.told)
            for halves in halves_of(message.get(TEXT) or "")
        ]
        evidence, services = max(pairs, default=(0.0, []))
        return services if evidence >= _CLEAR else []

    def _find(self, message: Message) -> list[FoundService]:
        if not message.get(TEXT) or self._index is None:
            return []
        found = self._index.find(message.get(TEXT), vectors_of([message]))
        if not is_story(message.get(TEXT)):
            return found
        last = last_sentence(message.get(TEXT))
        asked = self._index.find(last, shared_encoder().encode([plain(last)]))
        return max(asked, found, key=lambda each: each[0].score if each else 0.0)


def _about(index: LiveIndex, half: str) -> list[FoundService]:
    return index.find(half, shared_encoder().encode([plain(half)]))


def _pair(
    halves: Halves,
    likely: Mapping[str, float],
    about: Callable[[str], list[FoundService]],
    told: Container[str],
) -> tuple[float, list[str]]:
    """How much says that both halves ask for something, and the services; nothing when one fits neither."""
    if halves.doubt(told=True) > _FAR_AHEAD - _CLEAR:
        return 0.0, []  # no lead could make up for it, and looking up takes a few milliseconds
    services: list[str] = []
    leads: list[float] = []
    for half in halves[:2]:
        found = about(half)
        if not found or found[0].service_id not in {*likely} - {*services}:
            return 0.0, []
        services.append(found[0].service_id)
        leads.append(_lead(found, likely))
    in_whole = math.log(max(min(likely[each] for each in services), _FAINT))
    doubt = halves.doubt(told=services[0] in told)
    return min(*leads, _FAR_AHEAD) + _OF_THE_WHOLE * in_whole - doubt, services


def _lead(found: Sequence[FoundService], likely: Mapping[str, float]) -> float:
    """How much likelier the best is than the next, as a logarithm: beyond some point more says no more.

    The next of all counts half, the next of the likely ones the other half: a service that only a half of
    the message sounds like is a lesser rival.
    """
    rivals = found[1:]
    nearest = [rivals[:1], [each for each in rivals if each.service_id in likely][:1]]
    leads = [
        math.log(found[0].score / max(each.score, _FAINT)) for near in nearest for each in near
    ]
    return sum([*leads, *[_FAR_AHEAD] * 2][:2], start=0.0) / 2


def _background(examples: list[Message]) -> Background:
    sentences = [plain(each.get(TEXT)) for each in examples]
    elsewhere = np.array([each.get(INTENT) == ELSEWHERE for each in examples])
    return Background(sentences, vectors_of(examples), elsewhere)
