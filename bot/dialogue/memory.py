"""Remembering a citizen beyond a conversation: only after a yes, and health only after a yes to it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.catalogue import phrases
from bot.dialogue import person
from bot.dialogue.message import Message
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting
from bot.dialogue.turn import Turn
from bot.privacy import tables
from bot.privacy.consents import (
    REMEMBER,
    REMEMBER_SENSITIVE,
    citizen_of,
    consent_before,
    give_consent,
    remember_fact,
    remembered_facts,
    withdraw_consent,
)
from bot.segments.facts import SELF, Fact, merge, needs_consent


@dataclass(frozen=True)
class Known:
    """A citizen who agreed, before this message, to be remembered; until when, and what is remembered."""

    citizen_id: uuid.UUID
    expires_at: dt.datetime
    facts: tuple[Fact, ...]


def known_citizen(db_session: Session, message: Message) -> Known | None:
    """Who sent the message, if they agreed earlier. What this message itself did does not count."""
    if message.pseudonym is None:
        return None
    citizen_id = citizen_of(db_session, message.agency_id, message.pseudonym, create=False)
    if citizen_id is None:
        return None
    consent = consent_before(db_session, citizen_id, REMEMBER, message.message_id)
    if consent is None:
        return None
    held = remembered_facts(db_session, citizen_id)
    facts = tuple(_as_said(row) for row in held if row.message_id != message.message_id)
    return Known(citizen_id, consent.expires_at, facts)


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
    if state.memory_offered or turn.message.pseudonym is None or not _own_facts(turn):
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
    citizen_id = _consent(turn, REMEMBER)
    if citizen_id is None:
        turn.say("talk.memory.not_here")
        return
    plain = [fact for fact in _own_facts(turn) if not _is_sensitive(turn, fact)]
    _store(turn, citizen_id, plain)
    _say_remembered(turn, plain)
    turn.state.awaiting, turn.state.memory_offered = None, True
    ask_about_sensitive(turn)


def agree_to_sensitive(turn: Turn) -> None:
    """Handler: yes, remember the sensitive facts that were named."""
    citizen_id = _consent(turn, REMEMBER_SENSITIVE)
    if citizen_id is None:
        turn.say("talk.memory.not_here")
        return
    sensitive = [fact for fact in _own_facts(turn) if _is_sensitive(turn, fact)]
    _store(turn, citizen_id, sensitive, sensitive=True)
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
    sensitive = [fact for fact in _own_facts(turn) if _is_sensitive(turn, fact)]
    if not sensitive:
        return
    turn.state.awaiting = Awaiting.CONSENT_SENSITIVE
    facts = _joined(turn, person.sentences(sensitive, turn.catalogue.segments))
    buttons = _yes_and_no(turn, REMEMBER_SENSITIVE)
    turn.say("talk.memory.offer_sensitive", kind="consent", buttons=buttons, facts=facts)


def keep_new(turn: Turn, known: Known | None, new: Iterable[Fact]) -> None:
    """Remember what a known citizen adds. Sensitive facts wait for a yes of their own."""
    if known is None:
        return
    _store(turn, known.citizen_id, [fact for fact in new if not _is_sensitive(turn, fact)])


def forget_citizen(turn: Turn) -> None:
    """Take back every consent of the sender, and forget what was remembered under it."""
    citizen_id = citizen_id_of(turn)
    if citizen_id is not None:
        withdraw_consent(turn.db_session, citizen_id)


def citizen_id_of(turn: Turn) -> uuid.UUID | None:
    """The sender's id, if there is one, with or without a live consent."""
    message = turn.message
    if message.pseudonym is None:
        return None
    return citizen_of(turn.db_session, message.agency_id, message.pseudonym, create=False)


def _consent(turn: Turn, purpose: str) -> uuid.UUID | None:
    message, policy = turn.message, turn.catalogue.policy
    if message.pseudonym is None:
        return None
    citizen_id = citizen_of(turn.db_session, message.agency_id, message.pseudonym, create=True)
    assert citizen_id is not None
    consent = tables.Consent(
        citizen_id=citizen_id,
        agency_id=message.agency_id,
        purpose=purpose,
        version=int(turn.words("talk.memory.version")),
        message_id=message.message_id,
        given_at=turn.now,
        expires_at=policy.consent_expires_after.after(turn.now),
    )
    give_consent(turn.db_session, consent)
    turn.link_to = citizen_id
    return citizen_id


def _store(
    turn: Turn, citizen_id: uuid.UUID, facts: Iterable[Fact], *, sensitive: bool = False
) -> None:
    policy = turn.catalogue.policy
    consent_ends = policy.consent_expires_after.after(turn.now)
    for fact in facts:
        ends = fact.expires_at or policy.fact_expires_after.after(fact.said_at)
        row = tables.Fact(
            citizen_id=citizen_id,
            agency_id=turn.message.agency_id,
            name=fact.name,
            value={"value": fact.value},
            message_id=turn.message.message_id,
            said_at=fact.said_at,
            # Nothing is remembered for longer than somebody agreed to.
            expires_at=min(ends, consent_ends),
        )
        remember_fact(turn.db_session, row, sensitive=sensitive)


def _say_remembered(turn: Turn, facts: Iterable[Fact]) -> None:
    until = turn.catalogue.policy.consent_expires_after.after(turn.now).date()
    date = phrases.date(turn.catalogue.wording, until)
    told = person.sentences(facts, turn.catalogue.segments)
    if told:
        turn.say("talk.memory.given", kind="consent", facts=_joined(turn, told), date=date)
    else:
        turn.say("talk.memory.given_for_later", kind="consent", date=date)


def _own_facts(turn: Turn) -> list[Fact]:
    return [fact for fact in turn.state.facts if fact.subject == SELF and fact.live(turn.now)]


def _is_sensitive(turn: Turn, fact: Fact) -> bool:
    return needs_consent(fact, turn.catalogue.segments)


def _as_said(row: tables.Fact) -> Fact:
    return Fact(
        name=row.name,
        value=row.value["value"],
        said_at=row.said_at,
        message_id=str(row.message_id),
        expires_at=row.expires_at,
    )


def _yes_and_no(turn: Turn, purpose: str) -> list[Button]:
    about = (("purpose", purpose),)
    return [
        Button(turn.words("talk.button.remember_yes"), "give_consent", about),
        Button(turn.words("talk.button.remember_no"), "refuse_consent", about),
    ]


def _joined(turn: Turn, parts: list[str]) -> str:
    return phrases.joined(turn.catalogue.wording, parts)
