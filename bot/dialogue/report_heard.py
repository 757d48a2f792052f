"""What a message says for a report: an answer, how to be reached, a correction, a question."""

from __future__ import annotations

from bot.catalogue.model import RequestForm
from bot.dialogue.reaching import has_number_or_mail
from bot.dialogue.report_draft import CONTACT, DETAIL, PLACE
from bot.dialogue.report_options import answer_in, value_in
from bot.dialogue.report_places import may_be_place, names_place
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of
from bot.text.places import names_a_street

_DECLINES = frozenset(("deny", "decline_ask", "refuse_consent"))
_FEW_WORDS = 6


def corrected(turn: Turn, form: RequestForm, wanted: str) -> str | None:
    """The slot that a message puts right, other than the one that is asked for; `None` when none.

    "No, the light is on Mill Street". When the rest is known, a place or a value needs no "no".
    """
    text, state = turn.message.text, turn.state
    listening = turn.content.listening
    says_so = listening.corrects(text)
    if not says_so and (wanted in (PLACE, DETAIL) or is_question(turn)):
        return None
    if wanted != PLACE and state.report_place and names_place(turn, form):
        return PLACE
    if wanted != CONTACT and state.report_contact and has_number_or_mail(turn):
        return CONTACT
    if wanted == DETAIL or not state.report_detail or has_number_or_mail(turn):
        return None
    if wanted == CONTACT and wants_none(turn):
        return None
    value = answer_in(text, form, turn.content.reporting) if says_so else value_in(text, form)
    return DETAIL if value else None


def says(turn: Turn, form: RequestForm, wanted: str) -> bool:
    """Whether an answer to the question stands in a message that looks like something else."""
    if wanted == PLACE:
        stops = has_run(turn.message.text, turn.content.reporting.surely_stopping)
        return names_place(turn, form) or (may_be_place(turn, form) and not stops)
    if wanted == DETAIL:
        text, words = turn.message.text, turn.content.reporting
        return answer_in(text, form, words) is not None or names_place(turn, form)
    declines = wants_none(turn) if wanted == CONTACT else refuses(turn) or _changes(turn)
    return declines or has_number_or_mail(turn)


def _changes(turn: Turn) -> bool:
    """Whether somebody says that a part is not right: "the address is wrong"."""
    named = bool(part_to_change(turn)) or has_run(
        turn.message.text, turn.content.reporting.changing
    )
    return named and not is_question(turn)


def is_question(turn: Turn) -> bool:
    """Whether somebody asks: by the mark, or by a first word and whom or what it is asked of."""
    text, words = turn.message.text, words_of(turn.message.text)
    if text.rstrip().endswith("?"):
        return True
    begins = turn.content.listening.is_question(text)
    return begins and has_run(" ".join(words[1:3]), turn.content.reporting.asked_of)


def part_to_change(turn: Turn) -> str:
    """Which part somebody wants to change ("the address is wrong"); empty when they do not say."""
    parts = turn.content.listening.report_parts
    named = [part for part, runs in parts.items() if has_run(turn.message.text, runs)]
    return named[0] if len(named) == 1 else ""


def wants_none(turn: Turn) -> bool:
    """Whether somebody does not want to be reached: "no thanks", "I don't want to leave my number".

    It is a refusal only when hardly anything else is said: "no wait, it flickers" is none.
    """
    message, listening, words = turn.message, turn.content.listening, turn.content.reporting
    text = message.text
    if has_run(text, listening.stopping) or any(each.isdigit() for each in text):
        return False
    refusing = (*listening.declining, *words.declining)
    filler = (*refusing, *words.about_contact, *listening.naming_nothing)
    if not words.says_no_more_than(text, filler):
        return False
    return message.intent in _DECLINES or has_run(text, refusing)


def does_not_know(turn: Turn) -> bool:
    """Whether somebody cannot say the place, or what is meant: "not sure what it's called"."""
    text = turn.message.text
    lost = turn.message.intent == "repeat" and not has_run(text, turn.content.reporting.once_more)
    unsure = has_run(text, turn.content.listening.not_knowing) or lost
    return unsure and not names_a_street(text)


def names_street(turn: Turn) -> bool:
    """Whether a street is named, be it without a house."""
    return names_a_street(f"in {turn.message.text}")


def refuses(turn: Turn) -> bool:
    """Whether a short message is a mere no to what was asked."""
    few = len(words_of(turn.message.text)) <= _FEW_WORDS
    return few and turn.message.intent in _DECLINES
