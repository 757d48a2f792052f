"""The web application: what it holds, how it starts and stops, and its routes."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

from bot.db import Database
from bot.settings import Settings
from bot.web.chat.routes import ROUTES
from bot.web.content import Content
from bot.web.erased import empty_log
from bot.web.errors import answer_errors
from bot.web.forgetting import forget_in_background
from bot.web.gates import Gates
from bot.web.health import is_live, is_ready
from bot.web.keys import CONTENT, DATABASE, GATES, RELAY, SETTINGS, STREAMS
from bot.web.logs import log_requests, quiet_loop_error
from bot.web.relay import Relay
from bot.web.rendering import STATIC_DIR, set_up_templates
from bot.web.security import STATIC, add_security_headers
from bot.web.streams import Streams


def init_app(settings: Settings) -> web.Application:
    """The application. Raises when the published content is broken, naming file, entry and reason."""
    content = Content(settings.content_dir)
    app = web.Application(
        client_max_size=content.limits.body_bytes,
        middlewares=[log_requests, answer_errors],
        # aiohttp answers what it cannot unpack before any middleware, and not with a problem document.
        handler_args={"auto_decompress": False},
    )
    app[SETTINGS] = settings
    app[CONTENT] = content
    app[GATES] = Gates(content)
    app[STREAMS] = Streams()
    app.cleanup_ctx.extend([_quiet_loop, _database, forget_in_background, _relay])
    app.on_response_prepare.append(add_security_headers)
    # Streams would keep the process from stopping.
    app.on_shutdown.append(_end_streams)
    set_up_templates(app)
    app.add_routes(ROUTES)
    app.add_routes([web.get("/health", is_live), web.get("/ready", is_ready)])
    app.router.add_static(STATIC, STATIC_DIR)
    return app


async def _database(app: web.Application) -> AsyncIterator[None]:
    app[DATABASE] = Database(app[SETTINGS].async_database_url())
    # A process that was killed while it erased something had no time for this.
    await empty_log(app[DATABASE])
    yield
    await app[DATABASE].close()


async def _relay(app: web.Application) -> AsyncIterator[None]:
    settings = app[SETTINGS]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http_session:
        app[RELAY] = Relay(http_session, settings.rasa_url, settings.turn_deadline)
        yield


async def _quiet_loop(app: web.Application) -> AsyncIterator[None]:
    asyncio.get_running_loop().set_exception_handler(quiet_loop_error)
    yield


async def _end_streams(app: web.Application) -> None:
    app[STREAMS].end_all()
