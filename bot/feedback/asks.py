"""Asks: when a question may be put to a citizen, and what became of it.

The rules, all from the instrument's limits: at most so many a conversation, both of one drawn pair about
one service; the after-question only where its before-question was put; nobody who was asked lately is
asked again. Every ask is a row, so that silence is counted too.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db import now
from bot.feedback.context import MessageContext, once
from bot.feedback.instruments import Instrument, Item, draw_pair
from bot.feedback.tables import Ask


@dataclass(frozen=True)
class AskToPut:
    """A question that may be put now."""

    instrument: Instrument
    item: Item
    pair_id: str
    moment: str
    probability: float
    service_id: str


def next_ask(
    db_session: Session, instrument: Instrument, context: MessageContext, moment: str
) -> AskToPut | None:
    """The question to put at this moment (``before`` or ``after``), or ``None`` when there is none.

    Asks of this very message do not count: a turn that is run again decides as it did at first.
    """
    earlier = _asks_of_conversation(db_session, context)
    if len(earlier) >= instrument.limits.max_asks_per_conversation:
        return None
    if moment == "before":
        return _before(db_session, instrument, context, earlier)
    return _after(instrument, context, earlier)


def place_ask(
    db_session: Session, context: MessageContext, ask: AskToPut, ordinal: int = 0
) -> uuid.UUID:
    """Write the row of a question that is put in this turn; returns its id."""

    def make() -> Ask:
        columns = context.columns() | {"service_id": ask.service_id}
        return Ask(
            **columns,
            ordinal=ordinal,
            instrument_id=ask.instrument.id,
            instrument_version=ask.instrument.version,
            pair_id=ask.pair_id,
            item_id=ask.item.id,
            item_version=ask.item.version,
            moment=ask.moment,
            probability=ask.probability,
        )

    return once(db_session, Ask, context.message_id, ordinal, make).id


def pending_ask(db_session: Session, context: MessageContext) -> Ask | None:
    """The question this conversation has not answered yet, put before this message."""
    return db_session.scalar(
        select(Ask)
        .where(
            Ask.conversation_id == context.conversation_id,
            Ask.message_id != context.message_id,
            Ask.outcome == "pending",
        )
        .order_by(Ask.created_at.desc())
        .limit(1)
    )


def resolve_ask(db_session: Session, ask_id: uuid.UUID, outcome: str) -> None:
    """Say what became of an ask: answered, declined or ignored. An answered one stays answered."""
    db_session.execute(
        update(Ask)
        .where(Ask.id == ask_id, Ask.outcome != "answered")
        .values(outcome=outcome, resolved_at=now())
    )


def find_ask(db_session: Session, ask_id: uuid.UUID, conversation_id: uuid.UUID) -> Ask | None:
    """An ask of this conversation; ``None`` for anybody else's."""
    ask = db_session.get(Ask, ask_id)
    return ask if ask is not None and ask.conversation_id == conversation_id else None


def _asks_of_conversation(db_session: Session, context: MessageContext) -> list[Ask]:
    found = db_session.scalars(
        select(Ask)
        .where(
            Ask.conversation_id == context.conversation_id,
            Ask.message_id != context.message_id,
        )
        .order_by(Ask.created_at)
    )
    return list(found)


def _before(
    db_session: Session, instrument: Instrument, context: MessageContext, earlier: list[Ask]
) -> AskToPut | None:
    if earlier or context.service_id is None or _asked_lately(db_session, instrument, context):
        return None
    drawn = draw_pair(instrument, context.conversation_id)
    item = instrument.items[drawn.pair.before]
    return AskToPut(
        instrument, item, drawn.pair.id, "before", drawn.probability, context.service_id
    )


def _after(instrument: Instrument, context: MessageContext, earlier: list[Ask]) -> AskToPut | None:
    if len(earlier) != 1 or earlier[0].moment != "before" or earlier[0].service_id is None:
        return None
    first = earlier[0]
    drawn = draw_pair(instrument, context.conversation_id)
    if drawn.pair.id != first.pair_id:
        return None
    item = instrument.items[drawn.pair.after]
    return AskToPut(
        instrument, item, first.pair_id, "after", drawn.probability, str(first.service_id)
    )


def _asked_lately(db_session: Session, instrument: Instrument, context: MessageContext) -> bool:
    if context.citizen_id is None:
        return False
    since = now() - instrument.limits.cool_down
    asked = db_session.scalar(
        select(Ask.id)
        .where(
            Ask.citizen_id == context.citizen_id,
            Ask.conversation_id != context.conversation_id,
            Ask.created_at > since,
        )
        .limit(1)
    )
    return asked is not None
