"""What steers a report: the titles of buttons, typed; back, skip, go on; and goodbye before it is sent."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue.model import RequestForm
from bot.dialogue import report_heard, report_placing
from bot.dialogue.replies import Button
from bot.dialogue.report_answers import CHOICE, change, pressed
from bot.dialogue.report_draft import CONTACT, DETAIL, NONE, PLACE, SENT, let_go
from bot.dialogue.report_placing import Filled
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of

_BEFORE = {DETAIL: PLACE, CONTACT: DETAIL}
"""The question before a question."""
_LEAVING = frozenset(("goodbye", "thank"))
_FEW_WORDS = 4


def steered(turn: Turn, form: RequestForm, wanted: str) -> Filled | None:
    """What an order makes of the slots; `None` when the message is no order."""
    text, words = turn.message.text, turn.content.reporting
    button = _typed_button(turn)
    if button is not None:
        # Typed is as good as pressed, whatever the words were taken for.
        turn.message = replace(turn.message, intent=button.intent, entities=_entities(button))
        return pressed(turn, form)
    if words.is_only(text, words.going_back):
        return _back(turn, wanted)
    if words.is_only(text, words.skipping):
        return _skipped(turn, form, wanted)
    if wanted != SENT and words.is_only(text, words.going_on):
        turn.say("talk.report.going_on", kind="form")
        return {wanted: None}
    return _leaving(turn, form, wanted)


def _leaving(turn: Turn, form: RequestForm, wanted: str) -> Filled | None:
    """A no to a question that needs an answer, and a goodbye before anything was sent."""
    if report_heard.says(turn, form, wanted):
        return None
    if wanted in (PLACE, DETAIL) and report_heard.refuses(turn):
        return _skipped(turn, form, wanted)
    if turn.message.intent == "cancel" and _numbers_a_stop(turn):
        # "Stop 12" sounds like an order to stop, and gives a place.
        turn.say("talk.report.placed", kind="form")
        return report_placing.moved(turn)
    few = len(words_of(turn.message.text)) <= _FEW_WORDS
    if turn.message.intent == "goodbye" and few:
        turn.say("talk.report.not_sent_yet", kind="form")
        return {wanted: None}
    return None


def _numbers_a_stop(turn: Turn) -> bool:
    text, words = turn.message.text, turn.content.reporting
    return words.has_house_number(text) and not has_run(text, words.surely_stopping)


def _typed_button(turn: Turn) -> Button | None:
    """The button of the form, among those shown last, whose title was typed."""
    said = words_of(turn.message.text)
    shown = (button for reply in turn.around.said_last for button in reply.buttons)
    choices = (button for button in shown if button.intent == CHOICE)
    return next((each for each in choices if words_of(each.title) == said), None)


def _entities(button: Button) -> tuple[dict[str, str], ...]:
    return tuple({"entity": name, "value": value} for name, value in button.entities)


def _back(turn: Turn, wanted: str) -> Filled:
    """To the question before; before the report is sent, to the question what to change."""
    if wanted == PLACE:
        turn.say("talk.report.first_question", kind="form")
        return {PLACE: None}
    return change(turn, _BEFORE.get(wanted, ""))


def _skipped(turn: Turn, form: RequestForm, wanted: str) -> Filled:
    if wanted == CONTACT:
        let_go(turn, turn.state.report_contact)
        return {CONTACT: NONE}
    key = f"talk.report.needed.{wanted}"
    agency = turn.catalogue.agencies[form.agency_id].name
    turn.say(key, kind="form", agency=agency)
    return {wanted: None}
