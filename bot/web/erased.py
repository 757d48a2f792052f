"""What was erased must not live on in the database's own log."""

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database

log = structlog.get_logger()


async def empty_log(database: Database) -> None:
    """Empty it as far as possible. It never fails: the rows themselves are gone already."""
    try:
        done = await database.empty_log()
    except SQLAlchemyError:
        done = False
    if not done:
        log.warning("store.log_not_emptied")
