"""What is kept of a citizen beyond a conversation, under their consent: who they are, what they stated."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.dialogue.message import Message
from bot.dialogue.turn import Turn
from bot.privacy import tables
from bot.privacy.consents import (
    REMEMBER,
    citizen_of,
    consent_before,
    give_consent,
    remember_fact,
    remembered_facts,
    withdraw_consent,
)
from bot.segments.facts import SELF, Fact, needs_consent


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
    agreed = consent_before(db_session, citizen_id, REMEMBER, message.message_id)
    if agreed is None:
        return None
    held = remembered_facts(db_session, citizen_id)
    facts = tuple(_as_said(row) for row in held if row.message_id != message.message_id)
    return Known(citizen_id, agreed.expires_at, facts)


def keep_new(turn: Turn, known: Known | None, new: Iterable[Fact]) -> None:
    """Remember what a known citizen adds. Sensitive facts wait for a yes of their own."""
    if known is None:
        return
    store(turn, known.citizen_id, [fact for fact in new if not is_sensitive(turn, fact)])


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


def consent(turn: Turn, purpose: str) -> uuid.UUID | None:
    """Keep the yes of this message; returns whose it is. `None` when the sender has no pseudonym."""
    message, policy = turn.message, turn.catalogue.policy
    if message.pseudonym is None:
        return None
    citizen_id = citizen_of(turn.db_session, message.agency_id, message.pseudonym, create=True)
    assert citizen_id is not None
    given = tables.Consent(
        citizen_id=citizen_id,
        agency_id=message.agency_id,
        purpose=purpose,
        version=int(turn.words("talk.memory.version")),
        message_id=message.message_id,
        given_at=turn.now,
        expires_at=policy.consent_expires_after.after(turn.now),
    )
    give_consent(turn.db_session, given)
    turn.link_to = citizen_id
    return citizen_id


def store(
    turn: Turn, citizen_id: uuid.UUID, facts: Iterable[Fact], *, sensitive: bool = False
) -> None:
    """Remember facts of a citizen, each until it expires or the consent ends."""
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


def own_facts(turn: Turn) -> list[Fact]:
    """What is known of the speaker in this conversation."""
    return [fact for fact in turn.state.facts if fact.subject == SELF and fact.live(turn.now)]


def is_sensitive(turn: Turn, fact: Fact) -> bool:
    """Whether a fact is about health or the like."""
    return needs_consent(fact, turn.catalogue.segments)


def _as_said(row: tables.Fact) -> Fact:
    return Fact(
        name=row.name,
        value=row.value["value"],
        said_at=row.said_at,
        message_id=str(row.message_id),
        expires_at=row.expires_at,
    )
