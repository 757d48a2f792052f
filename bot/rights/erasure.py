"""Erasure of one conversation, everywhere, with a receipt.

What is erased: the transcript, Rasa's own events, everything the citizen said in the feedback store, what
they were told, problems they reported, contacts they left, and what was remembered about them with consent.
What stays is a tombstone: how many rows of which kind, and a keyed hash by which the receipt can be checked.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import column, delete, select, table, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.feedback.tables import (
    Answer,
    Ask,
    Comment,
    ExceptionCase,
    Promise,
    ServiceRequest,
    Submission,
)
from bot.privacy.tables import Citizen, Consent, Erasure, Fact, KeptContact
from bot.privacy.tombstones import lay_tombstone
from bot.transcripts.tables import (
    Button,
    Conversation,
    MessageClaim,
    Prediction,
    Turn,
    Utterance,
)

_EVENTS = table("events", column("sender_id"))
_OF_CONVERSATION: tuple[type[Any], ...] = (
    ExceptionCase,
    Promise,
    ServiceRequest,
    Submission,
    Ask,
    KeptContact,
    MessageClaim,
    Button,
    Utterance,
    Turn,
)
_OF_CITIZEN: tuple[type[Any], ...] = (Fact, Consent)


@dataclass(frozen=True)
class Receipt:
    """Proof of an erasure: its number, its time, and how many rows of each kind went."""

    id: uuid.UUID
    erased_at: dt.datetime
    counts: dict[str, int]


def erase_conversation(
    db_session: Session, conversation_id: uuid.UUID, secret: str
) -> Receipt | None:
    """Erase a conversation and what was remembered from it; ``None`` when there is no such one."""
    # Locked first: whoever is writing rows of it has ended, and whoever comes finds it gone.
    conversation = db_session.get(Conversation, conversation_id, with_for_update=True)
    if conversation is None:
        return None
    counts = _erase_children(db_session, conversation_id)
    if conversation.citizen_id is not None:
        counts |= _erase_citizen(db_session, conversation.citizen_id)
    counts["events"] = _count(
        db_session, delete(_EVENTS).where(_EVENTS.c.sender_id == str(conversation_id))
    )
    counts["conversation"] = _count(
        db_session, delete(Conversation).where(Conversation.id == conversation_id)
    )
    agency_id = conversation.agency_id
    row = lay_tombstone(db_session, agency_id, "conversation", conversation_id, secret, counts)
    return Receipt(id=row.id, erased_at=row.created_at, counts=counts)


def find_receipt(db_session: Session, receipt_id: uuid.UUID) -> Receipt | None:
    """The receipt of this number; it says what was erased, and not whose it was."""
    row = db_session.get(Erasure, receipt_id)
    return None if row is None else Receipt(row.id, row.created_at, row.counts)


def _erase_children(db_session: Session, conversation_id: uuid.UUID) -> dict[str, int]:
    # Children of children first: databases differ in what they do by themselves.
    submissions = select(Submission.id).where(Submission.conversation_id == conversation_id)
    turns = select(Turn.id).where(Turn.conversation_id == conversation_id)
    counts = {
        "comment": _count(
            db_session, delete(Comment).where(Comment.submission_id.in_(submissions))
        ),
        "answer": _count(db_session, delete(Answer).where(Answer.submission_id.in_(submissions))),
        "prediction": _count(db_session, delete(Prediction).where(Prediction.turn_id.in_(turns))),
    }
    for kind in _OF_CONVERSATION:
        statement = delete(kind).where(kind.conversation_id == conversation_id)
        counts[kind.__tablename__] = _count(db_session, statement)
    return counts


def _erase_citizen(db_session: Session, citizen_id: uuid.UUID) -> dict[str, int]:
    counts = {
        kind.__tablename__: _count(db_session, delete(kind).where(kind.citizen_id == citizen_id))
        for kind in _OF_CITIZEN
    }
    for kind in (Conversation, Submission):
        # Their other conversations stay, and nothing says any more that they belong together.
        db_session.execute(
            update(kind).where(kind.citizen_id == citizen_id).values(citizen_id=None)
        )
    counts["citizen"] = _count(db_session, delete(Citizen).where(Citizen.id == citizen_id))
    return counts


def _count(db_session: Session, statement: Any) -> int:
    result = db_session.execute(statement)
    return int(result.rowcount) if isinstance(result, CursorResult) else 0
