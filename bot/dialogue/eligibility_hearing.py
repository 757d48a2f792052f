"""Which answer to a question of a check somebody means, in their own words. Pure.

What is sure: the name of an answer, the words the agency lists for it, a number or a date that fits it, and a
fact that was stated. A leading yes or no, or a word that stands in one answer only, is a hint: it counts when
nothing else is meant.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.catalogue.model.eligibility import EligibilityAnswer, EligibilityQuestion
from bot.dialogue.eligibility_numbers import fitting_numbers
from bot.dialogue.listening import Listening
from bot.dialogue.words import has_run, places_of, words_of
from bot.segments.facts import Fact
from bot.segments.rules import judge

YES, NO = "yes", "no"
_NEAR = 3
"""Words. So near before a run of words a "not" denies it: "I do not get Universal Credit"."""
_RANGE = re.compile(r"\b(\d{1,3}) to (\d{1,3})\b")


@dataclass(frozen=True)
class Said:
    """A message, the facts in it, and the day it was said. `agrees` is yes or no where that is its intent."""

    text: str
    today: dt.date
    listening: Listening
    facts: Mapping[str, Fact] = field(default_factory=dict)
    agrees: str | None = None


@dataclass(frozen=True)
class Heard:
    """The answer that is meant. `near` when a number was given that fits no single one."""

    answer: EligibilityAnswer | None = None
    sure: bool = False
    near: bool = False


def hear(question: EligibilityQuestion, said: Said, *, plain: bool = True) -> Heard:
    """The answer to the question just asked; `plain` takes hints too."""
    exact = [each for each in question.answers if words_of(each.name) == words_of(said.text)]
    if exact:
        return Heard(exact[0], sure=True)
    numbers = fitting_numbers(question, said.text, said.today, loose=True)
    lead = _lead(question, said) if plain else None
    named = [each for each in question.answers if _is_named(each, said)]
    answer = _one_of([*named, *numbers.answers, *_by_facts(question, said)])
    if answer is not None:
        return Heard() if _contradicts(answer, lead, said.text) else Heard(answer, sure=True)
    if not plain or said.listening.is_question(said.text):
        return Heard(near=numbers.near)
    hint = lead or _denied(question, said) or _by_its_own_word(question, said)
    return Heard(hint, near=numbers.near)


def hear_ahead(question: EligibilityQuestion, said: Said) -> EligibilityAnswer | None:
    """The answer to a question that was not asked yet, where the words alone leave no doubt."""
    numbers = fitting_numbers(question, said.text, said.today, loose=False)
    told = [each for each in question.answers if any(_stands(run, said) for run in each.telling)]
    return _one_of([*told, *numbers.answers, *_by_facts(question, said)])


def explained(question: EligibilityQuestion, text: str) -> str | None:
    """What there is to say on a thing that a text names; `None` when it names none."""
    fitting = (each.text for each in question.explains if has_run(text, each.words))
    return next(fitting, None)


def _one_of(answers: Sequence[EligibilityAnswer]) -> EligibilityAnswer | None:
    """The answer that all agree on, or the first of several that come to the same finding."""
    if not answers:
        return None
    same = all(each is answers[0] for each in answers)
    alike = answers[0].finding is not None and len({each.finding for each in answers}) == 1
    return answers[0] if same or alike else None


def _is_named(answer: EligibilityAnswer, said: Said) -> bool:
    return any(_stands(run, said) for run in (*answer.words, *answer.telling))


def _by_facts(question: EligibilityQuestion, said: Said) -> Iterator[EligibilityAnswer]:
    for answer in question.answers:
        if answer.when is not None and judge(answer.when, said.facts).holds:
            yield answer


def _stands(run: str, said: Said) -> bool:
    """Whether a run of words stands in the text, and nothing before it denies it."""
    words = words_of(said.text)
    return any(not _is_denied(words, at, said.listening) for at in places_of(words, run))


def _is_denied(words: Sequence[str], at: int, listening: Listening) -> bool:
    near = words[max(0, at - _NEAR) : at]
    # The no at the head of a longer sentence answers a question: it denies only what comes right behind it.
    if len(near) == at and at > 1 and near[:1] == [NO]:
        near = near[1:]
    return any(word in listening.denying for word in near)


def _lead(question: EligibilityQuestion, said: Said) -> EligibilityAnswer | None:
    """Yes or no, by how the text begins, whatever follows."""
    if said.listening.cannot_say(said.text):
        return None
    key = said.listening.leads_with(said.text) or said.agrees
    return question.answer(key) if key else None


def _contradicts(answer: EligibilityAnswer, lead: EligibilityAnswer | None, text: str) -> bool:
    """Whether "no, I get it" says two things; in "no income" the no belongs to what is said."""
    if lead in (None, answer) or answer.key not in (YES, NO):
        return False
    words = words_of(text)
    return all(0 not in places_of(words, run) for run in (*answer.words, *answer.telling))


def _denied(question: EligibilityQuestion, said: Said) -> EligibilityAnswer | None:
    """No, where the words for yes are denied: "I don't get Universal Credit"."""
    yes = question.answer(YES)
    named = yes is not None and has_run(said.text, (*yes.words, *yes.telling))
    return question.answer(NO) if named else None


def _by_its_own_word(question: EligibilityQuestion, said: Said) -> EligibilityAnswer | None:
    """The one answer whose name holds a word of the text that stands in no other."""
    if explained(question, said.text):
        return None
    names = {each.key: _title_words(each, said.listening) for each in question.answers}
    fitting = []
    for answer in question.answers:
        others = set().union(*(words for key, words in names.items() if key != answer.key))
        if any(_stands(word, said) for word in names[answer.key] - others):
            fitting.append(answer)
    return fitting[0] if len(fitting) == 1 else None


def _title_words(answer: EligibilityAnswer, listening: Listening) -> set[str]:
    """The words of a name that name something; "3 to 7" stands for every number in it."""
    between = (
        str(number)
        for low, high in _RANGE.findall(answer.name)
        for number in range(int(low), int(high) + 1)
    )
    return {*words_of(answer.name), *between} - set(listening.naming_nothing)
