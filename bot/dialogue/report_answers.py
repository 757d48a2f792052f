"""The answers of a report, from what is typed or pressed to the slots of the form."""

from __future__ import annotations

from typing import Any

from bot.catalogue import phrases
from bot.catalogue.model import RequestForm
from bot.dialogue import report_heard
from bot.dialogue.reaching import has_number_or_mail
from bot.dialogue.report_draft import CONTACT, DETAIL, NONE, PLACE, SENT, WORDS, keep, let_go
from bot.dialogue.turn import Turn

CHOICE = "report_choice"
"""The intent of the buttons of the form."""
CHANGE = "change"
_TELLING = frozenset(("report_problem", "find_service", "nlu_fallback"))
"""Intents of a message that may tell of the problem itself."""
_EMPTY = frozenset(("affirm", "greet", "thank"))
_HARDLY_ANYTHING = 3

Filled = dict[str, Any]


def told_before(turn: Turn, form: RequestForm) -> Filled:
    """What the message that began the form says already."""
    message = turn.message
    if message.from_button or message.intent not in _TELLING:
        return {}
    value = report_heard.value_in(message.text, form)
    tells = message.intent == "report_problem"
    filled: Filled = {}
    if report_heard.names_place(turn, form):
        filled[PLACE] = keep(turn, PLACE)
        tells = True
    if tells:
        filled[WORDS] = [keep(turn, WORDS)]
    if tells and value is not None:
        filled[DETAIL] = value.key
    _say_what_was_heard(turn, filled)
    return filled


def _say_what_was_heard(turn: Turn, filled: Filled) -> None:
    """Why the form does not ask for it; what it was is not repeated."""
    heard = [part for part in (PLACE, DETAIL) if part in filled]
    if heard:
        named = [turn.words(f"talk.report.heard.{part}") for part in heard]
        parts = phrases.joined(turn.catalogue.wording, named)
        turn.say("talk.report.heard.lead", kind="form", parts=parts)


def pressed(turn: Turn, form: RequestForm) -> Filled:
    """A button of the form; one of an earlier report means nothing here."""
    message = turn.message
    if message.intent != CHOICE or message.value_of("service_id") != form.service_code:
        return {}
    part, value = message.value_of("part"), message.value_of("value") or ""
    if part == DETAIL:
        return _chosen(turn, form, value)
    if part == CONTACT:
        let_go(turn, turn.state.report_contact)
        return {CONTACT: NONE}
    if part == SENT:
        return {SENT: "yes"} if _is_complete(turn) else {}
    return _change(turn, value) if part == CHANGE else {}


def corrected(turn: Turn, form: RequestForm, part: str) -> Filled:
    """Put one part right, and say so without repeating it."""
    turn.say(f"talk.report.corrected.{part}", kind="form")
    return answered(turn, form, part)


def answered(turn: Turn, form: RequestForm, wanted: str) -> Filled:
    """The answer to a question of the form. A slot set to nothing stays empty, and the form asks again."""
    message = turn.message
    hardly = len(message.text.split()) <= _HARDLY_ANYTHING
    if wanted in (PLACE, DETAIL) and message.intent in _EMPTY and hardly:
        return {wanted: None}
    answers = {PLACE: _place, DETAIL: _detail, CONTACT: _contact, SENT: _sending}
    return answers[wanted](turn, form)


def _chosen(turn: Turn, form: RequestForm, key: str) -> Filled:
    value = form.attribute.value(key)
    if value is None:
        return {}
    if value.danger and form.danger:
        turn.reply(form.danger.text, kind="form")
    return {DETAIL: value.key}


def _change(turn: Turn, part: str) -> Filled:
    """Empty the part that is to be changed; without one the form asks which."""
    state = turn.state
    if part == PLACE:
        let_go(turn, state.report_place)
    if part == CONTACT:
        let_go(turn, state.report_contact)
    return {part if part in (PLACE, DETAIL, CONTACT) else SENT: None}


def _place(turn: Turn, form: RequestForm) -> Filled:
    told = any(form.place.help in reply.text for reply in turn.around.said_last)
    if report_heard.does_not_know(turn) or (report_heard.lacks_house(turn, form) and not told):
        return {PLACE: None}
    let_go(turn, turn.state.report_place)
    value = report_heard.value_in(turn.message.text, form)
    if report_heard.is_dangerous(turn.message.text, form, value) and form.danger:
        turn.reply(form.danger.text, kind="form")
    return {PLACE: keep(turn, PLACE)}


def _detail(turn: Turn, form: RequestForm) -> Filled:
    text = turn.message.text
    value = report_heard.value_in(text, form)
    if report_heard.is_dangerous(text, form, value) and form.danger:
        turn.reply(form.danger.text, kind="form")
    words = [*turn.state.report_words, keep(turn, WORDS)]
    return {DETAIL: report_heard.key_of(value), WORDS: words}


def _contact(turn: Turn, form: RequestForm) -> Filled:
    if has_number_or_mail(turn):
        let_go(turn, turn.state.report_contact)
        return {CONTACT: keep(turn, CONTACT)}
    return {CONTACT: NONE if report_heard.wants_none(turn) else None}


def _sending(turn: Turn, form: RequestForm) -> Filled:
    listening, text = turn.content.listening, turn.message.text
    part = report_heard.part_to_change(turn)
    if part:
        return _change(turn, part)
    agrees = turn.message.intent == "affirm" or listening.sends(text)
    return {SENT: "yes"} if agrees and not listening.corrects(text) else {SENT: None}


def _is_complete(turn: Turn) -> bool:
    state = turn.state
    return bool(state.report_place and state.report_detail and state.report_contact)
