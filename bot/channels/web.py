"""The channel ``web``: our own connector between the web process and Rasa.

It answers only when the turn is stored, reads the answer back from the stored rows, and so gives a repeated
message its first answer, byte for byte. See docs/adr/0004 for why Rasa's REST channel could not do this.
"""

import asyncio
import datetime as dt
import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

import structlog
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.incoming import Incoming, MalformedMessageError, parse_incoming
from bot.channels.tracker_stores import without_fail_safe
from bot.channels.validation import check_the_schema_once
from bot.db import Database
from bot.logs import keep_message_text_out_of_logs
from bot.settings import Settings, get_settings
from bot.transcripts.claims import (
    Claim,
    claim_message,
    drop_claims_of_earlier_starts,
    find_button,
    find_offered,
    find_turn,
)
from bot.transcripts.store import as_message
from bot.transcripts.tables import Button, Turn

log = structlog.get_logger()

Handler = Callable[[UserMessage], Awaitable[Any]]

_AT_ONCE = 4
"""Turns that are worked on at the same time; the others wait in the order they came. One process cannot do
more anyway, and who waits for SQLite's write lock gets it by luck, some after seconds.
"""
_SLOT = "assistant-0"
"""The place of this process. There is one assistant process; a restarted one takes the same place."""

_REFUSALS = {
    Claim.BUSY: (503, "busy"),
    Claim.FOREIGN: (409, "message id used in another conversation"),
    Claim.NO_CONVERSATION: (404, "no such conversation"),
}


class WebOutput(OutputChannel):
    """Sends nothing: the answer is read from the stored turn."""

    @classmethod
    def name(cls) -> str:
        """The name that ``channel: web`` response variants refer to."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Leave the message to the tracker store."""


class WebInput(InputChannel):
    """The input side of the channel ``web``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._owner = f"{_SLOT}:{uuid.uuid4()}"
        self._lease = dt.timedelta(seconds=settings.claim_lease)
        self._turn_locks: WeakValueDictionary[uuid.UUID, asyncio.Lock] = WeakValueDictionary()
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._database: Database | None = None

    @classmethod
    def name(cls) -> str:
        """The name of the channel."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WebInput":
        """Made by Rasa from credentials.yml; everything it needs is in the settings."""
        keep_message_text_out_of_logs()
        check_the_schema_once()
        return cls(get_settings())

    def get_output_channel(self) -> OutputChannel:
        """What a message from staff is sent to."""
        return WebOutput()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes: ``GET /`` for readiness, ``POST /webhook`` for one turn."""
        blueprint = Blueprint("web_channel", __name__)

        @blueprint.listener("after_server_start")
        async def _start(app: Sanic, _: Any) -> None:
            await self._connect()

        @blueprint.get("/")
        async def _ready(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            ready = agent is not None and agent.is_ready()
            return json({"ready": ready}, status=200 if ready else 503)

        @blueprint.post("/webhook")
        async def _receive(request: Request) -> HTTPResponse:
            without_fail_safe(request.app.ctx.agent)
            return await self._receive(request, on_new_message)

        return blueprint

    async def _connect(self) -> Database:
        if self._database is None:
            self._database = Database(self._settings.async_database_url())
            await self._database.write(drop_claims_of_earlier_starts, _SLOT, self._owner)
        return self._database

    async def _receive(self, request: Request, on_new_message: Handler) -> HTTPResponse:
        try:
            incoming = parse_incoming(request.body)
        except MalformedMessageError as error:
            return _problem(422, str(error))
        lock = self._turn_locks.setdefault(incoming.conversation_id, asyncio.Lock())
        try:
            async with asyncio.timeout(self._settings.turn_deadline), lock, self._places:
                return await self._answer_once(incoming, on_new_message)
        except Exception as error:
            # Whatever went wrong, nothing was stored, so the sender keeps the message and tries again.
            log.error(
                "turn.failed", error=type(error).__name__, message_id=str(incoming.message_id)
            )
            return _problem(503, "not stored")

    async def _answer_once(self, incoming: Incoming, on_new_message: Handler) -> HTTPResponse:
        database = await self._connect()
        turn = await database.read(find_turn, incoming.message_id)
        if turn is not None:
            return _first_answer(turn, incoming)
        message = await self._user_message(database, incoming)
        if message is None:
            return _problem(404, "no such button")
        claim = await database.write(
            claim_message,
            incoming.message_id,
            incoming.conversation_id,
            self._owner,
            self._lease,
        )
        if claim is not Claim.TAKEN:
            return _problem(*_REFUSALS[claim])
        await on_new_message(message)
        turn = await database.read(find_turn, incoming.message_id)
        return _problem(503, "not stored") if turn is None else json(_as_answer(turn))

    async def _user_message(self, database: Database, incoming: Incoming) -> UserMessage | None:
        text, parse_data = incoming.text, None
        button = await self._button_meant(database, incoming)
        if button is not None:
            text, parse_data = button.title, _parse_data_of_button(button.title, button.payload)
        elif incoming.button is not None:
            return None
        return UserMessage(
            text=text,
            output_channel=WebOutput(),
            sender_id=str(incoming.conversation_id),
            parse_data=parse_data,
            input_channel=self.name(),
            message_id=str(incoming.message_id),
            metadata=incoming.metadata,
        )

    @staticmethod
    async def _button_meant(database: Database, incoming: Incoming) -> Button | None:
        """The button that was pressed, or whose title was typed."""
        if incoming.button is not None:
            return await database.read(find_button, incoming.button, incoming.conversation_id)
        return await database.read(find_offered, incoming.text or "", incoming.conversation_id)


def _parse_data_of_button(title: str, payload: dict[str, Any]) -> dict[str, Any]:
    """What NLU would have said: a turn that begins with a button does not pass through it."""
    return {
        "text": title,
        "intent": {"name": payload["intent"], "confidence": 1.0},
        "intent_ranking": [],
        "entities": payload.get("entities", []),
        "services": payload.get("services", []),
        "personal_data": [],
        "crisis": None,
        "from_button": True,
    }


def _first_answer(turn: Turn, incoming: Incoming) -> HTTPResponse:
    if turn.conversation_id != incoming.conversation_id:
        return _problem(*_REFUSALS[Claim.FOREIGN])
    return json({**_as_answer(turn), "repeated": True})


def _as_answer(turn: Turn) -> dict[str, Any]:
    return {
        "turn_id": str(turn.id),
        "repeated": False,
        "messages": [as_message(utterance) for utterance in turn.utterances],
    }


def _problem(status: int, reason: str) -> HTTPResponse:
    return json({"error": reason}, status=status)
