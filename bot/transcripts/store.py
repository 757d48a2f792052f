"""Reading and opening conversations. What is in them is written by the tracker store alone."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from bot.privacy.consents import citizen_of, live_consent
from bot.privacy.tables import Citizen
from bot.transcripts.tables import Conversation, Turn, Utterance

CHANNEL = "web"


class TokenTakenError(Exception):
    """The conversation exists and belongs to the holder of another token."""


@dataclass(frozen=True)
class Opening:
    """What is known of a conversation when it is opened. ``pseudonym`` is of whoever may be remembered."""

    conversation_id: uuid.UUID
    agency_id: str
    language: str
    token_hash: str
    pseudonym: str
    channel: str = CHANNEL


@dataclass(frozen=True)
class Remembering:
    """A live consent to be remembered, under a pseudonym, and its end."""

    citizen_id: uuid.UUID
    expires_at: dt.datetime


@dataclass(frozen=True)
class Subject:
    """What a conversation was last about; ``service_id`` is null when it was about none."""

    agency_id: str
    service_id: str | None


@dataclass(frozen=True)
class Said:
    """One line of a transcript; ``text`` is null when it was withheld."""

    seq: int
    by_citizen: bool
    text: str | None
    at: dt.datetime
    message_id: uuid.UUID | None = None
    message: dict[str, Any] | None = None
    """The message as the chat's API gives it; null for a citizen's line."""


def is_there(db_session: Session) -> bool:
    """Whether the database answers and holds our tables; raises what the database raises."""
    db_session.execute(select(Conversation.id).limit(1))
    return True


def open_conversation(db_session: Session, opening: Opening) -> Conversation:
    """The conversation of this id, made now unless it exists.

    It is linked to a citizen only when they agreed, earlier, to be remembered. Raises TokenTakenError.
    """
    conversation = db_session.get(Conversation, opening.conversation_id)
    if conversation is None:
        known = remembering(db_session, opening.agency_id, opening.pseudonym)
        conversation = Conversation(
            id=opening.conversation_id,
            agency_id=opening.agency_id,
            channel=opening.channel,
            language=opening.language,
            token_hash=opening.token_hash,
            citizen_id=known.citizen_id if known else None,
        )
        conversation = _add_or_find(db_session, conversation)
    if conversation.token_hash != opening.token_hash:
        raise TokenTakenError
    return conversation


def speak_in(db_session: Session, conversation_id: uuid.UUID, language: str) -> None:
    """Go on in another language; nothing happens when the conversation is not there any more."""
    conversation = db_session.get(Conversation, conversation_id)
    if conversation is not None:
        conversation.language = language


def _add_or_find(db_session: Session, conversation: Conversation) -> Conversation:
    """Add it; or find it, when another request opened it in this very moment."""
    try:
        with db_session.begin_nested():
            db_session.add(conversation)
    except IntegrityError:
        return db_session.get_one(Conversation, conversation.id)
    return conversation


def find_conversation(db_session: Session, conversation_id: uuid.UUID) -> Conversation | None:
    """The conversation of this id, if there is one."""
    return db_session.get(Conversation, conversation_id)


def hold_conversation(db_session: Session, conversation_id: uuid.UUID) -> bool:
    """Keep a conversation from being erased until the caller's transaction ends; False when it was.

    Whoever writes rows of a conversation asks first, or they would outlive it.
    """
    statement = select(Conversation.id).where(Conversation.id == conversation_id)
    return db_session.scalar(statement.with_for_update(read=True)) is not None


def link_citizen(db_session: Session, conversation_id: uuid.UUID, citizen_id: uuid.UUID) -> None:
    """Note whose conversation this is, once they agreed to be remembered in it."""
    conversation = db_session.get(Conversation, conversation_id)
    if conversation is not None and conversation.citizen_id is None:
        conversation.citizen_id = citizen_id


def remembering(db_session: Session, agency_id: str, pseudonym: str) -> Remembering | None:
    """The consent in force for a pseudonym at an agency, if there is one."""
    citizen_id = citizen_of(db_session, agency_id, pseudonym, create=False)
    consent = live_consent(db_session, citizen_id) if citizen_id else None
    return Remembering(consent.citizen_id, consent.expires_at) if consent else None


def pseudonym_of(db_session: Session, citizen_id: uuid.UUID | None) -> str | None:
    """The pseudonym of a citizen that a conversation is linked to; ``None`` once erased."""
    citizen = db_session.get(Citizen, citizen_id) if citizen_id else None
    return citizen.pseudonym if citizen else None


def messages_after(
    db_session: Session, conversation_id: uuid.UUID, seq: int
) -> list[dict[str, Any]]:
    """The messages to the citizen that come after place ``seq``, in order, as the API gives them."""
    return [as_message(utterance) for utterance in _utterances(db_session, conversation_id, seq)]


def read_transcript(db_session: Session, conversation_id: uuid.UUID) -> list[Said]:
    """Everything both sides said, masked, in order."""
    turns = db_session.scalars(select(Turn).where(Turn.conversation_id == conversation_id))
    said = [
        Said(turn.seq, True, turn.text, turn.created_at, message_id=turn.message_id)
        for turn in turns
    ]
    said += [
        Said(row.seq, False, row.text, row.created_at, message=as_message(row))
        for row in _utterances(db_session, conversation_id)
    ]
    return sorted(said, key=lambda line: line.seq)


def last_subject(db_session: Session, conversation_id: uuid.UUID) -> Subject | None:
    """What the latest turn about a service was about; ``None`` when nothing was said yet."""
    statement = (
        select(Turn.agency_id, Turn.service_id)
        .where(Turn.conversation_id == conversation_id)
        .order_by(Turn.service_id.is_(None), Turn.seq.desc())
        .limit(1)
    )
    found = db_session.execute(statement).one_or_none()
    return Subject(*found) if found else None


def as_message(utterance: Utterance) -> dict[str, Any]:
    """One message in the API's JSON shape; a button shows its id and title, never its payload."""
    return {
        "id": str(utterance.id),
        "seq": utterance.seq,
        "text": utterance.text,
        "buttons": [{"title": button.title, "id": str(button.id)} for button in utterance.buttons],
        "source": utterance.source,
        "kind": utterance.kind,
        "created_at": utterance.created_at.isoformat(),
    }


def _utterances(
    db_session: Session, conversation_id: uuid.UUID, after: int = 0
) -> Sequence[Utterance]:
    statement = (
        select(Utterance)
        .where(Utterance.conversation_id == conversation_id, Utterance.seq > after)
        .options(selectinload(Utterance.buttons))
        .order_by(Utterance.seq)
    )
    return db_session.scalars(statement).all()
