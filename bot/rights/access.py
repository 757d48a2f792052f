"""Subject access: everything that is held about one conversation, as plain data."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bot.db import Base
from bot.feedback.tables import Ask, ExceptionCase, Promise, ServiceRequest, Submission
from bot.privacy.tables import Consent, Fact, KeptContact
from bot.transcripts.tables import Conversation, Turn, Utterance

_NOT_FOR_READING = {"token_hash", "ciphertext"}


def held_about(db_session: Session, conversation_id: uuid.UUID) -> dict[str, Any] | None:
    """Every row of a conversation and of its citizen, by kind; ``None`` when there is no such one.

    Encrypted contacts are listed with their purpose and end, not with their content.
    """
    conversation = db_session.get(Conversation, conversation_id)
    if conversation is None:
        return None
    held: dict[str, Any] = {"conversation": _as_data(conversation)}
    kinds: tuple[type[Base], ...] = (
        Turn,
        Utterance,
        Ask,
        Promise,
        ExceptionCase,
        ServiceRequest,
        KeptContact,
    )
    for kind in kinds:
        held[kind.__tablename__] = _all_of(db_session, kind, conversation_id=conversation_id)
    held["submission"] = [
        _as_data(submission)
        | {
            "answers": [_as_data(answer) for answer in submission.answers],
            "comments": [_as_data(comment) for comment in submission.comments],
        }
        for submission in db_session.scalars(
            select(Submission).where(Submission.conversation_id == conversation_id)
        )
    ]
    for remembered in (Consent, Fact):
        held[remembered.__tablename__] = _all_of(
            db_session, remembered, citizen_id=conversation.citizen_id
        )
    return held


def _all_of(db_session: Session, kind: type[Base], **where: Any) -> list[dict[str, Any]]:
    return [_as_data(row) for row in db_session.scalars(select(kind).filter_by(**where))]


def _as_data(row: Base) -> dict[str, Any]:
    columns = inspect(type(row)).columns.keys()
    return {name: _plain(getattr(row, name)) for name in columns if name not in _NOT_FOR_READING}


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value
