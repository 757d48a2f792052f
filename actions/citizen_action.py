"""From Rasa's tracker to a turn of the dialogue, and from its outcome back to Rasa's events."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.house import house
from bot.db import now
from bot.dialogue import report_draft, staff
from bot.dialogue.conversation import take_turn
from bot.dialogue.message import read_message
from bot.dialogue.replies import Button, Reply
from bot.dialogue.routes import Handler
from bot.dialogue.state import State
from bot.dialogue.turn import Outcome, Surroundings, Turn
from bot.transcripts.store import hold_conversation, link_citizen

log = structlog.get_logger(__name__)

EventDict = dict[str, Any]
_ASKED = frozenset((staff.CONTACT, *report_draft.SLOTS))
"""Slots which, set to nothing, are asked for again."""
Take = Callable[[Turn, Handler], Outcome]
TakePart = Callable[[Turn, str | None], dict[str, Any]]
"""The slots that a message fills, given the slot that was asked for."""


class TurnFailedError(Exception):
    """The turn could not be taken. It says nothing; the reason, without any text, is in the log."""


class CitizenAction(Action, ABC):
    """An action that takes one turn. The rules choose it; its handler says what it does."""

    @property
    @abstractmethod
    def handler(self) -> Handler:
        """What is done with the message."""

    @property
    def take(self) -> Take:
        """How the turn is taken; the questions of a form are taken otherwise."""
        return take_turn

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventDict]:
        """Take the turn in one transaction. Raises TurnFailedError: then nothing is said or kept."""
        outcome = await in_one_transaction(tracker, self.take, self.handler)
        for reply in outcome.replies:
            utter(dispatcher, reply)
        events = [SlotSet(name, value) for name, value in outcome.slots.items()]
        return events + ([FollowupAction(outcome.next_action)] if outcome.next_action else [])


def citizen_action(name: str, handler: Handler, take: Take = take_turn) -> type[CitizenAction]:
    """An action of this name. Keep the class in a variable: the SDK finds only what is alive."""
    members = {
        "__doc__": handler.__doc__,
        "name": lambda self: name,
        "handler": property(lambda self: handler),
        "take": property(lambda self: take),
    }
    return type(name, (CitizenAction,), members)


def form_validation(form: str, take_part: TakePart) -> type[Action]:
    """The action that takes the answers of a form. Keep the class in a variable, as above.

    What is typed is taken by `take_part`; filling no slot tells Rasa that the message is a digression.
    """

    async def run(
        self: Action, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventDict]:
        wanted = tracker.slots.get("requested_slot")

        def take(turn: Turn, _: Handler) -> Outcome:
            filled = take_part(turn, wanted)
            if turn.withheld is not None:
                filled |= {"withheld": turn.withheld.model_dump()}
            return Outcome(tuple(turn.replies), filled)

        outcome = await in_one_transaction(tracker, take, _nothing)
        for reply in outcome.replies:
            utter(dispatcher, reply)
        return [SlotSet(name, value) for name, value in outcome.slots.items()]

    name = f"validate_{form}"
    members = {"__doc__": f"Takes the answers of {form}.", "name": lambda self: name, "run": run}
    return type(name, (Action,), members)


def _nothing(_: Turn) -> None:
    """The handler of what takes no whole turn."""


async def in_one_transaction(tracker: Tracker, take: Take, handler: Handler) -> Outcome:
    """Take a turn, with everything it writes in one transaction. Raises TurnFailedError."""
    try:
        return await house().database.write(_taken, tracker, take, handler)
    except Exception as error:
        # Only the kind of the error: its text may quote the citizen.
        log.error("action.failed", error=type(error).__name__)
        raise TurnFailedError from None


def turn_of(tracker: Tracker, db_session: Session) -> Turn:
    """The turn a tracker stands at. Raises UnusableMessageError."""
    home = house()
    content = home.content.current
    channel = tracker.get_latest_input_channel() or "web"
    message = read_message(tracker.latest_message, tracker.sender_id, channel, home.host_agency)
    return Turn(
        message=message,
        state=State.from_slots(tracker.slots),
        content=replace(content, catalogue=content.catalogue.in_language(message.language)),
        now=now(),
        db_session=db_session,
        secret=home.secret,
        around=surroundings_of(tracker),
    )


def surroundings_of(tracker: Tracker) -> Surroundings:
    """What was said last, and whether a form is being filled."""
    since, before = _turns(tracker.events)
    returns = any(event.get("event") == "action_execution_rejected" for event in since)
    unfilled = any(event.get("name") in _ASKED and event.get("value") is None for event in since)
    form = (tracker.active_loop or {}).get("name")
    return Surroundings(
        said_last=tuple(_said(before)),
        said_now=tuple(_said(since)),
        in_form=form is not None,
        form=form,
        asked_for=tracker.slots.get("requested_slot"),
        form_returns=returns,
        form_unfilled=unfilled,
    )


def utter(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Say one reply."""
    dispatcher.utter_message(
        text=reply.text,
        buttons=[button.as_rasa() for button in reply.buttons],
        json_message=reply.as_custom(),
    )


def _taken(db_session: Session, tracker: Tracker, take: Take, handler: Handler) -> Outcome:
    turn = turn_of(tracker, db_session)
    if not hold_conversation(db_session, turn.message.conversation_id):
        # It was erased while the turn was running: nothing may be written about it any more.
        raise TurnFailedError
    outcome = take(turn, handler)
    if outcome.link_to is not None:
        link_citizen(db_session, turn.message.conversation_id, outcome.link_to)
    return outcome


def _turns(events: list[EventDict]) -> tuple[list[EventDict], list[EventDict]]:
    """The events since the latest message, and those between it and the message before."""
    parts: list[list[EventDict]] = [[]]
    for event in events:
        if event.get("event") == "user":
            parts.append([])
        parts[-1].append(event)
    return parts[-1], parts[-2] if len(parts) > 1 else []


def _said(events: list[EventDict]) -> Iterator[Reply]:
    for event in events:
        if event.get("event") == "bot" and event.get("text"):
            data = event.get("data") or {}
            custom = data.get("custom") or {}
            yield Reply(
                event["text"],
                custom.get("kind") or "note",
                tuple(_button(each) for each in data.get("buttons") or ()),
                custom.get("source"),
            )


def _button(button: EventDict) -> Button:
    payload = json.loads(button["payload"])
    entities = tuple((each["entity"], each["value"]) for each in payload.get("entities") or ())
    return Button(button["title"], payload["intent"], entities)
