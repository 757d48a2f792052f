"""Which services a message is about. Learns from the catalogue as it is now, not from training."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
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

from bot.catalogue.search import Background, FoundService, sentences_of
from bot.nlu.content import catalogue_source
from bot.nlu.featurizer import SentenceEncoderFeaturizer, vectors_of
from bot.nlu.live_index import LiveIndex
from bot.nlu.sources import digest_of_text_code
from bot.settings import get_settings
from bot.text.encoder import shared_encoder
from bot.text.plain import plain
from bot.text.several import parts_of
from bot.text.vector_file import VectorFile

SERVICES, REQUESTS = "services", "requests"
_LIKELY = 3
_SURE, _AHEAD = 0.9, 0.4
"""Of thirty fresh double messages 26 were found so, and of 670 single ones 11 were taken for two."""
ELSEWHERE = "out_of_scope"
_SENTENCES, _VECTORS = "background.json", "background.npz"

MakeIndex = Callable[[Background], LiveIndex]


def remember_published() -> None:
    """Work out the vectors of what is published now, while the encoder knows most of them from training.

    The first start then finds them in the file: else it would take some ten seconds more.
    """
    offered = catalogue_source().current.offered()
    sentences = [plain(text) for service in offered for text in sentences_of(service)]
    VectorFile(get_settings().var_dir, shared_encoder()).encode(sentences)


def live_index(background: Background) -> LiveIndex:
    """The index of the live catalogue."""
    published = VectorFile(get_settings().var_dir, shared_encoder())
    return LiveIndex(catalogue_source(), background, published.encode)


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
        remember: Callable[[], None] = remember_published,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._index = index
        self._remember = remember

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
        remember: Callable[[], None] = remember_published,
    ) -> ServiceLinker:
        """A linker without an index, for training."""
        return cls(model_storage, resource, remember=remember)

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
            background = _read(folder)
        return cls(model_storage, resource, make_index(background))

    def train(self, training_data: TrainingData) -> Resource:
        """Put the training sentences by."""
        examples = [
            each for each in training_data.intent_examples if each.get(TEXT) and each.get(INTENT)
        ]
        with self._model_storage.write_to(self._resource) as folder:
            _write(folder, examples)
        self._remember()
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
        """The services asked for one after the other, when a message holds more than one request.

        A part counts when it is surely about a service that the whole message may be about as well.
        """
        index = self._index
        parts = parts_of(message.get(TEXT) or "") if index and len(found) > 1 else []
        if index is None or not parts:
            return []
        likely = {each.service_id for each in found[:_LIKELY]}
        vectors = shared_encoder().encode([plain(part) for part in parts])
        asked: dict[str, None] = {}
        for part, vector in zip(parts, vectors, strict=True):
            best = _surely(index.find(part, vector[np.newaxis]))
            if best in likely:
                asked[str(best)] = None
        return list(asked) if len(asked) > 1 else []

    def _find(self, message: Message) -> list[FoundService]:
        if not message.get(TEXT) or self._index is None:
            return []
        return self._index.find(message.get(TEXT), vectors_of([message]))


def _surely(found: list[FoundService]) -> str | None:
    """The service that a part is about beyond doubt; `None` when there is none."""
    if not found or found[0].score < _SURE:
        return None
    ahead = len(found) == 1 or found[0].score - found[1].score >= _AHEAD
    return found[0].service_id if ahead else None


def _write(folder: Path, examples: list[Message]) -> None:
    sentences = [plain(each.get(TEXT)) for each in examples]
    elsewhere = np.array([each.get(INTENT) == ELSEWHERE for each in examples])
    (folder / _SENTENCES).write_text(json.dumps(sentences), encoding="utf-8")
    np.savez(folder / _VECTORS, vectors=vectors_of(examples), elsewhere=elsewhere)


def _read(folder: Path) -> Background:
    sentences = json.loads((folder / _SENTENCES).read_text(encoding="utf-8"))
    with np.load(folder / _VECTORS) as arrays:
        return Background(sentences, arrays["vectors"], arrays["elsewhere"])
