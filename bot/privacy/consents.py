"""Consent, and what is remembered under it. Nothing here happens without a yes."""

import uuid

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.db import now
from bot.privacy.tables import Citizen, Consent, Fact

REMEMBER = "remember"
REMEMBER_SENSITIVE = "remember_sensitive"


def citizen_of(
    db_session: Session, agency_id: str, pseudonym: str, *, create: bool
) -> uuid.UUID | None:
    """The id of a pseudonym at an agency; made when ``create``, else ``None`` if unknown."""
    citizen = db_session.scalar(
        select(Citizen).where(
            Citizen.agency_id == agency_id,
            Citizen.purpose == REMEMBER,
            Citizen.pseudonym == pseudonym,
        )
    )
    if citizen is None:
        if not create:
            return None
        citizen = Citizen(agency_id=agency_id, purpose=REMEMBER, pseudonym=pseudonym)
        db_session.add(citizen)
        db_session.flush()
    return citizen.id


def give_consent(db_session: Session, consent: Consent) -> None:
    """Store a yes. The same message is stored once."""
    given = db_session.scalar(select(Consent).where(Consent.message_id == consent.message_id))
    if given is None:
        db_session.add(consent)
        db_session.flush()


def live_consent(
    db_session: Session, citizen_id: uuid.UUID, purpose: str = REMEMBER
) -> Consent | None:
    """The consent in force for a purpose, the one that lasts longest."""
    return db_session.scalar(
        select(Consent)
        .where(
            Consent.citizen_id == citizen_id,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
            Consent.expires_at > now(),
        )
        .order_by(Consent.expires_at.desc())
        .limit(1)
    )


def consent_before(
    db_session: Session, citizen_id: uuid.UUID, purpose: str, message_id: uuid.UUID
) -> Consent | None:
    """A live consent that was given before a message, not in it: a turn run again must not see itself."""
    return db_session.scalar(
        select(Consent)
        .where(
            Consent.citizen_id == citizen_id,
            Consent.purpose == purpose,
            Consent.message_id != message_id,
            Consent.withdrawn_at.is_(None),
            Consent.expires_at > now(),
        )
        .order_by(Consent.expires_at.desc())
        .limit(1)
    )


def withdraw_consent(db_session: Session, citizen_id: uuid.UUID) -> None:
    """Take every yes back, and forget what was remembered under it."""
    db_session.execute(
        update(Consent)
        .where(Consent.citizen_id == citizen_id, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now())
    )
    forget_facts(db_session, citizen_id)


def remember_fact(db_session: Session, fact: Fact, *, sensitive: bool = False) -> bool:
    """Store a fact in place of an older one of the same name. False without live consent.

    A sensitive fact needs a consent of its own besides the general one.
    """
    purposes = (REMEMBER, REMEMBER_SENSITIVE) if sensitive else (REMEMBER,)
    if any(live_consent(db_session, fact.citizen_id, purpose) is None for purpose in purposes):
        return False
    held = db_session.scalar(
        select(Fact).where(Fact.citizen_id == fact.citizen_id, Fact.name == fact.name)
    )
    if held is None:
        db_session.add(fact)
    elif held.said_at <= fact.said_at:
        held.value, held.message_id = fact.value, fact.message_id
        held.said_at, held.expires_at = fact.said_at, fact.expires_at
    db_session.flush()
    return True


def remembered_facts(db_session: Session, citizen_id: uuid.UUID) -> list[Fact]:
    """The facts that have not expired, oldest first; empty without live consent."""
    if live_consent(db_session, citizen_id) is None:
        return []
    found = db_session.scalars(
        select(Fact)
        .where(Fact.citizen_id == citizen_id, Fact.expires_at > now())
        .order_by(Fact.said_at)
    )
    return list(found)


def forget_facts(db_session: Session, citizen_id: uuid.UUID, name: str | None = None) -> None:
    """Delete one fact by name, or all of them."""
    statement = delete(Fact).where(Fact.citizen_id == citizen_id)
    db_session.execute(statement if name is None else statement.where(Fact.name == name))
