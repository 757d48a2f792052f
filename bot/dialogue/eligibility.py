"""Handlers: whether somebody may have a service, asked step by step. It is never a decision."""

from __future__ import annotations

from typing import Any

from bot.catalogue.model import Facet
from bot.catalogue.model.eligibility import (
    EligibilityAnswer,
    EligibilityCheck,
    EligibilityQuestion,
    Finding,
)
from bot.dialogue.answering import facet_button, service_source
from bot.dialogue.eligibility_draft import (
    ANSWERS,
    FORM,
    RESULT,
    check_of,
    drop_check,
    next_question,
    open_check,
    steps_of,
)
from bot.dialogue.replies import Button
from bot.dialogue.state import Topic
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of
from bot.feedback.exceptions import record_exception

CHOICE = "eligibility_choice"
BACK = "back"
_INTERRUPTS = frozenset(
    "crisis ask_for_person ask_my_data ask_why bot_challenge cancel decline_ask delete_my_data"
    " forget_fact help leave_message repeat start_again".split()
)
"""What ends or interrupts the check, at whatever question it stands."""
_SHORT = 12

Filled = dict[str, Any]


def begin(turn: Turn) -> None:
    """Somebody wants to know whether they may have a service: the form takes over, if there is one."""
    service_id = turn.message.value_of("service_id") or turn.state.service_id
    check = open_check(turn, service_id) if service_id else None
    if check is None or turn.around.in_form:
        turn.say("talk.eligibility.closed")
        return
    open_form(turn, check)


def open_form(turn: Turn, check: EligibilityCheck) -> None:
    """Say what the check is worth, and let the form ask."""
    drop_check(turn)
    turn.state.eligibility_about = turn.state.service_id = check.service_id
    agency = turn.catalogue.agencies[check.agency_id].name
    private = turn.words("talk.eligibility.private", agency=agency)
    source = service_source(turn, check.service_id)
    turn.reply(f"{check.opening}\n\n{private}", kind="form", source=source)
    turn.next_action = FORM


def ask(turn: Turn) -> None:
    """The next question, with its answers as buttons."""
    check = check_of(turn)
    question = next_question(check, turn.state.eligibility_answers) if check else None
    if check is None or question is None:
        return
    text = question.question
    if turn.around.form_returns:
        text = turn.words("talk.eligibility.again", question=text)
    buttons = [_button(check, each.name, question.id, each.key) for each in question.answers]
    if turn.state.eligibility_answers:
        buttons.append(_button(check, turn.words("talk.eligibility.back"), BACK, ""))
    buttons.append(Button(turn.words("talk.button.cancel"), "cancel"))
    turn.reply(text, kind="form", buttons=buttons)


def take_part(turn: Turn, wanted: str | None) -> Filled:
    """The slots that this message fills; empty when it is about something else.

    The result stays empty, so that the form asks on, until the answers come to a finding.
    """
    check = check_of(turn)
    if turn.around.form_returns:
        return {}
    if check is None:
        return {"requested_slot": None}
    given = turn.state.eligibility_answers
    question = next_question(check, given)
    if wanted is None or question is None:
        return {RESULT: None}
    if turn.message.from_button:
        return _pressed(turn, check, question)
    return _typed(turn, check, question)


def told(turn: Turn) -> None:
    """What the answers come to, which condition decided it, and what to do now."""
    check = check_of(turn)
    steps = steps_of(check, turn.state.eligibility_answers) if check else []
    drop_check(turn)
    if check is None or not steps or steps[-1][1].finding is None:
        turn.say("talk.eligibility.closed")
        return
    question, answer = steps[-1]
    agency = turn.catalogue.agencies[check.agency_id].name
    lead = turn.words(
        f"talk.eligibility.found.{answer.finding}", agency=agency, condition=question.condition
    )
    text = "\n\n".join(part for part in (lead, answer.text) if part)
    if answer.finding is Finding.UNLIKELY:
        _count(turn, check, question)
    turn.state.service_id, turn.state.last_facet = check.service_id, Topic.ELIGIBILITY
    source = service_source(turn, check.service_id)
    turn.reply(text, kind="form", buttons=_next(turn, check, answer), source=source)


def over(turn: Turn) -> None:
    """A button of a check that is over."""
    turn.say("talk.eligibility.closed")


def say_why(turn: Turn) -> None:
    """Why it is asked: the rule behind the question."""
    check = check_of(turn)
    question = next_question(check, turn.state.eligibility_answers) if check else None
    if question is None:
        turn.say("talk.eligibility.closed")
    else:
        turn.say("talk.eligibility.why", kind="form", condition=question.condition)


