"""Somebody writes in a language that the assistant does not speak: a word in theirs, and a way on."""

from __future__ import annotations

from bot.catalogue.model.language import OtherLanguage
from bot.dialogue import lost
from bot.dialogue.naming import named_services
from bot.dialogue.state import Awaiting
from bot.dialogue.turn import Turn
from bot.text.language import (
    known_languages,
    language_of,
    tells_a_language,
)

_APART, _BACK = "\u2066", "\u2069"
"""Around a telephone number in a text from right to left: else its two halves change places (UAX 9)."""


def is_written_in_another(turn: Turn) -> bool:
    """Whether a message is surely in another language, and names no service as the catalogue does."""
    return _language(turn) is not None


def answer(turn: Turn) -> None:
    """Say in their language what is possible here, and where a person and an interpreter are."""
    language = _language(turn)
    if language is None:
        lost.tell(turn, "talk.not_understood")
        return
    agency = turn.agency
    rtl = language.direction == "rtl"
    number = f"{_APART}{agency.phone}{_BACK}" if rtl else agency.phone
    text = language.text.format(agency=agency.name, number=number, spoken=language.spoken)
    turn.reply(text, kind="person", buttons=[lost.person_button(turn)])


def _language(turn: Turn) -> OtherLanguage | None:
    message, book = turn.message, turn.catalogue.languages
    # A comment, and what is typed into a form, may be in any language.
    awaited = turn.awaited is Awaiting.COMMENT or turn.around.in_form
    if message.from_button or awaited or not book.languages:
        return None
    if not tells_a_language(message.text):
        return None
    spoken = {each.code: each for each in book.languages if each.code in known_languages()}
    written = language_of(message.text, {*book.understood, *spoken})
    language = spoken.get(written.code) if written.probability >= book.sure_from else None
    return None if language is None or _names_a_service(turn) else language


def _names_a_service(turn: Turn) -> bool:
    named = named_services(turn.message.text, turn.catalogue.offered())
    return any(each.alone for each in named)
