"""The tracker store that is also the transcript.

One save a turn, one transaction: Rasa's events and the rows the console reads are both written, masked,
or neither is. See docs/adr/0002.
"""

import asyncio
import json
import uuid
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session, sessionmaker

from bot.db import WRITING, make_engine
from bot.settings import get_settings
from bot.transcripts.masking import EventDict, mask_events
from bot.transcripts.record import record_events
from bot.transcripts.sessions import StoredTracker, folded

_EVENTS = SQLTrackerStore.SQLEvent.__table__


class TranscriptTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store, on our engine, masked, and with the transcript in the same transaction.

    The tables are made by the migrations, never here. Failures are raised: whoever asked for the save
    must know that nothing was stored.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """Connect to the database of the settings; ``host`` is Rasa's and is not used."""
        self.engine = make_engine(get_settings().sync_database_url())
        self.sessionmaker = sessionmaker(bind=self.engine)
        self._writing = sessionmaker(bind=self.engine.execution_options(**WRITING))
        TrackerStore.__init__(self, domain, event_broker, **kwargs)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> DialogueStateTracker | None:
        # In a thread: a waiting database must not stop every other conversation.
        return await asyncio.to_thread(self._load, sender_id, fetch_events_from_all_sessions)

    def _load(self, sender_id: str, all_sessions: bool) -> DialogueStateTracker | None:
        with self.sessionmaker() as db_session:
            stored = db_session.scalars(_stored_events(sender_id, all_sessions=all_sessions))
            events = [json.loads(data) for data in stored]
        if not events:
            return None
        return StoredTracker.of(sender_id, events, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what is new in the tracker, masked, and then tell the event broker.

        Raises EmptyTurnError, UnknownConversationError, or SQLAlchemy's error; nothing is stored then.
        """
        masked = await asyncio.to_thread(self._save, tracker)
        if self.event_broker:
            for event in masked:
                self.event_broker.publish({"sender_id": tracker.sender_id, **event})

    def _save(self, tracker: DialogueStateTracker) -> list[EventDict]:
        with self._writing.begin() as db_session:
            stored = _count_of_stored(db_session, tracker)
            before, new = _split(tracker.events, stored)
            masked = mask_events([event.as_dict() for event in new])
            session = folded(tracker.sender_id, before, new, self.domain.slots)
            rows = [*(event.as_dict() for event in session), *masked]
            if rows:
                db_session.execute(insert(_EVENTS), [_row(tracker.sender_id, row) for row in rows])
            self._record(db_session, tracker, masked)
        if isinstance(tracker, StoredTracker):
            tracker.stored = stored + len(new)
        return masked

    def _record(
        self, db_session: Session, tracker: DialogueStateTracker, masked: list[EventDict]
    ) -> None:
        record_events(
            db_session,
            uuid.UUID(tracker.sender_id),
            masked,
            may_be_silent=tracker.is_paused(),
        )


def _stored_events(sender_id: str, *, all_sessions: bool) -> Select[tuple[str]]:
    """What is stored of a conversation since its latest session began, or of all of it; oldest first."""
    found = select(_EVENTS.c.data).where(_EVENTS.c.sender_id == sender_id).order_by(_EVENTS.c.id)
    if all_sessions:
        return found
    starts = select(func.max(_EVENTS.c.id)).where(
        _EVENTS.c.sender_id == sender_id, _EVENTS.c.type_name == SessionStarted.type_name
    )
    return found.where(_EVENTS.c.id >= func.coalesce(starts.scalar_subquery(), 0))


def _count_of_stored(db_session: Session, tracker: DialogueStateTracker) -> int:
    """How many of a tracker's events are stored; counted only when it was not loaded from here."""
    if isinstance(tracker, StoredTracker):
        return tracker.stored
    return len(db_session.scalars(_stored_events(tracker.sender_id, all_sessions=False)).all())


def _split(events: Iterable[Event], stored: int) -> tuple[list[Event], list[Event]]:
    every = list(events)
    return every[:stored], every[stored:]


def _row(sender_id: str, event: EventDict) -> dict[str, Any]:
    intent = (event.get("parse_data") or {}).get("intent") or {}
    return {
        "sender_id": sender_id,
        "type_name": event["event"],
        "timestamp": event.get("timestamp"),
        "intent_name": intent.get("name"),
        "action_name": event.get("name"),
        "data": json.dumps(event),
    }
