"""Submissions: what a person said, typed, with the scale and version it was said on."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import now
from bot.feedback.asks import resolve_ask
from bot.feedback.context import MessageContext, once
from bot.feedback.instruments import Item, Scale
from bot.feedback.tables import Answer, Comment, Submission


@dataclass(frozen=True)
class GivenAnswer:
    """One answer. At least one of number, duration, choice and text is given; ``text`` is masked."""

    item_kind: str
    driver: str = "other"
    item: Item | None = None
    ask_id: uuid.UUID | None = None
    number: float | None = None
    duration: str | None = None
    choice: str | None = None
    text: str | None = None


def record_submission(
    db_session: Session,
    context: MessageContext,
    moment: str,
    answers: Sequence[GivenAnswer],
    *,
    ordinal: int = 0,
) -> uuid.UUID:
    """Store what was said in one message; asks that it answers become answered.

    Raises ValueError when a number is not on its item's scale.
    """
    for answer in answers:
        _check_scale(answer)

    def make() -> Submission:
        return Submission(
            **context.columns(),
            ordinal=ordinal,
            moment=moment,
            channel=context.channel,
            language=context.language,
            answers=[_answer_row(context, answer) for answer in answers],
        )

    submission = once(db_session, Submission, context.message_id, ordinal, make)
    for answer in answers:
        if answer.ask_id is not None:
            resolve_ask(db_session, answer.ask_id, "answered")
    return submission.id


def answering_message(db_session: Session, ask_id: uuid.UUID) -> uuid.UUID | None:
    """The message in which an ask was answered first; ``None`` while it is not."""
    return db_session.scalar(
        select(Submission.message_id)
        .join(Answer, Answer.submission_id == Submission.id)
        .where(Answer.ask_id == ask_id)
        .order_by(Submission.created_at)
        .limit(1)
    )


def add_comment(
    db_session: Session,
    context: MessageContext,
    submission_id: uuid.UUID,
    text: str,
    kept_for: dt.timedelta,
) -> bool:
    """Add the one comment of a submission of this conversation. False when it is not there or has one.

    ``text`` is masked; it is kept for ``kept_for``.
    """
    submission = db_session.get(Submission, submission_id)
    if submission is None or submission.conversation_id != context.conversation_id:
        return False
    if submission.comments:
        return submission.comments[0].text == text
    submission.comments.append(
        Comment(agency_id=submission.agency_id, text=text, expires_at=now() + kept_for)
    )
    return True


def _check_scale(answer: GivenAnswer) -> None:
    if answer.item is None or answer.number is None:
        return
    ends = answer.item.scale.number_range()
    if ends is None or not ends[0] <= answer.number <= ends[1]:
        raise ValueError(f"item {answer.item.id}: the number is not on the scale")


def _answer_row(context: MessageContext, answer: GivenAnswer) -> Answer:
    scale = answer.item.scale if answer.item else Scale(type=_type_of(answer))
    scale_min, scale_max = scale.number_range() or (None, None)
    return Answer(
        agency_id=context.agency_id,
        ask_id=answer.ask_id,
        item_kind=answer.item_kind,
        item_id=answer.item.id if answer.item else None,
        item_version=answer.item.version if answer.item else None,
        driver=answer.driver,
        scale_type=scale.type,
        scale_min=scale_min,
        scale_max=scale_max,
        direction=answer.item.direction if answer.item else "none",
        value_number=answer.number,
        value_duration=answer.duration,
        value_choice=answer.choice,
        value_text=answer.text,
    )


def _type_of(answer: GivenAnswer) -> Literal["duration", "number", "choice", "text"]:
    if answer.duration is not None:
        return "duration"
    if answer.number is not None:
        return "number"
    return "choice" if answer.choice is not None else "text"
