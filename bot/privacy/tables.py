"""Who a citizen is to an agency (a pseudonym), what they agreed to, and what was kept with consent."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, now


class Citizen(Base):
    """A pseudonym: HMAC of a key the citizen holds, per agency and purpose. No contact data."""

    __tablename__ = "citizen"
    __table_args__ = (UniqueConstraint("agency_id", "purpose", "pseudonym"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    agency_id: Mapped[str] = mapped_column(String(40))
    purpose: Mapped[str] = mapped_column(String(40))
    pseudonym: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class Consent(Base):
    """One yes, with its purpose, the version of the words agreed to, and its end."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint(
            "purpose IN ('remember', 'remember_sensitive')",
            name="purpose_is_known",
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    citizen_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    agency_id: Mapped[str] = mapped_column(String(40), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    message_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    given_at: Mapped[dt.datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[dt.datetime | None]
    expires_at: Mapped[dt.datetime]


class Fact(Base):
    """Something a citizen said about themselves and agreed to have remembered."""

    __tablename__ = "fact"
    __table_args__ = (UniqueConstraint("citizen_id", "name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    citizen_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    agency_id: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(40))
    value: Mapped[dict[str, Any]]
    """``{"value": true}`` or ``{"value": 72}``: a JSON scalar alone is not portable."""
    message_id: Mapped[uuid.UUID]
    said_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]


class KeptContact(Base):
    """A contact and message left for staff, encrypted, with a purpose and an end."""

    __tablename__ = "kept_contact"
    __table_args__ = (UniqueConstraint("message_id", "ordinal"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    conversation_id: Mapped[uuid.UUID] = mapped_column(index=True)
    agency_id: Mapped[str] = mapped_column(String(40), index=True)
    service_id: Mapped[str | None] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(40))
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    message_id: Mapped[uuid.UUID]
    ordinal: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)


class Housekeeping(Base):
    """When a task that keeps the house in order ran last, and how much it did: never on what."""

    __tablename__ = "housekeeping"

    task: Mapped[str] = mapped_column(String(40), primary_key=True)
    ran_at: Mapped[dt.datetime]
    counts: Mapped[dict[str, Any]]


class Erasure(Base):
    """The tombstone of something erased: what kind and how many rows, never what they said."""

    __tablename__ = "erasure"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    agency_id: Mapped[str] = mapped_column(String(40), index=True)
    scope: Mapped[str] = mapped_column(String(40))
    subject_hash: Mapped[str] = mapped_column(String(64), index=True)
    """HMAC of the conversation or citizen id, so that a receipt can be checked later."""
    counts: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
