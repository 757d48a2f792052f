"""Deletes what has passed its end: once at the start and then again and again, beside everything else."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.model import Policy
from bot.db import Database
from bot.rights.retention import forget_expired
from bot.web.keys import CONTENT, DATABASE

log = structlog.get_logger()

_SECONDS_IN_DAY = 86_400
_SHORTEST_WAIT = 60.0
"""Seconds. However often an agency wants it, citizens come first."""


async def forget_in_background(app: web.Application) -> AsyncIterator[None]:
    """Begin with the application and end with it; several processes may do this at once."""
    task = asyncio.create_task(_again_and_again(app))
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _again_and_again(app: web.Application) -> None:
    while True:
        policy = app[CONTENT].policy
        await forget(app[DATABASE], policy)
        days = float(policy.forget_expired_every.in_days())
        await asyncio.sleep(max(_SHORTEST_WAIT, days * _SECONDS_IN_DAY))


async def forget(database: Database, policy: Policy) -> None:
    """Delete it once. It never fails: what could not be deleted now is deleted the next time."""
    try:
        done = await forget_expired(database, policy)
    except (SQLAlchemyError, OSError) as error:
        # Only the kind: the text of the error may quote what was to be deleted.
        log.error("store.not_forgotten", error=type(error).__name__)
        return
    log.info("store.forgotten", rows=sum(done.counts.values()))
    if not done.log_emptied:
        log.warning("store.log_not_emptied")
