"""What the assistant remembers of a conversation, kept in Rasa's slots of the same names."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.catalogue.model import Facet, InteractionLevel
from bot.segments.answer import AnswerRecord
from bot.segments.facts import Fact


class Awaiting(StrEnum):
    """What the assistant has asked and waits for. The asks of the survey are kept apart."""

    CHOICE = "choice"
    """Which of the services shown."""
    SERVICE = "service"
    """Which service at all."""
    CONSENT = "consent"
    CONSENT_SENSITIVE = "consent_sensitive"
    DELETION = "deletion"
    COMMENT = "comment"
    PERSON = "person"
    """Whether somebody wants a person."""
    MESSAGE = "message"
    """Whether somebody wants to leave a message."""
    NEXT_STEP = "next_step"
    SECOND = "second"
    """Whether to go on with the second of two requests: the first of the candidates."""
    RATING = "rating"
    """Whether a bare number was a rating of the service spoken of."""
    REFERENCE = "reference"
    """The reference of a report, after one with a slip in it."""


class Topic(StrEnum):
    """What is to be said of a service once it is known. The facets, and what is not a facet."""

    OVERVIEW = "overview"
    EXCEPTION = "exception"
    REPORT = "report"
    """To report a problem with it, here and now."""
    HOW_TO_APPLY = Facet.HOW_TO_APPLY.value
    ELIGIBILITY = Facet.ELIGIBILITY.value
    COST = Facet.COST.value
    DOCUMENTS = Facet.DOCUMENTS.value
    DURATION = Facet.DURATION.value
    CONTACT = Facet.CONTACT.value
    STATUS = Facet.STATUS.value
    APPEAL = Facet.APPEAL.value

    @property
    def facet(self) -> Facet | None:
        """The facet; `None` for an overview and for what is not a facet."""
        return Facet(self.value) if self.value in tuple(Facet) else None


class PendingAsk(BaseModel):
    """A question of the survey that waits for its answer."""

    model_config = ConfigDict(extra="forbid")

    ask_id: str
    item_id: str
    service_id: str
    moment: str
    messages_since: int = 0


class Withheld(BaseModel):
    """A message whose text went to where only staff can read it, and what it was: a place, a contact …"""

    model_config = ConfigDict(extra="forbid")

    message_id: str
    kind: str


class State(BaseModel):
    """The slots of a conversation. Every field is a slot in domain.yml."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    service_id: str | None = None
    last_facet: Topic | None = None
    step: int = 0
    """The step of a guided answer that was told last; 0 when none is on its way."""
    stepping: Topic | None = None
    """What the steps are of."""
    candidates: list[str] = []
    candidate_facet: Topic | None = None
    interaction_level: InteractionLevel | None = None
    facts: list[Fact] = []
    on_behalf_of: str | None = None
    last_answer: AnswerRecord | None = None
    awaiting: Awaiting | None = None
    crisis_seen: bool = False
    help_mentioned: list[str] = []
    """The kinds of danger for which the help lines were mentioned under an ordinary answer."""
    hushed: bool = False
    """Whether a service was spoken of after which questions of the survey would be unkind."""
    met: bool = False
    """Whether the assistant has said anything in this conversation."""
    unclear: int = 0
    """How many messages in a row could not be helped with."""
    told_time: bool = False
    """Whether a time was stated, which spoils a question about expected time."""
    memory_offered: bool = False
    pending_ask: PendingAsk | None = None
    comment_on: str | None = None
    """The submission that a comment would belong to."""
    left_message: str | None = None
    left_contact: str | None = None
    """References of what was left for staff; the form fills them."""
    left_draft: str | None = None
    """The reference of what may be the message, or a question to us: they are asked which."""
    report_about: str | None = None
    """The service that a report which is being made is about."""
    report_draft: str | None = None
    """The message with which it was begun: sent in whatever message, it is one report."""
    report_place: str | None = None
    report_detail: str | None = None
    """The key of what was chosen from the list of the form."""
    report_words: list[str] = []
    report_contact: str | None = None
    report_sent: str | None = None
    """Place, words and contact are references of what is kept encrypted; see `report_draft`."""
    withheld: Withheld | None = None
    """The latest message that was kept encrypted: the transcript holds only what it was."""
    eligibility_about: str | None = None
    """The service of a check of eligibility that is under way."""
    eligibility_answers: dict[str, str] = {}
    """What was answered in it: the id of a question to the key of the answer."""
    eligibility_heard: dict[str, str] = {}
    """What was said before it was asked: service and question to the key of the answer."""
    eligibility_result: str | None = None
    notices_told: list[str] = []
    """The ids of notices of agencies that were told in this conversation."""
    exception_message: str | None = None
    """The message in which somebody said their case does not fit, before the service was known."""

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> State:
        """The state in a tracker's slots. A slot that an older version wrote is as good as empty."""
        given = {name: slots[name] for name in cls.model_fields if slots.get(name) is not None}
        while True:
            try:
                return cls.model_validate(given)
            except ValidationError as error:
                given.pop(str(error.errors(include_input=False)[0]["loc"][0]))

    def as_slots(self) -> dict[str, Any]:
        """The slots, as JSON. What is empty is null, as in a new conversation."""
        empty = State.model_fields
        values = self.model_dump(mode="json")
        return {
            name: None if value in ([], {}) or getattr(self, name) == empty[name].default else value
            for name, value in values.items()
        }

    def changes_since(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """The slots that differ from those of an earlier :meth:`as_slots`."""
        return {name: value for name, value in self.as_slots().items() if before[name] != value}
