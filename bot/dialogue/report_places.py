"""Whether words say where a problem is, and what kind of place they name: never which."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.catalogue.model import RequestForm
from bot.dialogue.report_draft import kept_text
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run
from bot.privacy.patterns import find_patterns
from bot.text.places import names_a_street

HOUSES = frozenset(("address", "postcode"))
_SHAPES = {"A": "[A-Za-z]", "9": "[0-9]"}


def names_place(turn: Turn, form: RequestForm) -> bool:
    """Whether a message surely says where it is: a street, the code of a stop, for a home its address."""
    text = turn.message.text
    kinds = {span.kind for span in turn.message.personal_data or ()}
    if kinds & HOUSES or code_in(text, form):
        return True
    return not form.place.needs_house and names_a_street(text)


def may_be_place(turn: Turn, form: RequestForm) -> bool:
    """Whether a text holds anything that could lead somebody to the place."""
    return names_place(turn, form) or _leads_there(turn, form, turn.message.text)


def kept_is_weak(turn: Turn, form: RequestForm) -> bool:
    """Whether what is kept as the place hardly leads anybody there."""
    kept = kept_text(turn, turn.state.report_place)
    return not _leads_there(turn, form, kept)


def code_in(text: str, form: RequestForm) -> str | None:
    """The code of a stop in a text, as it stands on the sign; `None` when the form knows no codes."""
    if form.place.code_shape is None:
        return None
    shape = "".join(_SHAPES[each] for each in form.place.code_shape)
    found = re.search(rf"\b{shape}\b", text)
    return found.group().upper() if found else None


def kinds_in(turn: Turn, text: str) -> Iterator[str]:
    """What a place is made of, in words that name none: number, street, corner, landmark, postcode."""
    words = turn.content.reporting
    found = {span.kind for span in find_patterns(text)}
    if "address" in found or words.has_house_number(_without_postcodes(text)):
        yield "number"
    if has_run(text, words.corners):
        yield "corner"
    elif "address" in found or names_a_street(f"in {text}"):
        yield "street"
    elif has_run(text, words.place_words):
        yield "unnamed"
    if has_run(text, words.landmarks) and not has_run(text, words.corners):
        yield "landmark"
    if "postcode" in found:
        yield "postcode"


def _leads_there(turn: Turn, form: RequestForm, text: str) -> bool:
    words = turn.content.reporting
    kinds = {span.kind for span in find_patterns(text)}
    if kinds & HOUSES or words.has_house_number(text):
        return True
    anywhere = (*words.place_words, *words.landmarks)
    named = words.house_words if form.place.needs_house else anywhere
    return has_run(text, named) or (not form.place.needs_house and names_a_street(f"in {text}"))


def _without_postcodes(text: str) -> str:
    for span in sorted(find_patterns(text), key=lambda each: -each.start):
        if span.kind == "postcode":
            text = text[: span.start] + text[span.end :]
    return text
