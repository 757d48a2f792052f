"""Writes the transcript rows of a turn from its masked events."""

import datetime as dt
import json
import uuid
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.transcripts.claims import release_claim
from bot.transcripts.masking import WITHHELD, EventDict
from bot.transcripts.tables import Button, Conversation, Prediction, Turn, Utterance

_NOT_A_CHOICE = {"action_listen", "action_session_start"}


class EmptyTurnError(Exception):
    """A turn in which the assistant said nothing, because the action server was away."""


class UnknownConversationError(Exception):
    """Events for a conversation that was never opened here."""


def record_events(
    db_session: Session, conversation_id: uuid.UUID, events: list[EventDict], *, may_be_silent: bool
) -> None:
    """Write conversation rows for masked events, oldest first, in the caller's transaction.

    Raises UnknownConversationError when the conversation does not exist, and EmptyTurnError when a citizen's
    message got no reply although the assistant was not paused: such a turn is not worth keeping, for the
    message will be sent again.
    """
    conversation = db_session.get(Conversation, conversation_id)
    if conversation is None:
        raise UnknownConversationError
    recorder = _Recorder(db_session, conversation)
    for event in events:
        recorder.take(event)
    if recorder.turn_is_silent and not may_be_silent:
        raise EmptyTurnError


class _Recorder:
    """Holds the place in one conversation while events are turned into rows."""

    def __init__(self, db_session: Session, conversation: Conversation) -> None:
        self._db_session = db_session
        self._conversation = conversation
        self._seq = _last_seq(db_session, conversation.id)
        self._turn: Turn | None = None
        self._predictions = 0
        self.turn_is_silent = False

    def take(self, event: EventDict) -> None:
        """Write the rows of one event, if it has any."""
        match event["event"]:
            case "user":
                self._start_turn(event)
            case "bot":
                self._add_utterance(event)
            case "action":
                self._add_prediction(event)

    def _start_turn(self, event: EventDict) -> None:
        parse_data = event["parse_data"]
        intent = parse_data.get("intent") or {}
        self._seq += 1
        self._turn = Turn(
            id=uuid.uuid4(),
            conversation_id=self._conversation.id,
            message_id=uuid.UUID(event["message_id"]),
            seq=self._seq,
            text=None if event["text"] == WITHHELD else event["text"],
            intent=intent.get("name"),
            confidence=min(1.0, max(0.0, float(intent.get("confidence") or 0.0))),
            services=parse_data.get("services") or [],
            agency_id=self._conversation.agency_id,
            from_button=bool(parse_data.get("from_button")),
            created_at=_moment(event),
        )
        self._predictions = 0
        self.turn_is_silent = True
        self._db_session.add(self._turn)
        release_claim(self._db_session, self._turn.message_id)

    def _add_utterance(self, event: EventDict) -> None:
        data = event.get("data") or {}
        custom = data.get("custom") or {}
        if not event.get("text"):
            return
        source = custom.get("source")
        self._seq += 1
        self.turn_is_silent = False
        utterance = Utterance(
            id=uuid.uuid4(),
            conversation_id=self._conversation.id,
            turn_id=self._turn.id if self._turn else None,
            seq=self._seq,
            text=event["text"],
            source=source,
            kind=custom.get("kind") or "answer",
            created_at=_moment(event),
        )
        self._db_session.add(utterance)
        self._add_buttons(utterance, data.get("buttons") or [])
        if self._turn and source:
            self._turn.agency_id = source.get("agency_id") or self._turn.agency_id
            self._turn.service_id = source.get("service_id")

    def _add_buttons(self, utterance: Utterance, buttons: list[dict[str, Any]]) -> None:
        for ordinal, button in enumerate(buttons):
            self._db_session.add(
                Button(
                    utterance_id=utterance.id,
                    conversation_id=self._conversation.id,
                    ordinal=ordinal,
                    title=button["title"],
                    payload=json.loads(button["payload"]),
                )
            )

    def _add_prediction(self, event: EventDict) -> None:
        if self._turn is None or event.get("name") in _NOT_A_CHOICE:
            return
        self._db_session.add(
            Prediction(
                turn_id=self._turn.id,
                ordinal=self._predictions,
                action=event.get("name") or "",
                policy=event.get("policy"),
                confidence=event.get("confidence"),
            )
        )
        self._predictions += 1


def _last_seq(db_session: Session, conversation_id: uuid.UUID) -> int:
    """The highest place taken so far in a conversation, by either side; 0 at the start."""
    return max(
        db_session.scalar(
            select(func.max(table.seq)).where(table.conversation_id == conversation_id)
        )
        or 0
        for table in (Turn, Utterance)
    )


def _moment(event: EventDict) -> dt.datetime:
    return dt.datetime.fromtimestamp(event["timestamp"], dt.UTC)
