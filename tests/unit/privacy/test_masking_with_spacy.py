"""With spaCy's reading of the message, what lists and cues miss is found too."""

from typing import Any

from bot.privacy.masking import find_personal_data, mask

from .masking_corpus import lines, score


def test_all_of_the_corpus_is_found(nlp: Any) -> None:
    result = score(lines("personal.yml"), lambda text: find_personal_data(text, nlp(text)))
    assert result.recall() == 1.0, "\n".join(result.notes)


def test_nearly_all_of_the_unseen_lines_are_found(nlp: Any) -> None:
    result = score(lines("unseen.yml"), lambda text: find_personal_data(text, nlp(text)))
    assert result.recall() >= 0.97, "\n".join(result.notes)


def test_services_months_and_places_are_not_taken_for_people(nlp: Any) -> None:
    harmless = [*lines("nothing.yml"), *lines("nothing_unseen.yml")]
    result = score(harmless, lambda text: find_personal_data(text, nlp(text)))
    assert sum(result.false_alarms.values()) <= 2, "\n".join(result.notes)


def test_a_name_at_the_head_of_a_message_is_masked(nlp: Any) -> None:
    text = "Zoë O'Neill wants to know when the bus pass comes"
    assert mask(text, find_personal_data(text, nlp(text))).startswith("[name] wants")