def wants_check(turn: Turn) -> bool:
    """Whether somebody asks to be checked in so many words ("check if I qualify")."""
    message = turn.message
    return not message.from_button and has_run(message.text, turn.content.listening.checking)


def _pressed(turn: Turn, check: EligibilityCheck, question: EligibilityQuestion) -> Filled:
    message = turn.message
    if message.intent != CHOICE or message.value_of("service_id") != check.service_id:
        return {}
    part, given = message.value_of("part"), turn.state.eligibility_answers
    if part == BACK:
        return _without_last(check, given)
    asked = check.question(part or "")
    answer = asked.answer(message.value_of("value") or "") if asked else None
    # A button further up answers its own question anew, and what came after it is asked again.
    known = [each.id for each, _ in steps_of(check, given)]
    if asked is None or answer is None or asked.id not in [*known, question.id]:
        return {RESULT: None}
    return _taken(turn, check, asked, answer)


def _typed(turn: Turn, check: EligibilityCheck, question: EligibilityQuestion) -> Filled:
    message, listening = turn.message, turn.content.listening
    answer = _heard(turn, question)
    if message.intent in _INTERRUPTS and answer is None:
        return {}
    steps = steps_of(check, turn.state.eligibility_answers)
    if steps and listening.corrects(message.text):
        before = _heard(turn, steps[-1][0], plain=False)
        if before is not None and before is not steps[-1][1]:
            turn.say("talk.eligibility.corrected", kind="form")
            return _taken(turn, check, steps[-1][0], before)
    if answer is None and message.intent.startswith("ask_") and _is_short_question(turn):
        return {}
    if answer is None:
        turn.reply(question.help, kind="form")
        return {RESULT: None}
    return _taken(turn, check, question, answer)


def _is_short_question(turn: Turn) -> bool:
    text = turn.message.text
    return turn.content.listening.is_question(text) and len(words_of(text)) <= _SHORT


def _heard(
    turn: Turn, question: EligibilityQuestion, *, plain: bool = True
) -> EligibilityAnswer | None:
    """The answer that was typed: its name or words for it, else a plain yes or no."""
    text = turn.message.text
    words = words_of(text)
    exact = [each for each in question.answers if words_of(each.name) == words]
    named = exact or [each for each in question.answers if has_run(text, each.words)]
    if len(named) == 1:
        return named[0]
    if named or not plain or turn.content.listening.is_question(text):
        return None
    key = {"affirm": "yes", "deny": "no"}.get(turn.message.intent)
    return question.answer(key) if key else None


def _taken(
    turn: Turn, check: EligibilityCheck, question: EligibilityQuestion, answer: EligibilityAnswer
) -> Filled:
    given = dict(turn.state.eligibility_answers)
    known = [each.id for each, _ in steps_of(check, given)]
    kept = known[: known.index(question.id)] if question.id in known else known
    answers = {each: given[each] for each in kept} | {question.id: answer.key}
    return {ANSWERS: answers, RESULT: answer.finding.value if answer.finding else None}


def _without_last(check: EligibilityCheck, given: dict[str, str]) -> Filled:
    known = [question.id for question, _ in steps_of(check, given)]
    return {ANSWERS: {each: given[each] for each in known[:-1]}, RESULT: None}


def _count(turn: Turn, check: EligibilityCheck, question: EligibilityQuestion) -> None:
    """Which condition failed is counted by service, so that a rule which keeps failing can be seen."""
    door = turn.catalogue.services[check.service_id].exception.route
    record_exception(turn.db_session, turn.context(check.service_id), question.condition, door)


def _next(turn: Turn, check: EligibilityCheck, answer: EligibilityAnswer) -> list[Button]:
    service_id = check.service_id
    about = (("service_id", service_id),)
    again = Button(turn.words("talk.eligibility.once_more"), "check_eligibility", about)
    if answer.finding is Finding.UNLIKELY:
        differs = Button(turn.words("talk.eligibility.differs"), "state_exception", about)
        return [differs, facet_button(turn, Facet.HOW_TO_APPLY, service_id), again]
    facets = (Facet.HOW_TO_APPLY, Facet.DOCUMENTS, Facet.DURATION)
    return [*(facet_button(turn, each, service_id) for each in facets), again]


def _button(check: EligibilityCheck, title: str, part: str, value: str) -> Button:
    about = (("service_id", check.service_id), ("part", part), ("value", value))
    return Button(title, CHOICE, about)
