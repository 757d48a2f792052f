"""The promise ledger: each sentence about time that a citizen was told, with the evidence of that day."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy.orm import Session

from bot.catalogue.timing import TimeStatement
from bot.feedback.context import MessageContext, once
from bot.feedback.tables import Promise


def record_promises(
    db_session: Session, context: MessageContext, statements: Sequence[TimeStatement]
) -> None:
    """Write one row a statement, in the order they were said."""
    for ordinal, statement in enumerate(statements):
        make = partial(_row, context, statement, ordinal)
        once(db_session, Promise, context.message_id, ordinal, make)


def _row(context: MessageContext, statement: TimeStatement, ordinal: int) -> Promise:
    return Promise(
        **context.columns(),
        ordinal=ordinal,
        kind=statement.kind,
        text=statement.sentence,
        standard_id=statement.standard_id,
        standard_version=statement.standard_version,
        low=statement.low,
        high=statement.high,
        unit=statement.unit,
        basis_n=statement.basis_n,
        basis_met=statement.n_met,
        period_start=statement.period_start,
        period_end=statement.period_end,
        data_as_of=statement.data_as_of,
    )
