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

from bot.catalogue.search import Background, FoundService
from bot.nlu.content import catalogue_source
from bot.nlu.featurizer import SentenceEncoderFeaturizer, vectors_of
from bot.nlu.live_index import LiveIndex
from bot.nlu.sources import digest_of_text_code
from bot.settings import get_settings
from bot.text.encoder import shared_encoder
from bot.text.plain import plain
from bot.text.vector_file import VectorFile

SERVICES = "services"
ELSEWHERE = "out_of_scope"
_SENTENCES, _VECTORS = "background.json", "background.npz"

MakeIndex = Callable[[Background], LiveIndex]


def live_index(background: Background) -> LiveIndex:
    """The index of the live catalogue."""
    published = VectorFile(get_settings().var_dir, shared_encoder())
    return LiveIndex(catalogue_source(), background, published.encode)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ServiceLinker(GraphComponent, EntityExtractorMixin):
    """Sets `services`: up to five services with scores, best first; empty when nothing fits.

    Training only puts by the training sentences. Most are about no service or somebody else's, and
    the index needs to know such talk; the services themselves are read from the catalogue at start
    and whenever it changes.
    """

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, index: LiveIndex | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._index = index

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
    ) -> ServiceLinker:
        """A linker without an index, for training."""
        return cls(model_storage, resource)

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
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `services` on every message."""
        for message in messages:
            found = [
                {"service_id": each.service_id, "score": round(each.score, 4)}
                for each in self._find(message)
            ]
            message.set(SERVICES, found, add_to_output=True)
        return messages

    def _find(self, message: Message) -> list[FoundService]:
        if not message.get(TEXT) or self._index is None:
            return []
        return self._index.find(message.get(TEXT), vectors_of([message]))


def _write(folder: Path, examples: list[Message]) -> None:
    sentences = [plain(each.get(TEXT)) for each in examples]
    elsewhere = np.array([each.get(INTENT) == ELSEWHERE for each in examples])
    (folder / _SENTENCES).write_text(json.dumps(sentences), encoding="utf-8")
    np.savez(folder / _VECTORS, vectors=vectors_of(examples), elsewhere=elsewhere)


def _read(folder: Path) -> Background:
    sentences = json.loads((folder / _SENTENCES).read_text(encoding="utf-8"))
    with np.load(folder / _VECTORS) as arrays:
        return Background(sentences, arrays["vectors"], arrays["elsewhere"])
