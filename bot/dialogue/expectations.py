"""Which lengths of time a message expects: what will be, what should be, what would just do. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.catalogue.expected import Expecting
from bot.dialogue.listening import Listening
from bot.dialogue.message import Entity, Message

KINDS = {
    Expecting.WILL: "expectation_will",
    Expecting.SHOULD: "expectation_should",
    Expecting.ACCEPTABLE: "minimum_acceptable",
}
"""The kind of item under which each is kept."""

_CLAUSE = re.compile(
    r"[.!?;,]+\s|\s(?=(?:but|although|tho(?:ugh)?|however|while|whereas)\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class Expected:
    """A length of time (ISO 8601) that will be, should be or would do; `None`: no number ("months")."""

    expecting: Expecting
    duration: str | None


def expected_times(message: Message, listening: Listening) -> tuple[Expected, ...]:
    """What a message expects of time, each way of expecting once; empty when it names no length.

    "10 days would be fair but it will be 6 weeks" says two things, and both are kept.
    """
    lengths = _lengths(message)
    said = [
        each for part in _clauses(message.text) for each in _in_clause(part, lengths, listening)
    ]
    if not any(each.duration for _, each in said):
        return ()
    plain = [each for told, each in said if told]
    if not any(each.duration for each in plain):
        # No clause with a length says which it is: the message as a whole tells.
        whole = listening.expecting(message.text)
        plain = [Expected(whole, each.duration) for _, each in said if each.duration]
    return _each_way_once(plain)


def has_gone_by(message: Message) -> bool:
    """Whether a message tells of time that has gone by."""
    return any(entity.get("elapsed") for entity in message.entities_of("duration"))


def _lengths(message: Message) -> list[Entity]:
    """Those of what is to come. What is only echoed in disbelief ("8 weeks??") is no expectation."""
    text = message.text
    to_come = [each for each in message.entities_of("duration") if not each.get("elapsed")]
    firm = [each for each in to_come if not _after(text, each).startswith("?")]
    return firm or [each for each in to_come if not _after(text, each).startswith("??")]


def _after(text: str, entity: Entity) -> str:
    return text[int(entity.get("end") or len(text)) :].lstrip()


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """The clauses of a text, each with its place."""
    start = 0
    for mark in _CLAUSE.finditer(text):
        yield start, text[start : mark.start()]
        start = mark.end()
    yield start, text[start:]


def _in_clause(
    clause: tuple[int, str], lengths: Sequence[Entity], listening: Listening
) -> Iterator[tuple[bool, Expected]]:
    """What one clause expects, and whether it says plainly in which way."""
    start, text = clause
    plainly = listening.expecting_plainly(text)
    way = plainly or Expecting.WILL
    inside = [each for each in lengths if start <= int(each.get("start") or 0) < start + len(text)]
    if inside:
        yield plainly is not None, Expected(way, str(inside[0]["value"]))
    elif plainly and listening.is_vague_time(text):
        yield True, Expected(way, None)


def _each_way_once(said: Sequence[Expected]) -> tuple[Expected, ...]:
    """The first of each way; a length with a number goes before one without."""
    found: dict[Expecting, Expected] = {}
    for each in said:
        if each.expecting not in found or (each.duration and not found[each.expecting].duration):
            found[each.expecting] = each
    return tuple(found.values())
