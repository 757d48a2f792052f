"""A check of eligibility that is under way: its questions, and what was answered so far."""

from __future__ import annotations

from bot.catalogue.model import ServiceStatus
from bot.catalogue.model.eligibility import (
    EligibilityAnswer,
    EligibilityCheck,
    EligibilityQuestion,
)
from bot.dialogue.turn import Turn

FORM = "eligibility_form"
RESULT = "eligibility_result"
"""The one slot the form asks for: the finding, once the answers come to one."""
ANSWERS, HEARD = "eligibility_answers", "eligibility_heard"
Step = tuple[EligibilityQuestion, EligibilityAnswer]


def open_check(turn: Turn, service_id: str) -> EligibilityCheck | None:
    """The check of a service; `None` when it has none."""
    service = turn.catalogue.services.get(service_id)
    if service is None or service.status is not ServiceStatus.ACTIVE:
        return None
    return turn.catalogue.eligibility.get(service_id)


def check_of(turn: Turn) -> EligibilityCheck | None:
    """The check that is under way; `None` when it is offered no longer."""
    about = turn.state.eligibility_about
    return open_check(turn, about) if about else None


def steps_of(check: EligibilityCheck, given: dict[str, str]) -> list[Step]:
    """The questions answered so far, in order, as the check stands now.

    It follows the answers from the first question, so that one which was changed since leads elsewhere.
    """
    steps: list[Step] = []
    at: str | None = check.questions[0].id
    while at is not None and at in given:
        question = check.question(at)
        answer = question.answer(given[at]) if question else None
        if question is None or answer is None:
            break
        steps.append((question, answer))
        at = check.after(question, answer)
    return steps


def next_question(check: EligibilityCheck, given: dict[str, str]) -> EligibilityQuestion | None:
    """The question that comes next; `None` when the answers come to a finding."""
    steps = steps_of(check, given)
    at = check.after(*steps[-1]) if steps else check.questions[0].id
    return check.question(at) if at else None


def drop_check(turn: Turn) -> None:
    """Forget the answers, and what was heard before they were asked for."""
    state = turn.state
    state.eligibility_about = state.eligibility_result = None
    state.eligibility_answers, state.eligibility_heard = {}, {}
