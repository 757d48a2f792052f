"""What a message says for a report: the place, what is wrong, how to be reached, danger, a correction."""

from __future__ import annotations

from bot.catalogue.model import AttributeValue, RequestForm
from bot.catalogue.model.request_form import OTHER
from bot.dialogue.reaching import has_number_or_mail
from bot.dialogue.report_draft import CONTACT, DETAIL, PLACE
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of
from bot.text.places import names_a_street

_HOUSES = frozenset(("address", "postcode"))
_FEW_WORDS = 6


def names_place(turn: Turn, form: RequestForm) -> bool:
    """Whether a message surely says where it is: a street, or for a home its address."""
    kinds = {span.kind for span in turn.message.personal_data or ()}
    if kinds & _HOUSES:
        return True
    return not form.place.needs_house and names_a_street(turn.message.text)


def lacks_house(turn: Turn, form: RequestForm) -> bool:
    """Whether a home is needed and only a street was said."""
    text = turn.message.text
    has_number = any(character.isdigit() for character in text)
    return form.place.needs_house and not has_number and names_a_street(f"in {text}")


def value_in(text: str, form: RequestForm) -> AttributeValue | None:
    """The one value that a text names; `None` when it names none, or several."""
    named = [value for value in form.attribute.values if has_run(text, value.words)]
    dangerous = [value for value in named if value.danger]
    found = dangerous or named
    return found[0] if len(found) == 1 else None


def is_dangerous(text: str, form: RequestForm, value: AttributeValue | None = None) -> bool:
    """Whether somebody tells of a danger that cannot wait for a report."""
    if form.danger is None:
        return False
    return (value is not None and value.danger) or has_run(text, form.danger.words)


def corrected(turn: Turn, form: RequestForm, wanted: str) -> str | None:
    """The slot that a message puts right, other than the one that is asked for; `None` when none.

    "No, the light is on Mill Street". When the rest is known, a place or a value needs no "no".
    """
    text, state = turn.message.text, turn.state
    listening = turn.content.listening
    says_so = listening.corrects(text)
    if not says_so and (wanted in (PLACE, DETAIL) or listening.is_question(text)):
        return None
    if wanted != PLACE and state.report_place and names_place(turn, form):
        return PLACE
    if wanted != CONTACT and state.report_contact and has_number_or_mail(turn):
        return CONTACT
    if wanted != DETAIL and state.report_detail and value_in(text, form):
        return DETAIL
    return None


def says(turn: Turn, form: RequestForm, wanted: str) -> bool:
    """Whether an answer to the question stands in a message that looks like something else."""
    if wanted == PLACE:
        return names_place(turn, form)
    if wanted == DETAIL:
        return value_in(turn.message.text, form) is not None
    return wants_none(turn) or has_number_or_mail(turn)


def part_to_change(turn: Turn) -> str:
    """Which part somebody wants to change ("the address is wrong"); empty when they do not say."""
    parts = turn.content.listening.report_parts
    named = [part for part, runs in parts.items() if has_run(turn.message.text, runs)]
    return named[0] if len(named) == 1 else ""


def wants_none(turn: Turn) -> bool:
    """Whether somebody does not want to be reached: "no thanks"."""
    message, listening = turn.message, turn.content.listening
    words = words_of(message.text)
    if len(words) > _FEW_WORDS or has_run(message.text, listening.stopping):
        return False
    declines = message.intent in ("deny", "decline_ask", "refuse_consent")
    return declines or has_run(message.text, listening.declining)


def does_not_know(turn: Turn) -> bool:
    """Whether somebody cannot say the place: "not sure what it's called"."""
    text = turn.message.text
    return has_run(text, turn.content.listening.not_knowing) and not names_a_street(text)


def key_of(value: AttributeValue | None) -> str:
    """What the slot holds for a value; own words that name none are something else."""
    return value.key if value else OTHER
