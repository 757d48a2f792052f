"""``assistant forget-expired``: delete now what has passed its end, as the web process does by itself."""

from __future__ import annotations

import asyncio

from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.model import Policy
from bot.cli.errors import CannotRunError
from bot.cli.published import published
from bot.cli.store import CANNOT_USE
from bot.cli.tables import print_facts
from bot.db import Database
from bot.rights.retention import Forgotten, forget_expired
from bot.settings import Settings

_LOG_NOT_EMPTIED = (
    "Somebody was reading, so the database's own log still holds what was deleted: run this again."
)


def forget(settings: Settings, console: Console) -> bool:
    """Delete it and print how much; returns whether nothing of it is left, in the log neither.

    Raises:
        CannotRunError: the content has faults, or the database cannot be used.
    """
    policy = published(settings).policy
    try:
        done = asyncio.run(_forgotten(settings, policy))
    except (SQLAlchemyError, OSError):
        # Not the error's own text: it holds the statement, and may hold values.
        raise CannotRunError(CANNOT_USE) from None
    if any(done.counts.values()):
        print_facts(console, [(name, f"{count:,}") for name, count in done.counts.items() if count])
    else:
        console.print("Nothing had expired.")
    if not done.log_emptied:
        console.print(_LOG_NOT_EMPTIED)
    return done.log_emptied


async def _forgotten(settings: Settings, policy: Policy) -> Forgotten:
    database = Database(settings.async_database_url())
    try:
        return await forget_expired(database, policy)
    finally:
        await database.close()
