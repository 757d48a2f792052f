"""Whether the process is alive, and whether a message would get an answer."""

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.transcripts.store import is_there
from bot.web.keys import DATABASE, RELAY

log = structlog.get_logger()


async def is_live(request: web.Request) -> web.Response:
    """``GET /health``: 200 as long as the process answers."""
    return web.json_response({"live": True})


async def is_ready(request: web.Request) -> web.Response:
    """``GET /ready``: 200 when the assistant and the database are there, else 503 saying which is not."""
    parts = {
        "assistant": await request.app[RELAY].is_ready(),
        "database": await _database_is_there(request),
    }
    ready = all(parts.values())
    return web.json_response({"ready": ready, **parts}, status=200 if ready else 503)


async def _database_is_there(request: web.Request) -> bool:
    try:
        return await request.app[DATABASE].read(is_there)
    except (SQLAlchemyError, OSError) as error:
        log.error("store.away", error=type(error).__name__)
        return False
