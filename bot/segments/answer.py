"""An answer: what is said, where it comes from, why it was fitted, and what it promises."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.catalogue.model import Facet, InteractionLevel
from bot.catalogue.timing import TimeStatement
from bot.segments.rules import Membership


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of prose, which may hold a list of its own as lines that begin with "- "."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Listing:
    """Steps in their order (`numbered`), or things in no order."""

    items: tuple[str, ...]
    numbered: bool = False

    def __str__(self) -> str:
        marks = (f"{n}." if self.numbered else "-" for n in range(1, len(self.items) + 1))
        return "\n".join(f"{mark} {item}" for mark, item in zip(marks, self.items, strict=True))


Block = Paragraph | Listing


class Source(BaseModel):
    """Where an answer comes from, and the day its agency last checked it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: str
    url: str
    assured_date: dt.date
    service_id: str
    demonstration: bool = False


class Explanation(BaseModel):
    """One segment that changed an answer: how, by which sentence, and what was said when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    segment_id: str
    label: str
    because: str
    effect: Literal["note", "level"]
    fact_names: tuple[str, ...]
    said_at: dt.datetime

    @classmethod
    def of(cls, membership: Membership, effect: Literal["note", "level"]) -> Explanation:
        """From the membership that had the effect; said when the last of its facts was."""
        return cls(
            segment_id=membership.segment_id,
            label=membership.label,
            because=membership.because,
            effect=effect,
            fact_names=tuple(fact.name for fact in membership.facts),
            said_at=max(fact.said_at for fact in membership.facts),
        )


class AnswerRecord(BaseModel):
    """What must be remembered of an answer to explain it later; JSON through `model_dump`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    service_id: str
    service_name: str
    facet: Facet | None
    level: InteractionLevel | None
    step: int
    on_behalf: bool
    source: Source
    explanations: tuple[Explanation, ...]
    time_source_url: str | None
    spoke_of_time: bool
    content_version: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A composed answer. `source` is not in the text: each channel shows it in its own way.

    `promises` holds every sentence about time in the text, word for word, for the ledger.
    `found` is False when the catalogue has nothing on what was asked, and the text says so.
    `step` of `steps` (from 1) is where a guided answer stands; both are 0 in any other answer.
    `next_facets` are worth offering as buttons.
    """

    blocks: tuple[Block, ...]
    source: Source
    record: AnswerRecord
    explanations: tuple[Explanation, ...] = ()
    promises: tuple[TimeStatement, ...] = ()
    next_facets: tuple[Facet, ...] = ()
    found: bool = True
    step: int = 0
    steps: int = 0

    @property
    def text(self) -> str:
        """Paragraphs parted by an empty line; lists as lines that begin with "1. " or "- "."""
        return "\n\n".join(map(str, self.blocks))

    @property
    def has_next_step(self) -> bool:
        """Whether a guided answer goes on."""
        return self.step < self.steps
