"""The part of a message that is about one problem, where two are told of in one breath."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.catalogue.model import RequestForm
from bot.dialogue.message import Message
from bot.dialogue.naming import named_services
from bot.dialogue.turn import Turn
from bot.text.several import cuts_of


def part_about(turn: Turn, form: RequestForm) -> Message | None:
    """What the message says of the problem of a form: all of it, when it tells of no other.

    `None` when it tells of another and nobody can say which words are about which.
    """
    others = _problems_in(turn, turn.message.text) - {form.service_code}
    others |= set(turn.message.requests) & set(turn.catalogue.request_forms) - {form.service_code}
    if not others:
        return turn.message
    own = {form.service_code}
    for half, rest in _ways_to_cut(turn.message):
        if _problems_in(turn, half.text) == own and own.isdisjoint(_problems_in(turn, rest.text)):
            return half
    return None


def _problems_in(turn: Turn, text: str) -> set[str]:
    """The services named in a text with which a problem can be reported here."""
    catalogue = turn.catalogue
    offered = [each for each in catalogue.offered() if each.id in catalogue.request_forms]
    return {each.service_id for each in named_services(text, offered)}


def _ways_to_cut(message: Message) -> Iterator[tuple[Message, Message]]:
    for first, second in cuts_of(message.text):
        start = message.text.index(first)
        before = _cut(message, start, start + len(first))
        start = message.text.rindex(second)
        after = _cut(message, start, start + len(second))
        yield before, after
        yield after, before


def _cut(message: Message, start: int, end: int) -> Message:
    """A stretch of a message, with the personal data that stands in it."""
    spans = tuple(
        replace(span, start=span.start - start, end=span.end - start)
        for span in message.personal_data or ()
        if start <= span.start and span.end <= end
    )
    known = None if message.personal_data is None else spans
    return replace(message, text=message.text[start:end], personal_data=known)
