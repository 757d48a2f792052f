"""Retention: what has passed its end is taken out of the database, and out of its log.

Every citizen who leaves something is told the day on which it is deleted. This is what keeps that word.
What stays is feedback that says nothing of anybody (what was expected, how satisfied somebody was, that a
problem was reported and what became of it), and the receipts of erasures.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.catalogue.model import Policy
from bot.db import Database, now
from bot.privacy.tables import Housekeeping
from bot.rights import expiry
from bot.rights.expiry import Ends, Step

TASK = "forget expired"
STEPS: dict[str, Step] = {
    "kept contacts": expiry.drop_contacts,
    "comments": expiry.drop_comments,
    "facts": expiry.drop_facts,
    "consents": expiry.drop_consents,
    "citizens": expiry.drop_citizens,
    "events": expiry.drop_events,
    "utterances": expiry.drop_utterances,
    "turns": expiry.drop_turns,
    "conversations": expiry.drop_conversations,
    "answers in own words": expiry.drop_own_words,
    "exceptions in own words": expiry.drop_conditions,
    "links to a citizen": expiry.part_from_citizens,
}
"""What is forgotten, in this order: children before what they hang on."""


@dataclass(frozen=True)
class Forgotten:
    """How much of each kind was forgotten, and whether the database's own log is empty of it too."""

    counts: dict[str, int]
    log_emptied: bool


async def forget_expired(
    database: Database, policy: Policy, at: dt.datetime | None = None
) -> Forgotten:
    """Delete everything that has passed its end, in short transactions. It is safe to run twice at once."""
    moment = at or now()
    ends = Ends(moment, policy.conversation_retention.before(moment))
    counts = {name: await _all_of(database, step, ends) for name, step in STEPS.items()}
    await database.write(_note, moment, counts)
    return Forgotten(counts, await database.empty_log())


def last_run(db_session: Session) -> dt.datetime | None:
    """When what had expired was deleted last; `None` when it never was."""
    row = db_session.get(Housekeeping, TASK)
    return row.ran_at if row else None


async def _all_of(database: Database, step: Step, ends: Ends) -> int:
    total = 0
    while gone := await database.write(step, ends):
        total += gone
    return total


def _note(db_session: Session, moment: dt.datetime, counts: dict[str, int]) -> None:
    db_session.merge(Housekeeping(task=TASK, ran_at=moment, counts=counts))
