"""A citizen who talks with the actions themselves: Rasa's part is played, everything behind it is real.

Every turn is run twice, as after a crash between the action and the save. Both runs must say the same, set
the same slots and leave the same rows: so each test of a dialogue is a test of that, too.
"""

import json
import uuid
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Base
from bot.transcripts.tables import Conversation

ROOT = Path(__file__).parents[2]
EventDict = dict[str, Any]


@cache
def rules() -> dict[str, str]:
    """The action for each intent, as data/rules says outside the form."""
    found = {}
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            steps = rule["steps"]
            if "condition" not in rule and "intent" in steps[0]:
                found[steps[0]["intent"]] = steps[1]["action"]
    return found


@cache
def slot_names() -> list[str]:
    """Every slot of the domain."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return list(domain["slots"])


def registered_actions() -> ActionExecutor:
    """The actions as the action server finds them."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


class Answer:
    """What the assistant said in one turn."""

    def __init__(self, messages: list[EventDict], events: list[EventDict]) -> None:
        self.messages = messages
        self.events = events

    @property
    def text(self) -> str:
        """All texts."""
        return "\n\n".join(message["text"] for message in self.messages)

    @property
    def kinds(self) -> list[str]:
        """The kinds of the messages, in order."""
        return [message["custom"]["kind"] for message in self.messages]

    @property
    def titles(self) -> list[str]:
        """The titles of all buttons, in order."""
        return [button["title"] for message in self.messages for button in message["buttons"]]

    @property
    def service(self) -> str | None:
        """The service that the answer comes from."""
        sources = [message["custom"]["source"] for message in self.messages]
        return next((source["service_id"] for source in sources if source), None)

    def button(self, title: str) -> EventDict:
        """The payload of the button with this title."""
        for message in self.messages:
            for button in message["buttons"]:
                if button["title"] == title:
                    payload: EventDict = json.loads(button["payload"])
                    return payload
        raise AssertionError(f"no button {title!r} among {self.titles}")


class Talk:
    """One conversation with the actions."""

    def __init__(
        self,
        engine: Any,
        executor: ActionExecutor,
        pseudonym: str | None,
        conversation_id: uuid.UUID,
    ) -> None:
        self.conversation_id = conversation_id
        self.engine = engine
        self.slots: EventDict = dict.fromkeys(slot_names())
        self.events: list[EventDict] = []
        self.active_loop: str | None = None
        self.pseudonym = pseudonym
        self.agency_id = "council"
        self.language = "en"
        self.last = Answer([], [])
        self._executor = executor
        self._rules = rules()
        self._latest: EventDict = {}

    def open(self, agency_id: str = "council") -> None:
        """Make the conversation's row, as the web process does."""
        self.agency_id = agency_id
        with Session(self.engine) as session, session.begin():
            session.add(
                Conversation(
                    id=self.conversation_id,
                    agency_id=agency_id,
                    channel="web",
                    token_hash=uuid.uuid4().hex * 2,
                )
            )

    async def say(self, text: str, intent: str, **parse: Any) -> Answer:
        """Type a message, understood as `intent`; `services` is given as {id: score}."""
        services = [
            {"service_id": service_id, "score": score}
            for service_id, score in parse.pop("services", {}).items()
        ]
        self._hear(text, intent, services=services, **{"personal_data": [], **parse})
        return await self._run(self._rules[intent])

    async def press(self, title: str) -> Answer:
        """Press a button of the last answer."""
        return await self.press_payload(title, self.last.button(title))

    async def press_payload(self, title: str, payload: EventDict) -> Answer:
        """Press a button of any answer."""
        entities = payload.get("entities", [])
        self._hear(title, payload["intent"], entities=entities, personal_data=[], from_button=True)
        return await self._run(self._rules[payload["intent"]])

    async def fill(
        self, text: str, intent: str, form: str = "contact_form", **parse: Any
    ) -> Answer:
        """Type a message while the form is active: what its validation makes of it."""
        self._hear(text, intent, **{"personal_data": [], **parse})
        self.active_loop = form
        return await self._run(f"validate_{form}")

    async def fill_by_button(self, title: str, form: str) -> Answer:
        """Press a button of the last answer while the form is active."""
        payload = self.last.button(title)
        entities = payload["entities"]
        self._hear(title, payload["intent"], entities=entities, personal_data=[], from_button=True)
        self.active_loop = form
        return await self._run(f"validate_{form}")

    async def action(self, name: str) -> Answer:
        """Run one more action in the same turn."""
        return await self._run(name)

    def rows(self, table: type[Base]) -> list[Any]:
        """Every row of a table, the oldest first where it has a time."""
        with Session(self.engine, expire_on_commit=False) as session:
            found = list(session.scalars(select(table)))
        return sorted(found, key=lambda row: getattr(row, "created_at", 0) or 0)

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table, comparable."""
        with self.engine.connect() as connection:
            return {
                table.name: sorted(map(repr, connection.execute(select(table)).all()))
                for table in Base.metadata.sorted_tables
            }

    def _hear(self, text: str, intent: str, **parse: Any) -> None:
        self._latest = {
            "text": text,
            "intent": {"name": intent, "confidence": parse.pop("confidence", 0.95)},
            "message_id": str(uuid.uuid4()),
            "metadata": {
                "agency_id": self.agency_id,
                "citizen_pseudonym": self.pseudonym,
                "language": self.language,
            },
            "entities": [],
            "services": [],
            "crisis": None,
            **parse,
        }
        self.events.append({"event": "user", "text": text, "input_channel": "web"})

    def _tracker(self) -> Tracker:
        loop = {"name": self.active_loop} if self.active_loop else {}
        state = {
            "sender_id": str(self.conversation_id),
            "slots": dict(self.slots),
            "latest_message": self._latest,
            "events": [*self.events],
            "active_loop": loop,
        }
        return Tracker.from_dict(json.loads(json.dumps(state)))

    async def _run(self, name: str) -> Answer:
        first = await self._once(name)
        rows = self.everything()
        again = await self._once(name)
        assert again.messages == first.messages, "a turn that is run again says something else"
        assert again.events == first.events, "a turn that is run again remembers something else"
        assert self.everything() == rows, "a turn that is run again writes something else"
        self._apply(first)
        self.last = first
        return first

    async def _once(self, name: str) -> Answer:
        dispatcher = CollectingDispatcher()
        action = self._executor.actions[name]
        events = await action(dispatcher, self._tracker(), {})
        return Answer(dispatcher.messages, events)

    def _apply(self, answer: Answer) -> None:
        self.events += [event for event in answer.events if event["event"] == "slot"]
        for message in answer.messages:
            data = {"buttons": message["buttons"], "custom": message["custom"]}
            self.events.append({"event": "bot", "text": message["text"], "data": data})
        for event in answer.events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
