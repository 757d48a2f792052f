"""Logs of the web process: JSON lines on standard output, without a word anybody wrote."""

import json
import logging
import sys
import time
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.db import now
from bot.logs import keep_harmless_fields

log = structlog.get_logger()


class Lines(logging.Formatter):
    """Formats other libraries' records: what kind of thing happened, and not what it was about.

    The arguments of a record and the text of an exception can quote a request, so they are left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        entry: dict[str, Any] = {
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": now().isoformat(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            entry["error"] = record.exc_info[0].__name__
        return json.dumps(entry)


def configure_logs() -> None:
    """Set up structlog and the standard library's logging for this process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _without_words(_: Any, method: str, entry: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return keep_harmless_fields(_, method, dict(entry))


def quiet_loop_error(_: Any, context: dict[str, Any]) -> None:
    """An asyncio exception handler: asyncio's own writes the text of the exception."""
    error = context.get("exception")
    log.error("loop.error", error=type(error).__name__ if error else "unknown")


@web.middleware
async def log_requests(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Middleware: one line a request, with the route's pattern and never the address or the query."""
    started = time.monotonic()
    response = await handler(request)
    log.info(
        "request",
        method=request.method,
        path=_route(request),
        status=response.status,
        seconds=round(time.monotonic() - started, 4),
    )
    return response


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "none"
