"""Which option of a form a text means: by its words, and when one is asked for by a part of them."""

from __future__ import annotations

from bot.catalogue.model import AttributeValue, RequestForm
from bot.catalogue.model.request_form import OTHER
from bot.dialogue.report_words import ReportWords
from bot.dialogue.words import has_run, words_of


def value_in(text: str, form: RequestForm) -> AttributeValue | None:
    """The one value that a text names; `None` when it names none, or several."""
    found = _named(text, form)
    return found[0] if len(found) == 1 else None


def answer_in(text: str, form: RequestForm, words: ReportWords) -> AttributeValue | None:
    """The value that an answer to the form's question means.

    Of several that are named ("mattresses and a fridge") the first; where none is, the only one that shares
    a word with the text which no other value has ("the blue one").
    """
    found = _named(text, form)
    if found:
        return min(found, key=lambda value: _first_place(text, value))
    sharing = [value for value in form.attribute.values if _shares_a_word(text, value, form, words)]
    return sharing[0] if len(sharing) == 1 else None


def is_dangerous(text: str, form: RequestForm, value: AttributeValue | None = None) -> bool:
    """Whether somebody tells of a danger that cannot wait for a report."""
    if form.danger is None:
        return False
    return (value is not None and value.danger) or has_run(text, form.danger.words)


def key_of(value: AttributeValue | None) -> str:
    """What the slot holds for a value; own words that name none are something else."""
    return value.key if value else OTHER


def _named(text: str, form: RequestForm) -> list[AttributeValue]:
    """The values that a text names; only the dangerous ones when there are such."""
    named = [value for value in form.attribute.values if has_run(text, value.words)]
    dangerous = [value for value in named if value.danger]
    return dangerous or named


def _first_place(text: str, value: AttributeValue) -> int:
    """How many words of a text it takes to name a value."""
    words = words_of(text)
    return next(n for n in range(1, len(words) + 1) if has_run(" ".join(words[:n]), value.words))


def _shares_a_word(text: str, value: AttributeValue, form: RequestForm, words: ReportWords) -> bool:
    others = [each for each in form.attribute.values if each is not value]
    telling = [word for word in words_of(text) if not has_run(word, words.hollow)]
    return any(
        _has_word(value, word) and not any(_has_word(other, word) for other in others)
        for word in telling
    )


def _has_word(value: AttributeValue, word: str) -> bool:
    if value.key == OTHER:
        return False
    parts = {part for run in (*value.words, *words_of(value.name)) for part in run.split()}
    return has_run(word, parts)
