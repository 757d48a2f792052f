"""One turn at work: what was said, what is known, and what is to be answered and kept."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from bot.catalogue import opening
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.model import Agency
from bot.catalogue.timing import TimeStatement
from bot.dialogue.crisis import CrisisBook
from bot.dialogue.listening import Listening
from bot.dialogue.message import Message
from bot.dialogue.replies import Button, Kind, Reply, without_repeats
from bot.dialogue.report_words import ReportWords
from bot.dialogue.state import Awaiting, State, Withheld
from bot.feedback.context import MessageContext
from bot.feedback.instruments import Instrument
from bot.segments.facts import Fact


@dataclass(frozen=True)
class Content:
    """Everything agencies publish, read at one moment."""

    catalogue: Catalogue
    instrument: Instrument
    listening: Listening
    crisis: CrisisBook
    reporting: ReportWords


@dataclass(frozen=True)
class Surroundings:
    """What is around a message in its conversation.

    `said_last` are the assistant's messages of the turn before, `said_now` those of this turn so far;
    `in_form` that a form is being filled, `form` its name, `asked_for` the slot it asked for; `form_returns`
    that the form speaks again after something else was answered; `form_unfilled` that what was typed did
    not answer its question.
    """

    said_last: tuple[Reply, ...] = ()
    said_now: tuple[Reply, ...] = ()
    in_form: bool = False
    form: str | None = None
    asked_for: str | None = None
    form_returns: bool = False
    form_unfilled: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a turn. `link_to` is a citizen to whom the conversation now belongs."""

    replies: tuple[Reply, ...]
    slots: dict[str, Any]
    link_to: uuid.UUID | None = None
    next_action: str | None = None


@dataclass(repr=False)
class Turn:
    """The working table of one turn. Handlers read the message, change the state and add replies."""

    message: Message
    state: State
    content: Content
    now: dt.datetime
    db_session: Session
    secret: str
    around: Surroundings = field(default_factory=Surroundings)
    citizen_id: uuid.UUID | None = None
    awaited: Awaiting | None = None
    """What the assistant was waiting for when the message came; the state holds what it waits for next."""
    remembered: tuple[Fact, ...] = ()
    """What a citizen who agreed to it is remembered by."""
    link_to: uuid.UUID | None = None
    next_action: str | None = None
    replies: list[Reply] = field(default_factory=list)
    turned_to: str | None = None
    """Whom this message asks for, when that changed: `self`, or who it is."""
    new_facts: list[Fact] = field(default_factory=list)
    """What this message told about the speaker that was not known before."""
    promises: list[TimeStatement] = field(default_factory=list)
    """Every sentence about time that is said in this turn, for the ledger."""
    withheld: Withheld | None = None
    """That this message is kept elsewhere, and what it is."""
    ask_now: str | None = None
    """The moment (before, after) for which a question of the survey may follow in this turn."""

    def withhold(self, kind: str) -> None:
        """Keep the text of this message out of the transcript: it is kept elsewhere, for staff alone.

        Of several things that one message is, the first is told.
        """
        if self.withheld is None:
            self.withheld = Withheld(message_id=str(self.message.message_id), kind=kind)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of this turn."""
        return self.content.catalogue

    @property
    def host(self) -> Agency:
        """The agency whose site or channel hosts the conversation."""
        return self.catalogue.agencies[self.message.agency_id]

    @property
    def agency(self) -> Agency:
        """The agency of the service that is spoken of, else the host."""
        service_id = self.state.service_id
        return self.catalogue.agency_of(service_id) if service_id else self.host

    def words(self, key: str, **values: object) -> str:
        """A sentence of the wording."""
        return self.catalogue.wording.get(key, **values)

    def say(
        self,
        key: str,
        *,
        kind: Kind = "note",
        buttons: Iterable[Button] = (),
        **values: object,
    ) -> None:
        """Add a message from the wording."""
        self.reply(self.words(key, **values), kind=kind, buttons=buttons)

    def reply(
        self,
        text: str,
        *,
        kind: Kind = "note",
        buttons: Iterable[Button] = (),
        source: dict[str, Any] | None = None,
    ) -> None:
        """Add a message."""
        self.replies.append(Reply(text, kind, without_repeats(buttons), source))

    def context(self, service_id: str | None) -> MessageContext:
        """Who caused a row about a service (or about none), for the feedback store."""
        agency = self.catalogue.agency_of(service_id) if service_id else self.host
        return MessageContext(
            conversation_id=self.message.conversation_id,
            message_id=self.message.message_id,
            agency_id=agency.id,
            service_id=service_id,
            citizen_id=self.citizen_id,
            channel=self.message.channel,
            language=self.message.language,
        )

    def opening_hours(self, agency: Agency) -> str:
        """Whether an agency can be reached now, and when next."""
        sentences = opening.opening_sentences(
            agency.opening_hours, agency, self.now, self.catalogue.wording
        )
        return " ".join(sentences)

    def service_name(self, service_id: str) -> str:
        """The name of a service."""
        return self.catalogue.services[service_id].name
