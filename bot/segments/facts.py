"""What citizens said about themselves, or about the person they ask for. Newer words win."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.catalogue.model import FactDefinition, SegmentBook

SELF = "self"
OTHER = "other"


class Fact(BaseModel):
    """One thing somebody said, and when. Serialises to JSON for slots and rows.

    A yes-or-no fact that was denied ("not a student any more") is kept as False: known not to
    hold, which is not the same as never said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    value: Annotated[bool, Field(strict=True)] | Annotated[int, Field(strict=True)]
    said_at: AwareDatetime
    message_id: str
    expires_at: AwareDatetime | None = None
    subject: str = SELF

    def live(self, now: dt.datetime) -> bool:
        """Whether the fact still counts."""
        return self.expires_at is None or now < self.expires_at


def read_fact(
    entity: Mapping[str, Any], book: SegmentBook, said_at: dt.datetime, message_id: str
) -> Fact | None:
    """The fact in a `fact` entity of a parse result; None when it is unknown or not believable."""
    name = str(entity.get("value"))
    definition = book.facts.get(name)
    value = _value(entity, definition) if definition else None
    if definition is None or value is None:
        return None
    return Fact(
        name=name,
        value=value,
        said_at=said_at,
        message_id=message_id,
        expires_at=definition.expires_after.after(said_at),
        subject=str(entity.get("subject") or SELF),
    )


def merge(old: Iterable[Fact], new: Iterable[Fact], now: dt.datetime) -> tuple[Fact, ...]:
    """One fact for each name and subject: the one said last. Expired facts are gone.

    They come in the order in which they were said. Of two said at the same moment the one later
    in line wins, so a repeated message changes nothing.
    """
    latest: dict[tuple[str, str], Fact] = {}
    for fact in sorted((*old, *new), key=lambda each: each.said_at):
        latest.pop((fact.subject, fact.name), None)  # so that the order is that of saying
        latest[(fact.subject, fact.name)] = fact
    return tuple(fact for fact in latest.values() if fact.live(now))


def forget(
    facts: Iterable[Fact], name: str | None = None, subject: str | None = None
) -> tuple[Fact, ...]:
    """The facts without those of that name and that subject; None means any."""
    return tuple(
        fact
        for fact in facts
        if name not in (None, fact.name) or subject not in (None, fact.subject)
    )


def about(facts: Iterable[Fact], subject: str, now: dt.datetime) -> dict[str, Fact]:
    """The live facts about one subject, by name."""
    return {fact.name: fact for fact in facts if fact.subject == subject and fact.live(now)}


def needs_consent(fact: Fact, book: SegmentBook) -> bool:
    """Whether it may be kept only with explicit consent (health and the like)."""
    definition = book.facts.get(fact.name)
    return definition is None or definition.sensitive


def _value(entity: Mapping[str, Any], definition: FactDefinition) -> bool | int | None:
    holds = entity.get("holds") is not False
    if definition.type == "bool":
        return holds
    number = entity.get("number")
    # "I am not 72" says no age, and True is not a number here.
    if not holds or isinstance(number, bool) or not isinstance(number, int | float):
        return None
    whole = int(number) if number == number // 1 else None
    low, high = definition.minimum, definition.maximum
    if whole is None or (low is not None and whole < low) or (high is not None and whole > high):
        return None
    return whole
