"""Handlers: remembering a citizen beyond a conversation. Only after a yes; health after a yes of its own."""

from __future__ import annotations

from collections.abc import Iterable

from bot.catalogue import phrases
from bot.dialogue import person
from bot.dialogue.keeping import (
    Known,
    consent,
    forget_citizen,
    is_sensitive,
    own_facts,
    store,
)
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting
from bot.dialogue.turn import Turn
from bot.privacy.consents import REMEMBER, REMEMBER_SENSITIVE
from bot.segments.facts import Fact, merge


def welcome_back(turn: Turn, known: Known) -> None:
    """At the first message of a conversation: take up what is remembered, and say so once."""
    turn.state.facts = list(merge(known.facts, turn.state.facts, turn.now))
    turn.state.memory_offered = True
    told = person.sentences(known.facts, turn.catalogue.segments)
    if told:
        turn.say("talk.memory.welcome_back", kind="about_you", facts=_joined(turn, told))


def offer(turn: Turn) -> None:
    """Offer, once in a conversation, to remember what was said."""
    state = turn.state
    if state.memory_offered or turn.message.pseudonym is None or not own_facts(turn):
        return
    state.memory_offered = True
    state.awaiting = Awaiting.CONSENT
    until = turn.catalogue.policy.consent_expires_after.after(turn.now).date()
    turn.say(
        "talk.memory.offer",
        kind="consent",
        buttons=_yes_and_no(turn, REMEMBER),
        agency=turn.host.name,
        date=phrases.date(turn.catalogue.wording, until),
    )


def agree(turn: Turn) -> None:
    """Handler: yes, remember me. Sensitive facts are asked about by name, in a question of their own."""
    if turn.message.value_of("purpose") == REMEMBER_SENSITIVE:
        agree_to_sensitive(turn)
        return
    citizen_id = consent(turn, REMEMBER)
    if citizen_id is None:
        turn.say("talk.memory.not_here")
        return
    plain = [fact for fact in own_facts(turn) if not is_sensitive(turn, fact)]
    store(turn, citizen_id, plain)
    _say_remembered(turn, plain)
    turn.state.awaiting, turn.state.memory_offered = None, True
    ask_about_sensitive(turn)


def agree_to_sensitive(turn: Turn) -> None:
    """Handler: yes, remember the sensitive facts that were named."""
    citizen_id = consent(turn, REMEMBER_SENSITIVE)
    if citizen_id is None:
        turn.say("talk.memory.not_here")
        return
    sensitive = [fact for fact in own_facts(turn) if is_sensitive(turn, fact)]
    store(turn, citizen_id, sensitive, sensitive=True)
    _say_remembered(turn, sensitive)
    turn.state.awaiting = None


def refuse(turn: Turn) -> None:
    """Handler: no, or not any more. A yes given earlier is taken back."""
    sensitive_only = (
        turn.awaited is Awaiting.CONSENT_SENSITIVE
        or turn.message.value_of("purpose") == REMEMBER_SENSITIVE
    )
    turn.state.awaiting, turn.state.memory_offered = None, True
    if sensitive_only:
        turn.say("talk.memory.sensitive_refused")
        return
    forget_citizen(turn)
    turn.say("talk.memory.refused")


def ask_about_sensitive(turn: Turn) -> None:
    """Ask for the explicit yes that facts about health and the like need, naming them."""
    sensitive = [fact for fact in own_facts(turn) if is_sensitive(turn, fact)]
    if not sensitive:
        return
    turn.state.awaiting = Awaiting.CONSENT_SENSITIVE
    facts = _joined(turn, person.sentences(sensitive, turn.catalogue.segments))
    buttons = _yes_and_no(turn, REMEMBER_SENSITIVE)
    turn.say("talk.memory.offer_sensitive", kind="consent", buttons=buttons, facts=facts)


def _say_remembered(turn: Turn, facts: Iterable[Fact]) -> None:
    until = turn.catalogue.policy.consent_expires_after.after(turn.now).date()
    date = phrases.date(turn.catalogue.wording, until)
    told = person.sentences(facts, turn.catalogue.segments)
    if told:
        turn.say("talk.memory.given", kind="consent", facts=_joined(turn, told), date=date)
    else:
        turn.say("talk.memory.given_for_later", kind="consent", date=date)


def _yes_and_no(turn: Turn, purpose: str) -> list[Button]:
    about = (("purpose", purpose),)
    return [
        Button(turn.words("talk.button.remember_yes"), "give_consent", about),
        Button(turn.words("talk.button.remember_no"), "refuse_consent", about),
    ]


def _joined(turn: Turn, parts: list[str]) -> str:
    return phrases.joined(turn.catalogue.wording, parts)
