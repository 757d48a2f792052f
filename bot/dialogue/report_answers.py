"""The answers of a report, from what is typed or pressed to the slots of the form."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue import phrases
from bot.catalogue.model import RequestForm
from bot.dialogue import report_heard, report_placing
from bot.dialogue.reaching import has_number_or_mail
from bot.dialogue.report_draft import CONTACT, DETAIL, NONE, PLACE, SENT, WORDS, keep, let_go
from bot.dialogue.report_options import answer_in, is_dangerous, key_of, value_in
from bot.dialogue.report_parts import part_about
from bot.dialogue.report_places import names_place
from bot.dialogue.report_placing import Filled
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of

CHOICE = "report_choice"
"""The intent of the buttons of the form."""
CHANGE = "change"
_TELLING = frozenset(("report_problem", "find_service", "nlu_fallback"))
"""Intents of a message that may tell of the problem itself."""
_EMPTY = frozenset(("affirm", "greet", "thank"))
_HARDLY_ANYTHING = 3
_FEW_WORDS = 6
_NO_DETAIL = frozenset(
    "goodbye thank greet affirm deny decline_ask bot_challenge help repeat start_again".split()
)


def told_before(turn: Turn, form: RequestForm) -> Filled:
    """What the message that began the form says already."""
    message = turn.message
    if message.from_button or message.intent not in _TELLING:
        return {}
    part = part_about(turn, form)
    text = message.text if part is None else part.text
    value = value_in(text, form) if part else None
    tells = message.intent == "report_problem"
    filled: Filled = {}
    if part and names_place(replace(turn, message=part), form):
        filled[PLACE] = keep(turn, PLACE, text)
        tells = True
    if tells:
        filled[WORDS] = [keep(turn, WORDS, text)]
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
    return change(turn, value) if part == CHANGE else {}


def corrected(turn: Turn, form: RequestForm, part: str, wanted: str) -> Filled:
    """Put one part right, and say so without repeating it. What was not said to be wrong is not lost."""
    if (
        part == PLACE
        and wanted == CONTACT
        and not turn.content.listening.corrects(turn.message.text)
    ):
        turn.say("talk.report.placed", kind="form")
        return report_placing.moved(turn)
    turn.say(f"talk.report.corrected.{part}", kind="form")
    return answered(turn, form, part)


def answered(turn: Turn, form: RequestForm, wanted: str) -> Filled:
    """The answer to a question of the form. A slot set to nothing stays empty, and the form asks again."""
    message = turn.message
    hardly = len(message.text.split()) <= _HARDLY_ANYTHING
    if wanted in (PLACE, DETAIL) and message.intent in _EMPTY and hardly:
        return {wanted: None}
    answers = {PLACE: report_placing.place, DETAIL: _detail, CONTACT: _contact, SENT: _sending}
    return answers[wanted](turn, form)


def _chosen(turn: Turn, form: RequestForm, key: str) -> Filled:
    value = form.attribute.value(key)
    if value is None:
        return {}
    if value.danger and form.danger:
        turn.reply(form.danger.text, kind="form")
    return {DETAIL: value.key}


def change(turn: Turn, part: str) -> Filled:
    """Empty the part that is to be changed; without one the form asks which."""
    state = turn.state
    if part == PLACE:
        let_go(turn, state.report_place)
    if part == CONTACT:
        let_go(turn, state.report_contact)
    return {part if part in (PLACE, DETAIL, CONTACT) else SENT: None}


def _detail(turn: Turn, form: RequestForm) -> Filled:
    """What is wrong. A place that is told here goes where it belongs."""
    text = turn.message.text
    value = answer_in(text, form, turn.content.reporting)
    placed = report_placing.told_elsewhere(turn, form, told_more=value is not None)
    if value is None and (placed or _is_no_detail(turn)):
        return placed or {DETAIL: None}
    if is_dangerous(text, form, value) and form.danger:
        turn.reply(form.danger.text, kind="form")
    words = placed.get(WORDS, turn.state.report_words)
    return placed | {DETAIL: key_of(value), WORDS: [*words, keep(turn, WORDS)]}


def _is_no_detail(turn: Turn) -> bool:
    """Whether words that name no option are most likely no answer; who repeats them is believed."""
    again = turn.words("talk.report.detail_again", question="")
    told = any(reply.text.startswith(again.strip()) for reply in turn.around.said_last)
    few = len(words_of(turn.message.text)) <= _FEW_WORDS
    return few and turn.message.intent in _NO_DETAIL and not told


def _contact(turn: Turn, form: RequestForm) -> Filled:
    if has_number_or_mail(turn):
        let_go(turn, turn.state.report_contact)
        return {CONTACT: keep(turn, CONTACT)}
    if report_heard.wants_none(turn):
        return {CONTACT: NONE}
    return _tells_more(turn) or {CONTACT: None}


def _tells_more(turn: Turn) -> Filled:
    """What is told of the problem after the question for it; empty when a message tells nothing."""
    message, words = turn.message, turn.content.reporting
    filler = (*words.about_contact, *words.declining, *words.hollow)
    names_way = has_run(message.text, words.asking_to_be_reached)
    about_way = names_way or words.says_no_more_than(message.text, filler)
    few = len(words_of(message.text)) <= _HARDLY_ANYTHING
    if few or about_way or message.intent in _NO_DETAIL:
        return {}
    turn.say("talk.report.told_more", kind="form")
    return {WORDS: [*turn.state.report_words, keep(turn, WORDS)]}


def _sending(turn: Turn, form: RequestForm) -> Filled:
    """Sent, or which part is to be changed. What is neither is answered, and the report waits."""
    listening, text = turn.content.listening, turn.message.text
    part = report_heard.part_to_change(turn)
    if part:
        return change(turn, part)
    if wants_change(turn):
        return {SENT: None}
    words = turn.content.reporting
    sends = turn.message.intent == "affirm" or listening.sends(text)
    if sends or words.is_only(text, words.going_on):
        return {SENT: "yes"}
    return _tells_more(turn) if turn.message.intent == "report_problem" else {}


def wants_change(turn: Turn) -> bool:
    """Whether something in what was shown is not right yet."""
    text, no = turn.message.text, turn.message.intent in ("deny", "decline_ask")
    few = len(words_of(text)) <= _FEW_WORDS
    listening = turn.content.listening
    if has_run(text, turn.content.reporting.changing) or (no and few):
        return True
    return few and listening.corrects(text)


def _is_complete(turn: Turn) -> bool:
    state = turn.state
    return bool(state.report_place and state.report_detail and state.report_contact)
