"""Reading an answer to a question of the survey from what was typed or pressed. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.catalogue.expected import Expecting
from bot.dialogue.expectations import expected_times
from bot.dialogue.listening import OTHER, Listening
from bot.dialogue.message import Message
from bot.dialogue.words import words_of
from bot.feedback.instruments import Item, Option
from bot.text.numbers import small_number

_SHORT = 5
"""Words. A longer text that holds a number or a label is about something else, or says more."""
_OF_WHOLE = re.compile(r"\b([\w]+)\s*(?:out of|of|/)\s*(\d+)\b", re.IGNORECASE)
_MAY_ANSWER = frozenset(
    "state_expectation state_importance give_rating affirm nlu_fallback find_service "
    "express_satisfaction express_dissatisfaction state_interaction_preference".split()
)
"""Intents behind which a longer text can still be the answer. A question is never one."""
_EXPECTING = {"expectation_will": Expecting.WILL, "expectation_should": Expecting.SHOULD}


@dataclass(frozen=True)
class Given:
    """An answer: exactly one of the three. A number off the scale is kept out by `off_scale`."""

    number: int | None = None
    duration: str | None = None
    choice: str | None = None
    off_scale: bool = False


def given_by_button(item: Item, value: str) -> Given | None:
    """The answer behind a button; `None` when it is not one of the item's options."""
    option = next((each for each in item.options if str(each.value) == value), None)
    return None if option is None else _of_option(item, option)


def given_in_words(item: Item, message: Message, listening: Listening) -> Given | None:
    """The answer in a typed message; `None` when it is about something else."""
    words = words_of(message.text)
    if not words or _is_question(message, listening, len(words)):
        return None
    if len(words) > _SHORT and message.intent not in _MAY_ANSWER:
        return None
    return _READERS[item.scale.type](item, message, listening)


def typed_number(text: str) -> tuple[int, int | None] | None:
    """A rating in words or figures, and of how many: "4 out of 5", "five stars", "3"."""
    of_whole = _OF_WHOLE.search(text)
    if of_whole:
        number = small_number(of_whole[1])
        return None if number is None else (number, int(of_whole[2]))
    words = words_of(text)
    numbers = [number for word in words if (number := _number(word)) is not None]
    return (numbers[0], None) if len(numbers) == 1 and len(words) <= _SHORT else None


def _number(word: str) -> int | None:
    return None if word in ("a", "an") else small_number(word)


def _is_question(message: Message, listening: Listening, length: int) -> bool:
    """ "2 weeks?" is an answer all the same; "is it 4 pounds" is none."""
    asks = message.intent.startswith("ask_") and length > _SHORT
    begins = listening.is_question(message.text.rstrip("? "))
    return asks or begins or (listening.is_question(message.text) and length > _SHORT)


def _rating(item: Item, message: Message, listening: Listening) -> Given | None:
    found = typed_number(message.text)
    if found is None or not listening.only_rates(message.text):
        return _labelled(item, message)
    number, whole = found
    low, high = item.scale.number_range() or (1, 5)
    fits = low <= number <= high and whole in (None, high)
    return Given(number=number) if fits else Given(off_scale=True)


def _duration(item: Item, message: Message, listening: Listening) -> Given | None:
    asked = _EXPECTING.get(item.kind)
    times = expected_times(message, listening)
    own = next((each for each in times if each.expecting is asked and each.duration), None)
    if own is None and asked and listening.says_other_than(asked, message.text):
        return None
    answer = own or next((each for each in times if each.duration), None)
    return _labelled(item, message) if answer is None else Given(duration=answer.duration)


def _chosen(item: Item, message: Message, listening: Listening) -> Given | None:
    labelled = _labelled(item, message)
    says_what_matters = message.intent == "state_importance" or _is_bare(message)
    if labelled or not says_what_matters:
        return labelled
    driver = listening.driver_of(message.text)
    return given_by_button(item, driver) if driver != OTHER else None


def _is_bare(message: Message) -> bool:
    """A word or two that ask for nothing: "quick", "being listened to"."""
    return len(words_of(message.text)) <= 3 and message.intent != "find_service"


def _labelled(item: Item, message: Message) -> Given | None:
    """The option whose label was typed, with or without its number."""
    typed = _bare(message.text)
    option = next((each for each in item.options if _bare(each.label) == typed), None)
    return None if option is None else _of_option(item, option)


def _bare(label: str) -> list[str]:
    return [word for word in words_of(label) if not word.isdigit()]


def _of_option(item: Item, option: Option) -> Given:
    if item.scale.type == "rating":
        return Given(number=int(option.value))
    if item.scale.type == "duration":
        return Given(duration=str(option.value))
    return Given(choice=str(option.value))


_READERS = {"rating": _rating, "number": _rating, "duration": _duration, "choice": _chosen}
