"""A name, number, address or place that somebody left so that a person can call back or put things right.

It is encrypted before it reaches the database, has a purpose and an end, and everywhere else only its
reference is known.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from bot.db import now
from bot.privacy.keys import cipher
from bot.privacy.tables import KeptContact

_KEY = "kept contact"


class UnreadableContactError(Exception):
    """The contact is gone, has expired, or was encrypted with another secret."""


@dataclass(frozen=True)
class ContactToKeep:
    """What was left, in whose conversation, about what, and until when."""

    conversation_id: uuid.UUID
    message_id: uuid.UUID
    agency_id: str
    service_id: str | None
    purpose: str
    text: str
    expires_at: dt.datetime
    ordinal: int = 0


def keep_contact(db_session: Session, secret: str, contact: ContactToKeep) -> uuid.UUID:
    """Encrypt and store a contact; returns its reference. The same message is stored once."""
    row = db_session.scalar(
        select(KeptContact).where(
            KeptContact.message_id == contact.message_id, KeptContact.ordinal == contact.ordinal
        )
    )
    if row is None:
        row = KeptContact(
            conversation_id=contact.conversation_id,
            message_id=contact.message_id,
            ordinal=contact.ordinal,
            agency_id=contact.agency_id,
            service_id=contact.service_id,
            purpose=contact.purpose,
            ciphertext=cipher(secret, _KEY).encrypt(contact.text.encode()),
            expires_at=contact.expires_at,
        )
        db_session.add(row)
        db_session.flush()
    return row.id


def read_contact(db_session: Session, secret: str, contact_id: uuid.UUID) -> str:
    """The text of a kept contact. Raises UnreadableContactError."""
    row = db_session.get(KeptContact, contact_id)
    if row is None or row.expires_at <= now():
        raise UnreadableContactError
    try:
        return cipher(secret, _KEY).decrypt(row.ciphertext).decode()
    except InvalidToken:
        raise UnreadableContactError from None


def keep_until(db_session: Session, contact_ids: Iterable[uuid.UUID], end: dt.datetime) -> None:
    """Give kept contacts another end."""
    ids = list(contact_ids)
    db_session.execute(update(KeptContact).where(KeptContact.id.in_(ids)).values(expires_at=end))


def contacts_of(
    db_session: Session, conversation_id: uuid.UUID, at: dt.datetime
) -> Sequence[KeptContact]:
    """What was left in a conversation and can still be read."""
    return db_session.scalars(
        select(KeptContact)
        .where(KeptContact.conversation_id == conversation_id, KeptContact.expires_at > at)
        .order_by(KeptContact.created_at, KeptContact.ordinal)
    ).all()


def drop_contacts_of(db_session: Session, conversation_id: uuid.UUID) -> int:
    """Delete everything that was left in a conversation; returns how many."""
    result = db_session.execute(
        delete(KeptContact).where(KeptContact.conversation_id == conversation_id)
    )
    assert isinstance(result, CursorResult)
    return int(result.rowcount)
