"""Who may have a service, as a few questions: rules an agency publishes, and what to do when one fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.catalogue.model.base import Entry, Name, Prose, Slug, Text
from bot.catalogue.model.request_form import Run
from bot.catalogue.model.segment import SegmentRule, Whole


class Finding(StrEnum):
    """What the answers come to. It is never a decision: that is the agency's."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    OPEN = "open"
    """The answers alone do not tell: somebody has to look at the case."""


Measure = Literal["age", "school_year", "money", "hours"]
"""What a number in an answer counts: years of age, the year at school, pounds, hours of work a week."""


class Numbers(Entry):
    """Whole numbers that fit an answer, both ends included; an open end has no limit."""

    at_least: Whole | None = None
    at_most: Whole | None = None

    def hold(self, low: int, high: int) -> bool:
        """Whether everything from `low` to `high` fits."""
        above = self.at_least is None or self.at_least <= low
        return above and (self.at_most is None or high <= self.at_most)


class Born(Entry):
    """Days of birth that fit an answer, both ends included; an open end has no limit."""

    first: dt.date | None = None
    last: dt.date | None = None

    def hold(self, low: dt.date, high: dt.date) -> bool:
        """Whether every day from `low` to `high` fits."""
        after = self.first is None or self.first <= low
        return after and (self.last is None or high <= self.last)


class EligibilityAnswer(Entry):
    """One answer. It ends the check with a finding and its text, or leads to a later question.

    `words` are what people say for it (see content/listening.yml), `telling` those that mean it whatever was
    asked; `numbers` and `born` are what fits it; `when` is a rule over the facts of content/segments.yml.
    What was said before in any of these ways, but the first, need not be asked.
    `goes_to` is the id of a question, the next one when left out. The text of an unlikely finding says what
    to do then.
    """

    key: Name
    name: Prose
    words: tuple[Run, ...] = ()
    telling: tuple[Run, ...] = ()
    numbers: Mapping[Measure, Numbers] = {}
    born: Born | None = None
    when: SegmentRule | None = None
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


class Explained(Entry):
    """A thing in a question, the words for it, and what it is."""

    words: Annotated[tuple[Run, ...], Field(min_length=1)]
    text: Text


class EligibilityQuestion(Entry):
    """One question. `condition` is the rule behind it, as a sentence; `help` is for who cannot say.

    `about` says whose facts answer it: those of whom the service is for, or of a child they ask for. `nearer`
    asks for more when a number or a date fits no single answer. `explains` is told when somebody names or
    asks about a thing in the question, and that is no answer yet.
    """

    id: Name
    question: Prose
    about: Literal["applicant", "child"] = "applicant"
    condition: Prose
    help: Text
    nearer: Text | None = None
    explains: tuple[Explained, ...] = ()
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
