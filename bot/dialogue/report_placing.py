"""The place of a report: taken where it was asked for, and wherever else it is told."""

from __future__ import annotations

from typing import Any

from bot.catalogue.model import RequestForm
from bot.dialogue import report_heard
from bot.dialogue.report_draft import DETAIL, PLACE, WORDS, keep, let_go
from bot.dialogue.report_options import is_dangerous, value_in
from bot.dialogue.report_places import HOUSES, kept_is_weak, may_be_place, names_place
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of

Filled = dict[str, Any]
_NO_PLACE = frozenset(("report_problem", "affirm", "greet", "thank", "goodbye"))
"""Intents of what is said at the question where, and names no place at all."""
_FEW_WORDS = 6


def place(turn: Turn, form: RequestForm) -> Filled:
    """The place. What leads nobody there is asked for once more; what it tells besides is not lost."""
    text = turn.message.text
    if report_heard.does_not_know(turn):
        return {PLACE: None}
    value = value_in(text, form)
    if is_dangerous(text, form, value) and form.danger:
        turn.reply(form.danger.text, kind="form")
    if _is_no_place(turn, form):
        return {PLACE: None} | _told_meanwhile(turn, form)
    let_go(turn, turn.state.report_place)
    return {PLACE: keep(turn, PLACE)}


def _is_no_place(turn: Turn, form: RequestForm) -> bool:
    if may_be_place(turn, form):
        return False
    told = any(form.place.help in reply.text for reply in turn.around.said_last)
    not_done = has_run(turn.message.text, turn.content.reporting.not_done)
    tells_again = turn.message.intent in _NO_PLACE or not_done
    if told:
        return tells_again and not report_heard.names_street(turn)
    long = len(words_of(turn.message.text)) >= _FEW_WORDS
    return form.place.needs_house or tells_again or long or _answers_detail(turn, form)


def _answers_detail(turn: Turn, form: RequestForm) -> bool:
    return turn.state.report_detail is None and value_in(turn.message.text, form) is not None


def _told_meanwhile(turn: Turn, form: RequestForm) -> Filled:
    """What is told of the problem where its place was asked for."""
    value = value_in(turn.message.text, form)
    if turn.message.intent != "report_problem" and value is None:
        return {}
    words = {WORDS: [*turn.state.report_words, keep(turn, WORDS)]}
    return words | ({DETAIL: value.key} if value and turn.state.report_detail is None else {})


def told_elsewhere(turn: Turn, form: RequestForm, *, told_more: bool) -> Filled:
    """The place in an answer to another question: all that is said, or better than what is known."""
    if not names_place(turn, form):
        return {}
    kinds = {span.kind for span in turn.message.personal_data or ()}
    short = bool(kinds & HOUSES) or len(words_of(turn.message.text)) <= _FEW_WORDS
    if not kept_is_weak(turn, form) and (told_more or not short):
        return {}
    turn.say("talk.report.placed", kind="form")
    return moved(turn)


def moved(turn: Turn) -> Filled:
    """This message as the place. What was held for it before is kept among the words."""
    state = turn.state
    before = [state.report_place] if state.report_place else []
    return {PLACE: keep(turn, PLACE), WORDS: [*state.report_words, *before]}
