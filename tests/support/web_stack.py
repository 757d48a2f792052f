"""The web process and the fake assistant in a thread of their own, for tests that drive a browser."""

import asyncio
import threading
import uuid
from collections.abc import Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

import bot.feedback.tables
import bot.privacy.tables
import bot.transcripts.tables  # noqa: F401 - every table must be known before they are made
from bot.db import Base, make_engine
from bot.settings import Settings
from bot.web.app import init_app
from bot.web.keys import STREAMS
from tests.support.fake_assistant import FakeAssistant

T = TypeVar("T")
_EVENTS = (
    "CREATE TABLE events "
    "(id INTEGER PRIMARY KEY, sender_id TEXT, type_name TEXT, timestamp FLOAT, data TEXT)"
)


def settings_for(folder: Path, **changes: Any) -> Settings:
    """Settings of an installation that lives in one folder."""
    changes = {"turn_deadline": 5, **changes}
    return Settings(
        secret_key="a secret of at least thirty-two characters", var_dir=folder, **changes
    )


def make_tables(settings: Settings) -> None:
    """Every table, and the one that Rasa would make."""
    engine = make_engine(settings.sync_database_url())
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(_EVENTS)
    engine.dispose()


class WebStack:
    """Started by ``with``; ``url`` is where the chat is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.assistant = FakeAssistant()
        self.url = ""

    def __enter__(self) -> "WebStack":
        make_tables(self._settings)
        self._thread.start()
        self.run(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the stack's loop and wait for it."""
        future: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(timeout=30)

    def staff_say(self, conversation_id: str, text: str) -> None:
        """Let somebody on the staff write into a conversation."""
        conversation = uuid.UUID(conversation_id)
        self.run(self.assistant.say_unasked(conversation, text))
        self._loop.call_soon_threadsafe(self._app[STREAMS].wake, conversation)

    async def _start(self) -> None:
        await self.assistant.start(self._settings.async_database_url())
        settings = self._settings.model_copy(update={"rasa_port": self.assistant.port})
        self._app = init_app(settings)
        self._runner = web.AppRunner(self._app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{_port(site)}"

    async def _stop(self) -> None:
        await self._runner.cleanup()
        await self.assistant.stop()


def _port(site: web.TCPSite) -> int:
    port: int = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    return port
