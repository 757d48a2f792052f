"""Handlers: whether somebody may have a service, asked step by step. It is never a decision."""

from __future__ import annotations

from bot.catalogue.model import Facet
from bot.catalogue.model.eligibility import (
    EligibilityAnswer,
    EligibilityCheck,
    EligibilityQuestion,
    Finding,
)
from bot.dialogue.answering import facet_button, service_source
from bot.dialogue.eligibility_draft import (
    FORM,
    RESULT,
    check_of,
    drop_check,
    next_question,
    open_check,
    steps_of,
)
from bot.dialogue.eligibility_known import ask_anew, go_on, tell_known, with_ahead
from bot.dialogue.eligibility_steps import Filled, finding_of, one_back, taken
from bot.dialogue.eligibility_typed import typed
from bot.dialogue.replies import Button
from bot.dialogue.state import Topic
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run
from bot.feedback.exceptions import record_exception

CHOICE = "eligibility_choice"
BACK = "back"
CHECK, AGAIN = "check_eligibility", "again"


def begin(turn: Turn) -> None:
    """Somebody wants to know whether they may have a service: the form takes over, if there is one."""
    service_id = turn.message.value_of("service_id") or turn.state.service_id
    check = open_check(turn, service_id) if service_id else None
    if check is None or turn.around.in_form:
        turn.say("talk.eligibility.closed")
        return
    open_form(turn, check, anew=turn.message.value_of("part") == AGAIN)


def begin_again(turn: Turn) -> None:
    """ "Check again": the check of the service spoken of, with every question."""
    check = open_check(turn, turn.state.service_id or "")
    if check is not None:
        open_form(turn, check, anew=True)


def wants_it_again(turn: Turn) -> bool:
    """Whether somebody types that they want the check again, and there is one."""
    message, service_id = turn.message, turn.state.service_id
    if message.from_button or turn.around.in_form or service_id is None:
        return False
    again = turn.content.listening.checks_again(message.text)
    return again and open_check(turn, service_id) is not None


def open_form(turn: Turn, check: EligibilityCheck, *, anew: bool = False) -> None:
    """Say what the check is worth and what is known already, and let the form ask the rest."""
    state, service_id = turn.state, check.service_id
    heard = ask_anew(turn, check, *_ids(check)) if anew else with_ahead(turn, check)
    drop_check(turn)
    state.eligibility_about = state.service_id = service_id
    state.eligibility_heard = heard
    agency = turn.catalogue.agencies[check.agency_id].name
    private = turn.words("talk.eligibility.private", agency=agency)
    source = service_source(turn, service_id)
    turn.reply(f"{check.opening}\n\n{private}", kind="form", source=source)
    state.eligibility_answers, known = go_on(turn, check, {}, heard)
    tell_known(turn, known)
    if finding_of(check, state.eligibility_answers):
        told(turn)
    else:
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
    """The slots that this message fills; empty when it is about something else."""
    check = check_of(turn)
    if turn.around.form_returns:
        return {}
    if check is None:
        # Withdrawn meanwhile. Rasa ends a form only if a slot of its own is set too, be it to nothing.
        return {"requested_slot": None, RESULT: None}
    given = turn.state.eligibility_answers
    question = next_question(check, given)
    if wanted is None or question is None:
        return {RESULT: None}
    if turn.message.from_button:
        return _pressed(turn, check, question)
    return typed(turn, check, question)


def told(turn: Turn) -> None:
    """What the answers come to, which condition decided it, and what to do now."""
    check, about = check_of(turn), turn.state.eligibility_about
    steps = steps_of(check, turn.state.eligibility_answers) if check else []
    drop_check(turn)
    if about and check is None:
        _say_that_it_is_withdrawn(turn, about)
        return
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


def _say_that_it_is_withdrawn(turn: Turn, about: str) -> None:
    known = about in turn.catalogue.services
    agency = turn.catalogue.agency_of(about) if known else turn.host
    turn.say("talk.eligibility.withdrawn", agency=agency.name, number=agency.phone)


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


def asks_why_found(turn: Turn) -> bool:
    """Whether "why" is asked right after a check came to its finding."""
    buttons = [each for reply in turn.around.said_last for each in reply.buttons]
    ended = any(each.intent == CHECK and ("part", AGAIN) in each.entities for each in buttons)
    return turn.message.intent == "ask_why" and not turn.around.in_form and ended


def say_why_found(turn: Turn) -> None:
    """The finding comes from the answers alone, which were not kept."""
    turn.say("talk.eligibility.why_found", kind="about_you", agency=turn.agency.name)


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
        return one_back(turn, check)
    asked = check.question(part or "")
    answer = asked.answer(message.value_of("value") or "") if asked else None
    # A button further up answers its own question anew, and what came after it is asked again.
    known = [each.id for each, _ in steps_of(check, given)]
    if asked is None or answer is None or asked.id not in [*known, question.id]:
        return {RESULT: None}
    return taken(turn, check, asked, answer)


def _ids(check: EligibilityCheck) -> list[str]:
    return [question.id for question in check.questions]


def _count(turn: Turn, check: EligibilityCheck, question: EligibilityQuestion) -> None:
    """Which condition failed is counted by service, so that a rule which keeps failing can be seen."""
    door = turn.catalogue.services[check.service_id].exception.route
    record_exception(turn.db_session, turn.context(check.service_id), question.condition, door)


def _next(turn: Turn, check: EligibilityCheck, answer: EligibilityAnswer) -> list[Button]:
    service_id = check.service_id
    about = (("service_id", service_id),)
    again = Button(turn.words("talk.eligibility.once_more"), CHECK, (*about, ("part", AGAIN)))
    if answer.finding is Finding.UNLIKELY:
        differs = Button(turn.words("talk.eligibility.differs"), "state_exception", about)
        return [differs, facet_button(turn, Facet.HOW_TO_APPLY, service_id), again]
    facets = (Facet.HOW_TO_APPLY, Facet.DOCUMENTS, Facet.DURATION)
    return [*(facet_button(turn, each, service_id) for each in facets), again]


def _button(check: EligibilityCheck, title: str, part: str, value: str) -> Button:
    about = (("service_id", check.service_id), ("part", part), ("value", value))
    return Button(title, CHOICE, about)
