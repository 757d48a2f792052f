"""Who may have a service, as a few questions: rules an agency publishes, and what to do when one fails."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from bot.catalogue.model.base import Entry, Name, Prose, Slug, Text
from bot.catalogue.model.request_form import Run


class Finding(StrEnum):
    """What the answers come to. It is never a decision: that is the agency's."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    OPEN = "open"
    """The answers alone do not tell: somebody has to look at the case."""


class EligibilityAnswer(Entry):
    """One answer. It ends the check with a finding and its text, or leads to a later question.

    `words` are what people say for it (see content/listening.yml); `goes_to` is the id of a question, the
    next one when left out. The text of an unlikely finding says what to do then.
    """

    key: Name
    name: Prose
    words: tuple[Run, ...] = ()
    finding: Finding | None = None
    text: Text | None = None
    goes_to: Name | None = None

    @model_validator(mode="after")
    def _ends_or_leads_on(self) -> EligibilityAnswer:
        if (self.finding is None) != (self.text is None):
            raise ValueError("finding and text belong together")
        if self.finding and self.goes_to:
            raise ValueError("goes_to: an answer with a finding ends the check")
        return self


class EligibilityQuestion(Entry):
    """One question. `condition` is the rule behind it, as a sentence; `help` is for who cannot say."""

    id: Name
    question: Prose
    condition: Prose
    help: Text
    answers: Annotated[tuple[EligibilityAnswer, ...], Field(min_length=2, max_length=6)]

    @model_validator(mode="after")
    def _answers_differ(self) -> EligibilityQuestion:
        keys = [answer.key for answer in self.answers]
        if len(set(keys)) < len(keys):
            raise ValueError("answers: a key is used twice")
        return self

    def answer(self, key: str) -> EligibilityAnswer | None:
        """The answer with that key; `None` when it is no longer there."""
        return next((each for each in self.answers if each.key == key), None)


class EligibilityCheck(Entry):
    """The questions of one service, in order. Every way through them ends with a finding."""

    service_id: Slug
    agency_id: Slug
    demonstration: bool = False
    opening: Prose
    questions: Annotated[tuple[EligibilityQuestion, ...], Field(min_length=2, max_length=8)]

    @model_validator(mode="after")
    def _leads_somewhere(self) -> EligibilityCheck:
        ids = [question.id for question in self.questions]
        if len(set(ids)) < len(ids):
            raise ValueError("questions: an id is used twice")
        for place, question in enumerate(self.questions):
            for answer in question.answers:
                if answer.finding is None and not self._later(place, answer.goes_to, ids):
                    raise ValueError(
                        f"{question.id}: the answer {answer.key} leads to no later question"
                    )
        return self

    @staticmethod
    def _later(place: int, goes_to: str | None, ids: list[str]) -> bool:
        return goes_to in ids[place + 1 :] if goes_to else place + 1 < len(ids)

    def question(self, question_id: str) -> EligibilityQuestion | None:
        """The question with that id; `None` when it is no longer there."""
        return next((each for each in self.questions if each.id == question_id), None)

    def after(self, question: EligibilityQuestion, answer: EligibilityAnswer) -> str | None:
        """The id of the question that follows an answer; `None` when the check ends there."""
        if answer.finding:
            return None
        return answer.goes_to or self.questions[self.questions.index(question) + 1].id
