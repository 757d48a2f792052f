"""Somebody writes in a language that the assistant does not speak: a word in theirs, and a way on."""

from __future__ import annotations

from enum import StrEnum

from bot.catalogue.model.language import OtherLanguage
from bot.dialogue import lost, staff, your_data
from bot.dialogue.naming import named_services
from bot.dialogue.state import Awaiting
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of
from bot.text.language import (
    is_foreign_script,
    known_languages,
    language_of,
    tells_a_language,
    told_by_words,
)

_APART, _BACK = "\u2066", "\u2069"
"""Around a telephone number in a text from right to left: else its two halves change places (UAX 9)."""
_A_WISH = 7
"""Words. In a longer text the words of a wish may be part of something else."""


class Door(StrEnum):
    """What is wished for in another language and can be had here, by the names of the lists of words."""

    PERSON = "person"
    ERASE = "erase"
    THANKS = "thanks"


def is_written_in_another(turn: Turn) -> bool:
    """Whether a message is surely in another language, and names no service as the catalogue does."""
    return _language(turn) is not None


def answer(turn: Turn) -> None:
    """Open the right door, with a word in their language; else say what is possible here."""
    language = _language(turn)
    if language is None:
        lost.tell(turn, "talk.not_understood")
        return
    door = next((each for each in Door if _says(turn.message.text, getattr(language, each))), None)
    if door is Door.THANKS and language.welcome:
        turn.reply(language.welcome)
    elif door is Door.ERASE and language.erasure:
        turn.reply(language.erasure.format(yes=turn.words("talk.button.delete_yes")))
        your_data.delete_my_data(turn)
    elif door is Door.PERSON:
        turn.reply(_reach(turn, language, language.again or language.text), kind="person")
        staff.ask_for_person(turn)
    else:
        _say_what_is_possible(turn, language)


def _say_what_is_possible(turn: Turn, language: OtherLanguage) -> None:
    """In full the first time, shorter when the same would be said twice in a row."""
    parts = [_reach(turn, language, language.text)]
    if language.page and language.code in turn.host.languages and _elsewhere(turn, language):
        parts.append(language.page)
    text = "\n\n".join(parts)
    if language.again and any(text == said.text for said in turn.around.said_last):
        text = _reach(turn, language, language.again)
    turn.reply(text, kind="person", buttons=[lost.person_button(turn)])


def _elsewhere(turn: Turn, language: OtherLanguage) -> bool:
    return turn.message.language != language.code


def _reach(turn: Turn, language: OtherLanguage, text: str) -> str:
    agency = turn.agency
    rtl = language.direction == "rtl"
    number = f"{_APART}{agency.phone}{_BACK}" if rtl else agency.phone
    return text.format(agency=agency.name, number=number, spoken=language.spoken)


def _language(turn: Turn) -> OtherLanguage | None:
    message, book = turn.message, turn.catalogue.languages
    # A comment, and what is typed into a form, may be in any language.
    awaited = turn.awaited is Awaiting.COMMENT or turn.around.in_form
    if message.from_button or awaited or not book.languages:
        return None
    language = _by_words(turn) or _by_letters(turn)
    return None if language is None or _names_a_service(turn) else language


def _by_words(turn: Turn) -> OtherLanguage | None:
    """By a wish that is written in it, by being asked for, or by its little words."""
    languages, text = turn.catalogue.languages.languages, turn.message.text
    for each in languages:
        if _says(text, (*each.person, *each.erase, *each.thanks, *each.asking)):
            return each
    told = told_by_words(text, {each.code: each.words for each in languages})
    return next((each for each in languages if each.code == told), None)


def _by_letters(turn: Turn) -> OtherLanguage | None:
    """By what the model of languages makes of its letters."""
    text, book = turn.message.text, turn.catalogue.languages
    if not tells_a_language(text):
        return None
    spoken = {each.code: each for each in book.languages if each.code in known_languages()}
    written = language_of(text, {*book.understood, *spoken})
    return spoken.get(written.code) if written.probability >= book.sure_from else None


def _says(text: str, runs: tuple[str, ...]) -> bool:
    """Whether a short text says one of the runs; where words are not parted, whether it holds one."""
    if is_foreign_script(text):
        return any(run.casefold() in text.casefold() for run in runs if is_foreign_script(run))
    return len(words_of(text)) <= _A_WISH and has_run(
        text, [" ".join(words_of(run)) for run in runs]
    )


def _names_a_service(turn: Turn) -> bool:
    named = named_services(turn.message.text, turn.catalogue.offered())
    return any(each.alone for each in named)
