"""A stand-in for the assistant process: the connector's contract and its rows, without Rasa.

It answers from a short script, so that the web chat can be tried in milliseconds and fails on request.
"""

import asyncio
import uuid
from typing import Any

from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.privacy.masking import find_personal_data, mask
from bot.transcripts.store import as_message
from bot.transcripts.tables import Button, Conversation, Turn, Utterance

BLUE_BADGE = {
    "agency": "Ambershire Council",
    "agency_id": "council",
    "url": "https://council.ambershire.example/blue-badge",
    "assured_date": "2026-10-12",
    "service_id": "blue-badge",
}
ANSWER = {
    "text": (
        "You can get a Blue Badge if you cannot walk far, or if going out is very hard for you.\n\n"
        "1. Check that you can get one.\n2. Take a photo of your face.\n3. Fill in the form at "
        "https://council.ambershire.example/blue-badge.\n\n"
        "It costs £10. You can call the team on 01632 960110."
    ),
    "source": BLUE_BADGE,
    "kind": "answer",
}
TIME = {
    "text": (
        "We decide 8 in 10 applications within 12 weeks. From 1 July to 30 September 2026 "
        "we did that for 330 of 412."
    ),
    "source": BLUE_BADGE,
    "kind": "answer",
}
CHOICE = {
    "text": "Which of these do you mean?",
    "buttons": [
        "Apply for or renew a Blue Badge",
        "Get a resident parking permit",
        "None of these",
    ],
    "kind": "clarify",
}
CRISIS = {
    "text": (
        "If you or somebody else is in danger now, call 999.\n\n"
        "Samaritans listen day and night: 116 123."
    ),
    "kind": "crisis",
}
NOT_FOUND = {
    "text": "I do not have that. You can call Ambershire Council on 01632 960100.",
    "kind": "answer",
}


def scripted(text: str) -> list[dict[str, Any]]:
    """What the fake says to a text."""
    text = text.lower()
    for word, messages in (
        ("parking", [CHOICE]),
        ("danger", [CRISIS]),
        ("badge", [ANSWER, TIME]),
        ("none of these", [NOT_FOUND]),
    ):
        if word in text:
            return messages
    return [{"text": "You are welcome. Ask me anything else.", "kind": "answer"}]


class FakeAssistant:
    """Listens on a loopback port. Set ``away``, ``delay`` or ``broken`` to make it misbehave."""

    def __init__(self) -> None:
        self.away = False
        self.delay = 0.0
        self.broken: web.Response | None = None
        self.lose_answers = 0
        """How many turns are stored and then not answered, as when the connection breaks."""
        self.received: list[dict[str, Any]] = []
        self.parsed: list[str] = []
        self.port = 0
        self._lock = asyncio.Lock()

    async def start(self, database_url: str, port: int = 0) -> None:
        """Begin to listen; ``port`` says where."""
        self._database = Database(database_url)
        app = web.Application()
        app.router.add_get("/webhooks/web/", self._ready)
        app.router.add_post("/webhooks/web/webhook", self._receive)
        app.router.add_post("/model/parse", self._parse)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]

    async def stop(self) -> None:
        """Close the port and the database."""
        await self._runner.cleanup()
        await self._database.close()

    async def say_unasked(self, conversation_id: uuid.UUID, text: str) -> dict[str, Any]:
        """Store a message that no turn led to, as staff will; nobody is told."""
        return await self._database.write(_store_unasked, conversation_id, text)

    async def _ready(self, request: web.Request) -> web.Response:
        return web.json_response({"ready": not self.away}, status=503 if self.away else 200)

    async def _parse(self, request: web.Request) -> web.Response:
        if self.away:
            return web.json_response({}, status=503)
        text = (await request.json())["text"]
        self.parsed.append(text)
        spans = [
            {"start": span.start, "end": span.end, "kind": span.kind}
            for span in find_personal_data(text)
        ]
        return web.json_response({"personal_data": spans})

    async def _receive(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.received.append(body)
        if self.away:
            return web.json_response({"error": "not stored"}, status=503)
        if self.broken is not None:
            return self.broken
        await asyncio.sleep(self.delay)
        async with self._lock:
            status, answer = await self._database.write(_take_turn, body)
        if self.lose_answers and status == 200:
            self.lose_answers -= 1
            assert request.transport is not None
            request.transport.abort()
        return web.json_response(answer, status=status)


def _take_turn(db_session: Session, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    conversation_id, message_id = uuid.UUID(body["conversation_id"]), uuid.UUID(body["message_id"])
    turn = db_session.scalar(select(Turn).where(Turn.message_id == message_id))
    if turn is not None:
        if turn.conversation_id != conversation_id:
            return 409, {"error": "message id used in another conversation"}
        return 200, _answer(turn, repeated=True)
    conversation = db_session.get(Conversation, conversation_id)
    if conversation is None:
        return 404, {"error": "no such conversation"}
    text = body.get("text")
    if text is None:
        button = db_session.get(Button, uuid.UUID(body["button"]))
        if button is None or button.conversation_id != conversation_id:
            return 404, {"error": "no such button"}
        text = button.title
    return 200, _answer(_new_turn(db_session, conversation, message_id, text), repeated=False)


def _new_turn(
    db_session: Session, conversation: Conversation, message_id: uuid.UUID, text: str
) -> Turn:
    seq = _next_seq(db_session, conversation.id)
    messages = scripted(text)
    source = messages[0].get("source") or {}
    turn = Turn(
        conversation_id=conversation.id,
        message_id=message_id,
        seq=seq,
        text=mask(text, find_personal_data(text)),
        intent="find_service",
        confidence=0.9,
        agency_id=conversation.agency_id,
        service_id=source.get("service_id"),
    )
    db_session.add(turn)
    db_session.flush()
    for place, message in enumerate(messages, start=seq + 1):
        turn.utterances.append(_utterance(conversation.id, place, message))
    db_session.flush()
    return turn


def _utterance(conversation_id: uuid.UUID, seq: int, message: dict[str, Any]) -> Utterance:
    return Utterance(
        conversation_id=conversation_id,
        seq=seq,
        text=message["text"],
        source=message.get("source"),
        kind=message["kind"],
        buttons=[
            Button(conversation_id=conversation_id, ordinal=ordinal, title=title, payload={})
            for ordinal, title in enumerate(message.get("buttons", []))
        ],
    )


def _store_unasked(db_session: Session, conversation_id: uuid.UUID, text: str) -> dict[str, Any]:
    seq = _next_seq(db_session, conversation_id)
    utterance = _utterance(conversation_id, seq, {"text": text, "kind": "staff"})
    db_session.add(utterance)
    db_session.flush()
    return as_message(utterance)


def _next_seq(db_session: Session, conversation_id: uuid.UUID) -> int:
    last = [
        db_session.scalar(
            select(func.max(table.seq)).where(table.conversation_id == conversation_id)
        )
        for table in (Turn, Utterance)
    ]
    return max(place or 0 for place in last) + 1


def _answer(turn: Turn, *, repeated: bool) -> dict[str, Any]:
    messages = [as_message(utterance) for utterance in turn.utterances]
    return {"turn_id": str(turn.id), "repeated": repeated, "messages": messages}
