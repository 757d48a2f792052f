"""Every "my case does not fit", counted per service, so that the rule that keeps failing can be seen."""

import uuid

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.feedback.context import MessageContext, once
from bot.feedback.tables import ExceptionCase


def record_exception(
    db_session: Session, context: MessageContext, condition: str | None, outcome: str
) -> uuid.UUID:
    """Record one exception: the citizen's masked words and the door shown (appeal, person …)."""

    def make() -> ExceptionCase:
        return ExceptionCase(**context.columns(), ordinal=0, condition=condition, outcome=outcome)

    return once(db_session, ExceptionCase, context.message_id, 0, make).id


def settle_exception(
    db_session: Session, first_message_id: uuid.UUID, context: MessageContext, outcome: str
) -> None:
    """Say which service an exception was about, and the door shown, once that is known.

    ``first_message_id`` is the message in which it was said; ``context`` is of the message that told the
    service. Does nothing when there is no such exception in this conversation.
    """
    db_session.execute(
        update(ExceptionCase)
        .where(
            ExceptionCase.message_id == first_message_id,
            ExceptionCase.conversation_id == context.conversation_id,
        )
        .values(service_id=context.service_id, agency_id=context.agency_id, outcome=outcome)
    )
