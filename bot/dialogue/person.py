"""Whom an answer is for, and what is known about them: facts taken in, segments drawn from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.catalogue.model import InteractionLevel, SegmentBook
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run
from bot.segments.facts import OTHER, SELF, Fact, forget, merge, read_fact
from bot.segments.rules import Membership, fact_sentence, segments_of

SOMEBODY = "other"
MYSELF = "self"
"""The value of `on_behalf_of` with which somebody goes back to asking for themselves."""

_HOUSEHOLD = frozenset(("partner", "child"))
"""Values of `on_behalf_of` with which the asker's home is meant: one of them applies for all."""
_SPEAKS_OF_FACTS_ONLY = frozenset(
    ("forget_fact", "refuse_consent", "ask_why", "delete_my_data", "crisis", "out_of_scope")
)
"""Intents in which a fact is named but not stated: "forget that I'm a carer"."""


def take_in(turn: Turn) -> list[Fact]:
    """Take what a message tells of people into the conversation: facts, for whom, how much help.

    Returns the facts that are new about the speaker.
    """
    message, state = turn.message, turn.state
    if message.intent in _SPEAKS_OF_FACTS_ONLY and not answers_the_service(turn):
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
    """Asking for something else without a word of the other person is asking for oneself again."""
    state, message = turn.state, turn.message
    if state.on_behalf_of is None or state.service_id in (None, new_service_id):
        return
    listening, text = turn.content.listening, message.text
    says_for_whom = message.value_of("on_behalf_of") is not None
    # "And the bus pass?" is asked for the same person; "can I get one too" is not.
    goes_on = listening.speaks_of_another(text) or listening.asks_the_same(text)
    if not says_for_whom and (listening.speaks_of_self(text) or not goes_on):
        state.facts = list(forget(state.facts, subject=OTHER))
        state.on_behalf_of = None


def stated_facts(turn: Turn) -> list[Fact]:
    """The facts a message states, about the speaker and about the person they ask for."""
    book, message = turn.catalogue.segments, turn.message
    found = (
        read_fact(entity, book, turn.now, str(message.message_id))
        for entity in message.entities_of("fact")
    )
    return [fact for fact in found if fact is not None] or _agreed(turn)


def answers_the_service(turn: Turn) -> bool:
    """Whether a remark about a thing beyond us tells a fact of which the service spoken of depends.

    "Yes universal credit", or "she gets attendance allowance" after an answer about the Blue Badge.
    """
    message, listening, service_id = turn.message, turn.content.listening, turn.state.service_id
    if turn.around.in_form or service_id is None:
        return False
    if not any(message.entities_of("fact")):
        return bool(_agreed(turn))
    known = turn.catalogue.services[service_id].eligibility_description
    names = [fact.name for fact in stated_facts(turn)]
    matters = any(has_run(known, listening.facts.get(name, ())) for name in names)
    return message.intent == "out_of_scope" and matters and not listening.is_question(message.text)


def is_for_another(turn: Turn, service_id: str) -> bool:
    """Whether "you" in an answer means somebody else: not where the asker is the one who applies."""
    applies, whom = turn.catalogue.services[service_id].applicant, turn.state.on_behalf_of
    at_home = applies == "household" and whom in _HOUSEHOLD
    return whom is not None and applies != "asker" and not at_home


def applies_for_another(turn: Turn) -> bool:
    """Whether the asker is the one who applies for the other, for the service spoken of."""
    service_id, whom = turn.state.service_id, turn.state.on_behalf_of
    return bool(service_id and whom) and not is_for_another(turn, str(service_id))


def subject_for(turn: Turn, service_id: str) -> str:
    """Whose facts count for a service: those of the person it is for, or of the asker who applies."""
    return OTHER if is_for_another(turn, service_id) else SELF


def memberships(turn: Turn, service_id: str) -> list[Membership]:
    """The segments of the person the answer is for."""
    subject, catalogue = subject_for(turn, service_id), turn.catalogue
    return segments_of(
        turn.state.facts, catalogue.segments, turn.now, catalogue.wording, subject=subject
    )


def sentences(facts: Iterable[Fact], book: SegmentBook) -> list[str]:
    """`you look after someone`, `you are 72 years old`: one for each fact the book knows."""
    known = (fact for fact in facts if fact.name in book.facts)
    return [fact_sentence(fact, book.facts[fact.name]) for fact in known]


def _agreed(turn: Turn) -> list[Fact]:
    message, listening, service_id = turn.message, turn.content.listening, turn.state.service_id
    name = None if message.from_button else listening.agreed_fact(message.text)
    if name is None or service_id is None or turn.awaited or message.intent == "crisis":
        return []
    if not has_run(
        turn.catalogue.services[service_id].eligibility_description, listening.agreed[name]
    ):
        return []
    fact = read_fact({"value": name}, turn.catalogue.segments, turn.now, str(message.message_id))
    return [fact] if fact else []


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
    # Who applies for a child tells of themselves, too, and asks for the child all the same.
    about_me = message.intent == "state_about_me" and only_self and not applies_for_another(turn)
    says_so = asked_for is not None and listening.is_for_myself(message.text)
    return MYSELF if about_me or says_so else None
