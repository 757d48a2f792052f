"""The transcript: conversations, turns, what was predicted and what was said. All text is masked."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, now

AGENCY = String(40)
SERVICE = String(80)


class Conversation(Base):
    """One conversation on one channel, owned by the agency whose site or channel hosts it."""

    __tablename__ = "conversation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    agency_id: Mapped[str] = mapped_column(AGENCY, index=True)
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(12), default="en")
    token_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the bearer token, hexadecimal. The token itself is held by the citizen only."""
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class MessageClaim(Base):
    """A message being handled. Its answer is the turn with the same message id, once stored."""

    __tablename__ = "message_claim"

    message_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    conversation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    owner: Mapped[str] = mapped_column(String(60))
    """The start of the process that claimed it; a process that restarts is another owner."""
    claimed_at: Mapped[dt.datetime] = mapped_column(default=now)


class Turn(Base):
    """One message from a citizen, masked, with what was understood."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_is_a_probability"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    conversation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE")
    )
    message_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    seq: Mapped[int]
    """Place in the conversation, shared with utterances: 1, 2, 3 …"""
    text: Mapped[str | None] = mapped_column(Text)
    """Masked; null when it was withheld because nobody had looked for personal data in it."""
    intent: Mapped[str | None] = mapped_column(String(60))
    confidence: Mapped[float] = mapped_column(default=0.0)
    services: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    agency_id: Mapped[str] = mapped_column(AGENCY, index=True)
    """The agency of the service the turn is about; the conversation's own when it is about none."""
    service_id: Mapped[str | None] = mapped_column(SERVICE)
    from_button: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)

    utterances: Mapped[list["Utterance"]] = relationship(order_by="Utterance.seq")


class Prediction(Base):
    """An action a policy chose during a turn."""

    __tablename__ = "prediction"
    __table_args__ = (UniqueConstraint("turn_id", "ordinal"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    turn_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    action: Mapped[str] = mapped_column(String(120))
    policy: Mapped[str | None] = mapped_column(String(120))
    confidence: Mapped[float | None]


class Utterance(Base):
    """One message from the assistant or from staff."""

    __tablename__ = "utterance"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        Index("ix_utterance_turn", "turn_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    conversation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE")
    )
    turn_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"))
    seq: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[dict[str, Any] | None]
    kind: Mapped[str] = mapped_column(String(20), default="answer")
    created_at: Mapped[dt.datetime] = mapped_column(default=now)

    buttons: Mapped[list["Button"]] = relationship(order_by="Button.ordinal")


class Button(Base):
    """A button that was offered. The citizen sees its id and title; the payload stays here."""

    __tablename__ = "button"
    __table_args__ = (UniqueConstraint("utterance_id", "ordinal"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    utterance_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("utterance.id", ondelete="CASCADE"))
    conversation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    ordinal: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]]
