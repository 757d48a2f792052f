"""What has passed its end, kind by kind: each function deletes one small batch and says how many went.

A batch is a short transaction of its own, and every statement can be run again: so several processes may do
this at once, and one that is killed in between leaves nothing half done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    column,
    delete,
    exists,
    func,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session, aliased

from bot.feedback.tables import (
    Answer,
    Ask,
    Comment,
    ExceptionCase,
    Promise,
    ServiceRequest,
    Submission,
)
from bot.privacy.tables import Citizen, Consent, Fact, KeptContact
from bot.transcripts.tables import (
    Button,
    Conversation,
    MessageClaim,
    Prediction,
    Turn,
    Utterance,
)

_EVENTS = table(
    "events", column("id"), column("sender_id"), column("type_name"), column("timestamp")
)
_SESSION_STARTED = "session_started"
_OF_CITIZEN: tuple[type[Any], ...] = (Ask, Submission, Promise, ExceptionCase, ServiceRequest)
"""Feedback that stays when the conversation goes: by then nothing says any more whose it was."""
_LINKED: tuple[type[Any], ...] = (Conversation, *_OF_CITIZEN)
_HANDLED_WITHIN = dt.timedelta(hours=1)
"""No message takes so long; an older claim is of a process that died."""


@dataclass(frozen=True)
class Ends:
    """The moment of the run, and the one before which conversations have passed their end."""

    now: dt.datetime
    conversations: dt.datetime
    batch: int = 200


Step = Callable[[Session, Ends], int]


def drop_contacts(db_session: Session, ends: Ends) -> int:
    """What was left for staff: contacts, messages, places and words of reports."""
    return _drop(db_session, KeptContact, KeptContact.expires_at <= ends.now, ends)


def drop_comments(db_session: Session, ends: Ends) -> int:
    """Comments in free words, which have an end of their own."""
    return _drop(db_session, Comment, Comment.expires_at <= ends.now, ends)


def drop_facts(db_session: Session, ends: Ends) -> int:
    """What was remembered of a citizen."""
    return _drop(db_session, Fact, Fact.expires_at <= ends.now, ends)


def drop_consents(db_session: Session, ends: Ends) -> int:
    """The yes to being remembered."""
    return _drop(db_session, Consent, Consent.expires_at <= ends.now, ends)


def drop_citizens(db_session: Session, ends: Ends) -> int:
    """Pseudonyms under which nothing is held any more; nothing says then which conversations were theirs."""
    unused = and_(
        ~exists().where(Consent.citizen_id == Citizen.id),
        ~exists().where(Fact.citizen_id == Citizen.id),
    )
    # Locked, then asked again: somebody may be agreeing in this very moment.
    found = select(Citizen.id).where(unused).limit(ends.batch).with_for_update(skip_locked=True)
    locked = list(db_session.scalars(found))
    ids = list(db_session.scalars(select(Citizen.id).where(Citizen.id.in_(locked), unused)))
    for kind in _LINKED:
        owned = update(kind).where(kind.citizen_id.in_(ids)).values(citizen_id=None)
        db_session.execute(owned)
    return _count(db_session, delete(Citizen).where(Citizen.id.in_(ids)))


def drop_events(db_session: Session, ends: Ends) -> int:
    """Rasa's own events, but for those of a session that is still spoken in: Rasa counts on them."""
    until = ends.conversations.timestamp()
    later = aliased(_EVENTS)
    same = later.c.sender_id == _EVENTS.c.sender_id
    started = select(func.max(later.c.timestamp)).where(same, later.c.type_name == _SESSION_STARTED)
    goes_on = exists().where(same, later.c.timestamp >= until)
    old = and_(
        _EVENTS.c.timestamp < until,
        or_(_EVENTS.c.timestamp < started.scalar_subquery(), ~goes_on),
        _EVENTS.c.sender_id.not_in(_senders_at_work(db_session, ends)),
    )
    ids = list(db_session.scalars(select(_EVENTS.c.id).where(old).limit(ends.batch)))
    return _count(db_session, delete(_EVENTS).where(_EVENTS.c.id.in_(ids)))


def drop_utterances(db_session: Session, ends: Ends) -> int:
    """What the assistant said, with its buttons."""
    ids = _old(db_session, Utterance, ends)
    _count(db_session, delete(Button).where(Button.utterance_id.in_(ids)))
    return _count(db_session, delete(Utterance).where(Utterance.id.in_(ids)))


