"""Adds what a message says of the citizen: facts, on whose behalf they ask, how they want to be served."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.spacy_model import DOC
from bot.settings import get_settings
from bot.text.fact_patterns import FactPatterns, load_fact_patterns
from bot.text.facts import read_facts
from bot.text.live_file import LiveFile
from bot.text.wishes import Mention, read_levels, read_on_behalf_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

Entity = dict[str, Any]

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactReader(GraphComponent, EntityExtractorMixin):
    """Appends the entities `fact`, `on_behalf_of` and `interaction_level`."""

    def __init__(self, patterns: LiveFile[FactPatterns]) -> None:
        self._patterns = patterns

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactReader:
        """Raises FactPatternsError when content/facts.yml cannot be used."""
        return cls(LiveFile(get_settings().content_dir / "facts.yml", load_fact_patterns))

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message that spaCy has read."""
        for message in messages:
            doc = message.get(DOC)
            found = self._entities(doc) if doc is not None else []
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def _entities(self, doc: Doc) -> list[Entity]:
        try:
            return [{**entity, "extractor": type(self).__name__} for entity in self._read(doc)]
        except Exception as error:
            logger.error("reading facts failed: %s", type(error).__name__)  # never the text
            return []

    def _read(self, doc: Doc) -> Iterator[Entity]:
        patterns = self._patterns.get()
        for fact in read_facts(doc, patterns):
            yield {
                "entity": "fact",
                "value": fact.name,
                "holds": fact.holds,
                "number": fact.number,
                "subject": fact.subject,
                **_place(doc, fact.start, fact.end),
            }
        for mention in read_on_behalf_of(doc, patterns):
            yield _entity(doc, "on_behalf_of", mention)
        for mention in read_levels(doc, patterns):
            yield _entity(doc, "interaction_level", mention)


def _entity(doc: Doc, name: str, mention: Mention) -> Entity:
    return {"entity": name, "value": mention.value, **_place(doc, mention.start, mention.end)}


def _place(doc: Doc, start: int, end: int) -> Entity:
    return {"start": start, "end": end, "text": doc.text[start:end]}
