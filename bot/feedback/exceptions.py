"""Every "my case does not fit", counted per service, so that the rule that keeps failing can be seen."""

import uuid

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
