"""Steps of a check: an answer is taken, taken back, or all of them begin anew. Each gives the slots to fill.

The result stays empty, so that the form asks on, until the answers come to a finding.
"""

from __future__ import annotations

from typing import Any

from bot.catalogue.model.eligibility import (
    EligibilityAnswer,
    EligibilityCheck,
    EligibilityQuestion,
)
from bot.dialogue.eligibility_draft import ANSWERS, HEARD, RESULT, steps_of
from bot.dialogue.eligibility_known import Answers, ask_anew, go_on, tell_known, with_ahead
from bot.dialogue.turn import Turn

Filled = dict[str, Any]


def taken(
    turn: Turn, check: EligibilityCheck, question: EligibilityQuestion, answer: EligibilityAnswer
) -> Filled:
    """An answer, and all that follows from it and from what was said before."""
    given = turn.state.eligibility_answers
    known = [each.id for each, _ in steps_of(check, given)]
    kept = known[: known.index(question.id)] if question.id in known else known
    answers = {each: given[each] for each in kept} | {question.id: answer.key}
    heard = with_ahead(turn, check)
    answers, added = go_on(turn, check, answers, heard)
    tell_known(turn, added)
    return {ANSWERS: answers, HEARD: heard, RESULT: finding_of(check, answers)}


def one_back(turn: Turn, check: EligibilityCheck) -> Filled:
    """The last answer is taken back, and asked for whatever was said before."""
    given = turn.state.eligibility_answers
    known = [question.id for question, _ in steps_of(check, given)]
    heard = ask_anew(turn, check, *known[-1:])
    return {ANSWERS: {each: given[each] for each in known[:-1]}, HEARD: heard, RESULT: None}


def anew(turn: Turn, check: EligibilityCheck) -> Filled:
    """From the first question, and every one of them is asked."""
    heard = ask_anew(turn, check, *(question.id for question in check.questions))
    return {ANSWERS: {}, HEARD: heard, RESULT: None}


def finding_of(check: EligibilityCheck, answers: Answers) -> str | None:
    """The finding the answers come to; `None` while there is something left to ask."""
    steps = steps_of(check, answers)
    finding = steps[-1][1].finding if steps else None
    return finding.value if finding else None