def drop_turns(db_session: Session, ends: Ends) -> int:
    """What citizens wrote, with what was made of it; nobody was told anything in a turn that is this old."""
    ids = _old(db_session, Turn, ends, ~exists().where(Utterance.turn_id == Turn.id))
    _count(db_session, delete(Prediction).where(Prediction.turn_id.in_(ids)))
    return _count(db_session, delete(Turn).where(Turn.id.in_(ids)))


def drop_conversations(db_session: Session, ends: Ends) -> int:
    """Conversations in which nothing is left. What is kept for staff can still be erased from one."""
    empty = [
        ~exists().where(kind.conversation_id == Conversation.id)
        for kind in (Turn, Utterance, KeptContact)
    ]
    ids = _old(db_session, Conversation, ends, *empty)
    for kind in (Button, MessageClaim):
        _count(db_session, delete(kind).where(kind.conversation_id.in_(ids)))
    return _count(db_session, delete(Conversation).where(Conversation.id.in_(ids)))


def drop_own_words(db_session: Session, ends: Ends) -> int:
    """The citizen's own words in feedback that stays: a number or a choice says nothing of anybody."""
    old = select(Submission.id).where(Submission.created_at < ends.conversations)
    said = and_(Answer.value_text.is_not(None), Answer.submission_id.in_(old))
    ids = list(db_session.scalars(select(Answer.id).where(said).limit(ends.batch)))
    only_words = and_(
        Answer.value_number.is_(None),
        Answer.value_duration.is_(None),
        Answer.value_choice.is_(None),
    )
    gone = _count(db_session, delete(Answer).where(Answer.id.in_(ids), only_words))
    return gone + _count(
        db_session, update(Answer).where(Answer.id.in_(ids)).values(value_text=None)
    )


def drop_conditions(db_session: Session, ends: Ends) -> int:
    """The citizen's own words of why their case does not fit; that it did not is still counted."""
    case = ExceptionCase
    said = and_(case.condition.is_not(None), case.created_at < ends.conversations)
    ids = list(db_session.scalars(select(case.id).where(said).limit(ends.batch)))
    return _count(db_session, update(case).where(case.id.in_(ids)).values(condition=None))


def part_from_citizens(db_session: Session, ends: Ends) -> int:
    """Feedback that stays is nobody's from now on."""
    return sum(_part(db_session, kind, ends) for kind in _OF_CITIZEN)


def _part(db_session: Session, kind: type[Any], ends: Ends) -> int:
    owned = and_(kind.citizen_id.is_not(None), kind.created_at < ends.conversations)
    ids = list(db_session.scalars(select(kind.id).where(owned).limit(ends.batch)))
    return _count(db_session, update(kind).where(kind.id.in_(ids)).values(citizen_id=None))


def _drop(db_session: Session, kind: type[Any], over: ColumnElement[bool], ends: Ends) -> int:
    ids = list(db_session.scalars(select(kind.id).where(over).limit(ends.batch)))
    # Asked again with the deletion: its end may have been put off since.
    return _count(db_session, delete(kind).where(kind.id.in_(ids), over))


def _old(
    db_session: Session, kind: type[Any], ends: Ends, *where: ColumnElement[bool]
) -> list[Any]:
    """The ids of old rows of conversations in which nobody is being answered at this moment."""
    key = Conversation.id if kind is Conversation else kind.conversation_id
    at_work = exists().where(
        MessageClaim.conversation_id == key, MessageClaim.claimed_at > ends.now - _HANDLED_WITHIN
    )
    statement = select(kind.id).where(kind.created_at < ends.conversations, ~at_work, *where)
    locking = statement.limit(ends.batch).with_for_update(skip_locked=True, of=kind)
    return list(db_session.scalars(locking))


def _senders_at_work(db_session: Session, ends: Ends) -> list[str]:
    """Conversations in which a message is being handled, as Rasa names them."""
    claims = select(MessageClaim.conversation_id).where(
        MessageClaim.claimed_at > ends.now - _HANDLED_WITHIN
    )
    return [str(each) for each in db_session.scalars(claims)]


def _count(db_session: Session, statement: Any) -> int:
    result = db_session.execute(statement)
    return int(result.rowcount) if isinstance(result, CursorResult) else 0
