"""Everything a citizen reads is plain English for a reading age of 9 to 11."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.catalogue.load import load
from bot.catalogue.model import Service
from tests.content.reading import GRADE_AT_MOST, grade, too_hard

CONTENT = Path(__file__).parents[2] / "content"
CATALOGUE = load(CONTENT)


def blocks(service: Service) -> Iterator[tuple[str, str]]:
    """Every text of a service that is said to a citizen, by its field."""
    for field in ("alert", "description", "eligibility_description", "fees_description"):
        yield field, getattr(service, field) or ""
    yield "status_description", service.status_description
    yield "application_process", "\n".join(service.application_process)
    yield "required_documents", "\n".join(each.document for each in service.required_documents)
    yield "exception", service.exception.text
    if service.appeal:
        yield "appeal", "\n".join([service.appeal.description, *service.appeal.steps])
    for note in service.notes_for_segments:
        yield f"note for {note.segment}", note.text


def standards() -> Iterator[tuple[str, str]]:
    for of_service in CATALOGUE.standards.values():
        for standard in of_service:
            yield standard.id, f"{standard.statement} The time runs {standard.measure}."


def segments() -> Iterator[tuple[str, str]]:
    for segment in CATALOGUE.segments.segments:
        yield segment.id, filled(segment.because)


def report_forms() -> Iterator[tuple[str, str]]:
    for code, form in CATALOGUE.request_forms.items():
        texts = [form.opening, form.place.question, form.place.help, form.attribute.description]
        yield code, "\n".join([*texts, form.danger.text if form.danger else ""])


def eligibility_checks() -> Iterator[tuple[str, str]]:
    for check in CATALOGUE.eligibility.values():
        for question in check.questions:
            yield f"{check.service_id}: {question.id}", question.question
            yield f"{check.service_id}: {question.id}", f"{question.condition}\n{question.help}"
            yield f"{check.service_id}: {question.id}", question.nearer or ""
            for thing in question.explains:
                yield f"{check.service_id}: {question.id}: {thing.words[0]}", thing.text
            for answer in question.answers:
                yield f"{check.service_id}: {question.id}: {answer.key}", answer.text or ""


def notices() -> Iterator[tuple[str, str]]:
    return ((notice.id, notice.text) for notice in CATALOGUE.notices)


def crisis() -> Iterator[tuple[str, str]]:
    for kind, fields in read("crisis.yml")["kinds"].items():
        yield kind, fields["message"]


def questions() -> Iterator[tuple[str, str]]:
    for item in read("survey.yml")["items"]:
        yield item["id"], item["question"]


def read(file: str) -> Any:
    return yaml.safe_load((CONTENT / file).read_text(encoding="utf-8"))


def filled(text: str) -> str:
    return re.sub(r"\{\w+\}", "ten", text)


def faults(texts: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{name}: {reason}: {text}" for name, text in texts if (reason := too_hard(text))]


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=lambda service: service.id)
def test_each_text_of_a_service_is_easy_to_read(service: Service) -> None:
    assert faults(blocks(service)) == []


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=lambda service: service.id)
def test_a_service_as_a_whole_is_easy_to_read(service: Service) -> None:
    assert grade("\n".join(text for _, text in blocks(service))) <= GRADE_AT_MOST - 1


@pytest.mark.parametrize(
    "texts",
    [standards, segments, report_forms, eligibility_checks, notices, crisis, questions],
    ids=lambda texts: texts.__name__,
)
def test_what_is_said_besides_is_easy_to_read(texts: Any) -> None:
    assert faults(texts()) == []


def test_every_sentence_the_assistant_composes_is_easy_to_read() -> None:
    texts = CATALOGUE.wording.texts.items()
    assert faults((key, filled(text)) for key, text in texts if len(text.split()) > 5) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat. It was a fat cat.", -3, 1),
        ("You can ask us to look again. We will tell you why.", -1, 4),
        (
            "Notwithstanding aforementioned considerations, applicants must substantiate entitlement.",
            18,
            40,
        ),
    ],
)
def test_the_measure_tells_plain_from_pompous(text: str, low: float, high: float) -> None:
    assert low <= grade(text) <= high
