"""Instruments: the versioned questions of content/survey.yml, and how a pair of them is drawn."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.feedback.tables import DRIVERS, ITEM_KINDS
from bot.text.content_file import ContentSyntaxError, read_yaml

_POINTS = 2**64


class InstrumentError(ValueError):
    """The survey file has a fault; the text names the file, the entry and the reason."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Scale(_Record):
    """How an answer is given. ``min`` and ``max`` are numbers for a rating, durations for a duration."""

    type: Literal["rating", "duration", "choice", "number", "text"]
    min: int | str | None = None
    max: int | str | None = None

    def number_range(self) -> tuple[int, int] | None:
        """The ends of a rating scale; ``None`` for every other scale."""
        if isinstance(self.min, int) and isinstance(self.max, int):
            return self.min, self.max
        return None


class Anchors(_Record):
    """What the two ends of a scale mean."""

    low: str
    high: str


class Option(_Record):
    """An answer that is offered as a button."""

    value: int | str
    label: str


class Item(_Record):
    """One version of one question."""

    id: str
    version: int = Field(ge=1)
    kind: str
    driver: str
    moment: Literal["before", "after"]
    question: str
    hint: str | None = None
    scale: Scale
    anchors: Anchors | None = None
    direction: Literal["higher_is_better", "lower_is_better", "none"]
    options: tuple[Option, ...] = ()

    @model_validator(mode="after")
    def _uses_known_words(self) -> "Item":
        if self.kind not in ITEM_KINDS:
            raise ValueError(f"item {self.id}: unknown kind {self.kind}")
        if self.driver not in DRIVERS:
            raise ValueError(f"item {self.id}: unknown driver {self.driver}")
        return self


class Pair(_Record):
    """A question before and a question after, about one service."""

    id: str
    before: str
    after: str
    weight: int = Field(gt=0)


class Limits(_Record):
    """How often people are asked."""

    max_asks_per_conversation: int = Field(ge=0)
    cool_down: dt.timedelta


class CommentPrompt(_Record):
    """The one optional comment."""

    prompt: str
    optional: Literal[True]
    max_length: int = Field(gt=0)
    kept_for: dt.timedelta
    too_long: str


class Decline(_Record):
    """The words for "no, thank you"."""

    label: str
    reply: str


class Instrument(_Record):
    """A version of the whole set of questions."""

    id: str
    version: int
    languages: tuple[str, ...]
    items: dict[str, Item]
    pairs: tuple[Pair, ...] = Field(min_length=1)
    limits: Limits
    comment: CommentPrompt
    intro: str
    thanks: str
    decline: Decline

    @model_validator(mode="after")
    def _pairs_are_whole(self) -> "Instrument":
        for pair in self.pairs:
            for moment, item_id in (("before", pair.before), ("after", pair.after)):
                item = self.items.get(item_id)
                if item is None or item.moment != moment:
                    raise ValueError(f"pair {pair.id}: {item_id} is not a question for {moment}")
        return self


@dataclass(frozen=True)
class Drawn:
    """The pair drawn for a conversation, and the chance with which it was."""

    pair: Pair
    probability: float


def load_instrument(path: Path) -> Instrument:
    """Read the survey file. Raises InstrumentError naming the file, the entry and the reason."""
    try:
        data = read_yaml(path)
        head = data.pop("instrument")
        data.pop("demonstration", None)
        items = data.pop("items")
        repeated = {item["id"] for item in items if [i["id"] for i in items].count(item["id"]) > 1}
        if repeated:
            raise InstrumentError(f"{path.name}: items: {sorted(repeated)} stand there twice")
        return Instrument(**head, **data, items={item["id"]: item for item in items})
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        entry = ".".join(map(str, fault["loc"]))
        raise InstrumentError(f"{path.name}: {entry}: {fault['msg']}") from None
    except ContentSyntaxError as error:
        raise InstrumentError(str(error)) from None
    except (KeyError, TypeError, AttributeError) as error:
        raise InstrumentError(f"{path.name}: cannot be read ({error})") from None


def draw_pair(instrument: Instrument, conversation_id: uuid.UUID) -> Drawn:
    """Draw a pair by weight. The same conversation always draws the same one, so a retry asks the same."""
    digest = hashlib.sha256(conversation_id.bytes).digest()
    total = sum(pair.weight for pair in instrument.pairs)
    point = int.from_bytes(digest[:8], "big") / _POINTS * total
    for pair in instrument.pairs:
        if point < pair.weight:
            return Drawn(pair, pair.weight / total)
        point -= pair.weight
    return Drawn(instrument.pairs[-1], instrument.pairs[-1].weight / total)
