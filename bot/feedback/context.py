"""Which message caused a row, and what it was about."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Base

RowT = TypeVar("RowT", bound=Base)


@dataclass(frozen=True)
class MessageContext:
    """A citizen's message, the agency and service it is about, and the citizen if they are known."""

    conversation_id: uuid.UUID
    message_id: uuid.UUID
    agency_id: str
    service_id: str | None
    citizen_id: uuid.UUID | None = None
    channel: str = "web"
    language: str = "en"

    def columns(self) -> dict[str, Any]:
        """The values of the columns that :class:`bot.feedback.tables.FromMessage` declares."""
        return {
            "conversation_id": self.conversation_id,
            "message_id": self.message_id,
            "agency_id": self.agency_id,
            "service_id": self.service_id,
            "citizen_id": self.citizen_id,
        }


def once(
    db_session: Session,
    table: type[RowT],
    message_id: uuid.UUID,
    ordinal: int,
    make: Callable[[], RowT],
) -> RowT:
    """The row of this message and ordinal; made now unless an earlier run of the same turn made it."""
    row = db_session.scalar(
        select(table).where(
            table.message_id == message_id,  # type: ignore[attr-defined]
            table.ordinal == ordinal,  # type: ignore[attr-defined]
        )
    )
    if row is None:
        row = make()
        db_session.add(row)
        db_session.flush()
    return row
