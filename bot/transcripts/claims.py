"""Claims on message ids: a message is handled by one process at a time and answered once.

A claim lives from the moment a message is taken up until its turn is stored; the same transaction that
stores the turn removes the claim. So a claim that is still there belongs to a turn in progress, or to a
process that died.
"""

import datetime as dt
import enum
import re
import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.db import now
from bot.transcripts.tables import Button, Conversation, MessageClaim, Turn, Utterance

_WORD = re.compile(r"[^\W_]+")


class Claim(enum.Enum):
    """What came of trying to claim a message."""

    TAKEN = "taken"
    """It is ours now: handle it."""
    BUSY = "busy"
    """Another living process is handling it: try again shortly."""
    FOREIGN = "foreign"
    """The id was used in another conversation."""
    NO_CONVERSATION = "no conversation"


def claim_message(
    db_session: Session,
    message_id: uuid.UUID,
    conversation_id: uuid.UUID,
    owner: str,
    lease: dt.timedelta,
) -> Claim:
    """Claim a message for ``owner``, or say why not.

    A claim is taken over from the same owner (an earlier try that failed) and from any owner whose lease
    has run out.
    """
    if db_session.get(Conversation, conversation_id) is None:
        return Claim.NO_CONVERSATION
    held = db_session.get(MessageClaim, message_id)
    if held is None:
        db_session.add(
            MessageClaim(message_id=message_id, conversation_id=conversation_id, owner=owner)
        )
        return Claim.TAKEN
    if held.conversation_id != conversation_id:
        return Claim.FOREIGN
    if held.owner != owner and held.claimed_at > now() - lease:
        return Claim.BUSY
    held.owner, held.claimed_at = owner, now()
    return Claim.TAKEN


def release_claim(db_session: Session, message_id: uuid.UUID) -> None:
    """Remove a claim; called in the transaction that stores the turn."""
    db_session.execute(delete(MessageClaim).where(MessageClaim.message_id == message_id))


def drop_claims_of_earlier_starts(db_session: Session, slot: str, owner: str) -> None:
    """Forget the claims of processes that ran in our place before us: they are dead.

    Owners are named ``slot:start``; two live processes never share a slot.
    """
    db_session.execute(
        delete(MessageClaim).where(
            MessageClaim.owner.startswith(f"{slot}:", autoescape=True), MessageClaim.owner != owner
        )
    )


def find_turn(db_session: Session, message_id: uuid.UUID) -> Turn | None:
    """The stored turn of a message, with its utterances and buttons loaded; ``None`` if there is none."""
    turn = db_session.scalar(select(Turn).where(Turn.message_id == message_id))
    if turn is not None:
        for utterance in turn.utterances:
            _ = utterance.buttons
    return turn


def find_button(
    db_session: Session, button_id: uuid.UUID, conversation_id: uuid.UUID
) -> Button | None:
    """A button that was offered in this conversation; ``None`` when it was not."""
    button = db_session.get(Button, button_id)
    return button if button is not None and button.conversation_id == conversation_id else None


def find_offered(db_session: Session, title: str, conversation_id: uuid.UUID) -> Button | None:
    """The button of the last answer on which stands what was typed; ``None`` when there is none.

    Case, marks and spaces do not matter: who types what stands on a button means the button.
    """
    last = (
        select(Turn.id)
        .where(Turn.conversation_id == conversation_id)
        .order_by(Turn.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    offered = db_session.scalars(
        select(Button)
        .join(Utterance, Utterance.id == Button.utterance_id)
        .where(Utterance.turn_id == last)
        .order_by(Utterance.seq, Button.ordinal)
    )
    typed = _plain(title)
    return next((each for each in offered if typed and _plain(each.title) == typed), None)


def _plain(title: str) -> list[str]:
    return _WORD.findall(title.casefold())
