"""Handlers: reporting a problem as a form. It begins, it listens, and it lets others be answered first."""

from __future__ import annotations

from bot.catalogue.model import RequestForm
from bot.dialogue import report_answers, report_asides, report_heard, report_orders
from bot.dialogue.answering import answer, service_source
from bot.dialogue.report_draft import (
    DETAIL,
    FORM,
    KINDS,
    NONE,
    PLACE,
    SENT,
    drop_report,
    form_of,
    last_day,
    open_form,
    sent_already,
)
from bot.dialogue.report_options import is_dangerous, value_in
from bot.dialogue.report_placing import Filled
from bot.dialogue.state import Topic
from bot.dialogue.turn import Turn
from bot.text.report_reference import references_in

_COMMANDS = frozenset(
    "ask_for_person ask_my_data ask_why bot_challenge cancel decline_ask delete_my_data deny forget_fact"
    " help leave_message refuse_consent repeat start_again".split()
)
"""What ends or interrupts the form, at whatever question it stands."""
_ANSWERED_FIRST = frozenset(
    "crisis ask_for_person ask_my_data ask_why bot_challenge delete_my_data forget_fact".split()
)
"""What is answered even of a report that was sent and is still open here."""
_ASIDES = frozenset(
    "express_dissatisfaction express_satisfaction state_expectation state_importance goodbye"
    " out_of_scope state_about_me".split()
)
"""What is said to the assistant and not of the problem, when the question is where it is."""
_SURELY_ASIDE = 0.7
"""How sure it must be that what is told, and asks nothing, is not told of the problem."""
_SHORT = 12


def begin(turn: Turn, service_id: str) -> None:
    """Somebody reports a problem: the form takes over. What cannot be reported here is answered."""
    form = open_form(turn, service_id)
    if turn.around.form == FORM:
        turn.say("talk.report.one_at_a_time", kind="form")
    elif form is None or turn.around.in_form:
        tells = turn.message.intent == "report_problem"
        answer(turn, service_id, Topic.HOW_TO_APPLY if tells else Topic.OVERVIEW)
    else:
        _open(turn, form)


def take_part(turn: Turn, wanted: str | None) -> Filled:
    """The slots of the form that this message fills; empty when it is about something else.

    What is typed goes, encrypted, straight to where only staff can read it. The slots hold references and
    what was chosen from lists.
    """
    form = form_of(turn)
    if turn.around.form_returns:
        return {}
    if turn.message.intent not in _ANSWERED_FIRST and sent_already(turn):
        # The end of the turn in which it was sent was lost: the form ends, and that is said.
        return {SENT: "yes", "requested_slot": None}
    if form is None:
        # Nobody offers it any more: the form ends here. Without a slot of its own that is set, Rasa would
        # take this for a digression, and the form would come back after every answer.
        return {"requested_slot": None, SENT: None}
    if wanted is None:
        return report_answers.told_before(turn, form)
    if turn.message.from_button:
        return report_answers.pressed(turn, form)
    filled = _heard(turn, form, wanted)
    if wanted in KINDS and filled.get(wanted, NONE) is None:
        # No answer that counts may still say where somebody lives.
        turn.withhold(KINDS[wanted])
    return filled


def report_closed(turn: Turn) -> None:
    """A button of a report that was sent or given up."""
    turn.say("talk.report.closed")


def _open(turn: Turn, form: RequestForm) -> None:
    drop_report(turn)
    state, text = turn.state, turn.message.text
    state.report_about = state.service_id = form.service_code
    state.report_draft = str(turn.message.message_id)
    state.candidate_facet = None
    parts = [form.opening, form.danger.text] if form.danger else [form.opening]
    agency = turn.catalogue.agencies[form.agency_id].name
    private = turn.words("talk.report.private", agency=agency, date=last_day(turn))
    if is_dangerous(text, form, value_in(text, form)):
        parts.reverse()
    source = service_source(turn, form.service_code)
    turn.reply("\n\n".join([*parts, private]), kind="form", source=source)
    turn.next_action = FORM


def _heard(turn: Turn, form: RequestForm, wanted: str) -> Filled:
    """What was typed is an order, puts something right, is said by the way, or answers the question."""
    filled = _taken(turn, form, wanted)
    words, intent = turn.content.reporting, turn.message.intent
    if filled or intent not in words.ending or words.may_end(intent, turn.message.text):
        return filled
    # A rule would end the form now, and nobody asked for that.
    if report_heard.is_question(turn):
        report_asides.say_that_we_cannot(turn)
    else:
        turn.say("talk.report.not_sure", kind="form")
    return {wanted: None}


def _taken(turn: Turn, form: RequestForm, wanted: str) -> Filled:
    if turn.message.intent == "crisis" or any(references_in(turn.message.text)):
        return {}
    steered = report_orders.steered(turn, form, wanted)
    if steered is not None:
        return steered
    part = report_heard.corrected(turn, form, wanted)
    if part is not None:
        return report_answers.corrected(turn, form, part, wanted)
    if any(is_other(turn, form, wanted) for is_other in (_is_order, _is_asked, _is_aside)):
        return {}
    return report_answers.answered(turn, form, wanted)


def _is_order(turn: Turn, form: RequestForm, wanted: str) -> bool:
    """Whether somebody asks or orders something, rather than tell of the problem."""
    message, words = turn.message, len(turn.message.text.split())
    if wanted == PLACE and report_heard.does_not_know(turn):
        return False
    sure = message.confidence >= turn.catalogue.policy.linker["accept"]
    if message.intent in _COMMANDS:
        # "No, it is on Mill Lane" is an answer; "no" to the last questions is one too.
        answers = report_heard.says(turn, form, wanted)
        return sure and not answers and not (wanted == DETAIL and words > _SHORT)
    asks = message.intent.startswith("ask_") and turn.content.listening.is_question(message.text)
    return asks and sure and words <= _SHORT


def _is_asked(turn: Turn, form: RequestForm, wanted: str) -> bool:
    """Whether somebody asks something, and answers nothing by it."""
    unsure = wanted == PLACE and report_heard.does_not_know(turn)
    return (
        report_heard.is_question(turn) and not unsure and not report_heard.says(turn, form, wanted)
    )


def _is_aside(turn: Turn, form: RequestForm, wanted: str) -> bool:
    """Whether a message says something to the assistant that is no answer to its question."""
    message = turn.message
    if wanted == DETAIL or report_heard.says(turn, form, wanted):
        return False
    if wanted == PLACE and report_heard.does_not_know(turn):
        return False
    sure = message.confidence >= turn.catalogue.policy.linker["accept"]
    told = message.intent in _ASIDES and message.confidence >= _SURELY_ASIDE
    asks = message.intent.startswith("ask_") and sure
    other = message.intent == "report_problem" and sure and _names_another(turn, form)
    return (told or asks or other) and not any(each.isdigit() for each in message.text)


def _names_another(turn: Turn, form: RequestForm) -> bool:
    """Whether another problem is told of: "and the street light is out too"."""
    found = turn.message.services
    best = found[0].service_id if found else form.service_code
    return best != form.service_code and best in turn.catalogue.request_forms
