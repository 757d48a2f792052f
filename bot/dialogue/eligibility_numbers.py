"""Which answers of a check a number or a date of birth fits. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.catalogue.model.eligibility import EligibilityAnswer, EligibilityQuestion, Measure
from bot.dialogue.said_births import Days, age_on, days_of_age, read_births
from bot.dialogue.said_numbers import Stretch, read_numbers


@dataclass(frozen=True)
class Fitting:
    """An answer for each number that fits one; `near` when a number fits no single one."""

    answers: tuple[EligibilityAnswer, ...] = ()
    near: bool = False


def fitting_numbers(
    question: EligibilityQuestion, text: str, today: dt.date, *, loose: bool
) -> Fitting:
    """What the numbers in a text come to; `loose` takes bare ones, in the first measure of the question."""
    births = read_births(text, today, loose=loose and _asks_birth(question))
    found = [*_by_birth(question, text, today, births, loose)]
    for place, measure in enumerate(_measures(question)):
        said = read_numbers(text, measure, loose=loose and place == 0)
        if measure == "age":
            said = [*said, *((age_on(last, today), age_on(first, today)) for first, last in births)]
        found += [_that_holds(question, _holding(measure, each)) for each in said]
    answers = tuple(each for each in found if each is not None)
    return Fitting(answers, near=len(answers) < len(found))


def fitting_age(
    question: EligibilityQuestion, age: int, today: dt.date
) -> EligibilityAnswer | None:
    """The answer that an age fits."""
    if _asks_birth(question):
        return _that_holds(question, _born(days_of_age(age, age, today)))
    return _that_holds(question, _holding("age", (age, age)))


def _asks_birth(question: EligibilityQuestion) -> bool:
    return any(each.born for each in question.answers)


def _measures(question: EligibilityQuestion) -> list[Measure]:
    return list(dict.fromkeys(key for each in question.answers for key in each.numbers))


def _by_birth(
    question: EligibilityQuestion, text: str, today: dt.date, births: list[Days], loose: bool
) -> Iterator[EligibilityAnswer | None]:
    if not _asks_birth(question):
        return
    ages = [] if births else read_numbers(text, "age", loose=loose)
    said = [days_of_age(low, min(high, 120), today) for low, high in ages]
    yield from (_that_holds(question, _born(each)) for each in [*births, *said])


def _holding(measure: Measure, said: Stretch) -> Callable[[EligibilityAnswer], bool]:
    def holds(answer: EligibilityAnswer) -> bool:
        numbers = answer.numbers.get(measure)
        return numbers is not None and numbers.hold(*said)

    return holds


def _born(said: Days) -> Callable[[EligibilityAnswer], bool]:
    return lambda answer: answer.born is not None and answer.born.hold(*said)


def _that_holds(
    question: EligibilityQuestion, holds: Callable[[EligibilityAnswer], bool]
) -> EligibilityAnswer | None:
    fitting = [each for each in question.answers if holds(each)]
    return fitting[0] if len(fitting) == 1 else None
