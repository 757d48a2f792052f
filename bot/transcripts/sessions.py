"""Keeps what Rasa loads of a conversation short, however long it is.

Rasa reads every event since the latest start of a session for each message, rebuilds its states from them,
and sends them all to the action server. So a session that has become long is folded: a new one starts ahead
of the turn that is being stored, with the slots as they stood. It consists of Rasa's own events, as Rasa
itself writes them when a session has expired (`ActionSessionStart`); nothing is lost, for the older events
stay where they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

EventDict = dict[str, Any]
TURNS_IN_A_SESSION = 8
"""After so many messages a session is folded. No rule of ours looks further back than one turn."""


class StoredTracker(DialogueStateTracker):
    """A tracker that knows how many of its events, counted from the first, the database holds."""

    stored = 0

    @classmethod
    def of(
        cls, sender_id: str, events: Iterable[EventDict], slots: Iterable[Slot]
    ) -> "StoredTracker":
        """The tracker of stored events, oldest first."""
        tracker: StoredTracker = cls.from_events(sender_id, [*map(_event_of, events)], slots)
        tracker.stored = len(tracker.events)
        return tracker


def folded(
    sender_id: str, before: Sequence[Event], new: Sequence[Event], slots: Iterable[Slot]
) -> list[Event]:
    """The events that start a session between the stored ones and the new; none while it is short.

    Nor while a form is filled, for Rasa ends a form with its session, nor ahead of anything but a message.
    """
    turns = sum(isinstance(event, UserUttered) for event in before)
    if turns < TURNS_IN_A_SESSION or not (new and isinstance(new[0], UserUttered)):
        return []
    tracker = DialogueStateTracker.from_events(sender_id, list(before), slots)
    if tracker.active_loop_name:
        return []
    return [*_session(tracker, before[-1].timestamp)]


def _session(tracker: DialogueStateTracker, at: float) -> Iterator[Event]:
    yield ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at)
    yield SessionStarted(timestamp=at)
    for name, slot in tracker.slots.items():
        if slot.value != slot.initial_value:
            yield SlotSet(name, slot.value, timestamp=at)
    if tracker.is_paused():
        yield ConversationPaused(timestamp=at)
    yield ActionExecuted(ACTION_LISTEN_NAME, timestamp=at)


def _event_of(stored: EventDict) -> Event:
    """An event from what is stored of it. Raises ValueError for a kind that Rasa does not know."""
    return _kind(stored["event"])._from_parameters(stored)


@cache
def _kind(name: str) -> type[Event]:
    """The class of a kind of event; Rasa looks through all of them for each event it reads."""
    kind: type[Event] | None = Event.resolve_by_type(name)
    if kind is None:
        raise ValueError(f"no kind of event is called {name!r}")
    return kind
