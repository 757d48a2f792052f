"""Whom an answer is for, and what is known about them: facts taken in, segments drawn from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.catalogue.model import InteractionLevel, SegmentBook
from bot.dialogue.turn import Turn
from bot.segments.facts import OTHER, SELF, Fact, forget, merge, read_fact
from bot.segments.rules import Membership, fact_sentence, segments_of

SOMEBODY = "other"
MYSELF = "self"
"""The value of `on_behalf_of` with which somebody goes back to asking for themselves."""

_SPEAKS_OF_FACTS_ONLY = frozenset(
    ("forget_fact", "refuse_consent", "ask_why", "delete_my_data", "crisis", "out_of_scope")
)
"""Intents in which a fact is named but not stated: "forget that I'm a carer"."""


def take_in(turn: Turn) -> list[Fact]:
    """Take what a message tells of people into the conversation: facts, for whom, how much help.

    Returns the facts that are new about the speaker.
    """
    message, state = turn.message, turn.state
    if message.intent in _SPEAKS_OF_FACTS_ONLY:
        return []
    level = message.value_of("interaction_level")
    if level in tuple(InteractionLevel):
        state.interaction_level = InteractionLevel(level)
    stated = stated_facts(turn)
    _turn_to(turn, stated)
    before = {fact.name: fact.value for fact in state.facts if fact.subject == SELF}
    if not state.on_behalf_of:
        # "My neighbour is a landlord" says nothing about anybody an answer is for.
        stated = [fact for fact in stated if fact.subject == SELF]
    state.facts = list(merge(state.facts, stated, turn.now))
    return [fact for fact in stated if fact.subject == SELF and before.get(fact.name) != fact.value]


def leave_the_other(turn: Turn, new_service_id: str) -> None:
    """Asking for something else in the first person is asking for oneself again."""
    state, message = turn.state, turn.message
    if state.on_behalf_of is None or state.service_id in (None, new_service_id):
        return
    says_for_whom = message.value_of("on_behalf_of") is not None
    if not says_for_whom and turn.content.listening.speaks_of_self(message.text):
        state.facts = list(forget(state.facts, subject=OTHER))
        state.on_behalf_of = None


def stated_facts(turn: Turn) -> list[Fact]:
    """The facts a message states, about the speaker and about the person they ask for."""
    book, message = turn.catalogue.segments, turn.message
    found = (
        read_fact(entity, book, turn.now, str(message.message_id))
        for entity in message.entities_of("fact")
    )
    return [fact for fact in found if fact is not None]


def memberships(turn: Turn) -> list[Membership]:
    """The segments of the person the answer is for."""
    subject = OTHER if turn.state.on_behalf_of else SELF
    catalogue = turn.catalogue
    return segments_of(
        turn.state.facts, catalogue.segments, turn.now, catalogue.wording, subject=subject
    )


def sentences(facts: Iterable[Fact], book: SegmentBook) -> list[str]:
    """`you look after someone`, `you are 72 years old`: one for each fact the book knows."""
    known = (fact for fact in facts if fact.name in book.facts)
    return [fact_sentence(fact, book.facts[fact.name]) for fact in known]


def _turn_to(turn: Turn, stated: Sequence[Fact]) -> None:
    """Follow the speaker when they begin, change or stop to ask for somebody else."""
    state = turn.state
    whom = turn.message.value_of("on_behalf_of") or _whom_in_words(turn, stated)
    if whom is None or whom == (state.on_behalf_of or MYSELF):
        return
    # What was said of one person must not be taken for another.
    state.facts = list(forget(state.facts, subject=OTHER))
    turn.turned_to = whom
    state.on_behalf_of = None if whom == MYSELF else whom


def _whom_in_words(turn: Turn, stated: Sequence[Fact]) -> str | None:
    """Whom a message is for, when it only hints at it."""
    message, listening, asked_for = turn.message, turn.content.listening, turn.state.on_behalf_of
    if listening.is_for_another(message.text):
        return asked_for or SOMEBODY
    only_self = bool(stated) and all(fact.subject == SELF for fact in stated)
    about_me = message.intent == "state_about_me" and only_self
    says_so = asked_for is not None and listening.is_for_myself(message.text)
    return MYSELF if about_me or says_so else None
