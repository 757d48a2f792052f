"""Marks where personal data stands in a message, for everything that stores it."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.spacy_model import DOC
from bot.privacy.masking import find_personal_data
from bot.privacy.vocabulary import vocabulary

PERSONAL_DATA = "personal_data"

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PersonalDataMasker(GraphComponent, EntityExtractorMixin):
    """Sets `personal_data`: a list of `{"start", "end", "kind"}`, empty when nothing was found.

    When looking fails the key is left out, and the tracker store withholds the whole text.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PersonalDataMasker:
        """Read the words once, so that broken content stops the start and not a turn."""
        vocabulary()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each message once."""
        for message in messages:
            try:
                spans = find_personal_data(message.get(TEXT) or "", message.get(DOC))
            except Exception as error:
                logger.error("masking failed: %s", type(error).__name__)  # never the text
                continue
            found = [{"start": one.start, "end": one.end, "kind": one.kind} for one in spans]
            message.set(PERSONAL_DATA, found, add_to_output=True)
        return messages
