"""Adds lengths of time and days that a message names, as ISO 8601 values."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.personal_data import PERSONAL_DATA
from bot.text.dates import read_dates
from bot.text.durations import read_durations

Entity = dict[str, Any]

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DurationReader(GraphComponent, EntityExtractorMixin):
    """Appends the entities `duration` and `date`; nobody's date of birth.

    A duration also carries `low` (the lower end of a range, or null), `working` (its days are working
    days) and `elapsed` (it has already gone by); a date carries `deadline` ("by Friday").
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`timezone`: where "today" is."""
        return {"timezone": "Europe/London"}

    @staticmethod
    def required_packages() -> list[str]:
        """Rasa refuses to start without it."""
        return ["duckling"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DurationReader:
        """Load the parser now: a first message should not wait for it."""
        reader = cls(ZoneInfo(config["timezone"]))
        list(reader.read("two weeks from Friday"))
        return reader

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message."""
        for message in messages:
            found = self._entities(message)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def _entities(self, message: Message) -> list[Entity]:
        private = message.get(PERSONAL_DATA) or []
        try:
            found = list(self.read(message.get(TEXT) or ""))
        except Exception as error:
            logger.error("reading times failed: %s", type(error).__name__)  # never the text
            return []
        return [one for one in found if not any(_overlap(one, span) for span in private)]

    def read(self, text: str) -> Iterator[Entity]:
        """The entities of one text."""
        now = datetime.now(self._zone)
        for found in read_durations(text, now):
            yield {
                "entity": "duration",
                "value": found.value,
                "low": found.low,
                "working": found.working,
                "elapsed": found.elapsed,
                **_place(text, found.start, found.end),
            }
        for date in read_dates(text, now):
            yield {
                "entity": "date",
                "value": date.value,
                "deadline": date.deadline,
                **_place(text, date.start, date.end),
            }


def _place(text: str, start: int, end: int) -> Entity:
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "extractor": DurationReader.__name__,
    }


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
