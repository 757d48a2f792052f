"""Every answer the content can give is whole, short and finds all its wording."""

import datetime as dt
import re
from itertools import product
from pathlib import Path

import pytest

from bot.catalogue.load import load
from bot.catalogue.model import Facet, InteractionLevel, Service
from bot.segments.answer import Answer
from bot.segments.compose import compose_answer, compose_exception
from bot.segments.enquiry import Enquiry
from bot.segments.facts import Fact
from bot.segments.rules import Membership, segments_of
from bot.segments.why import explain

ROOT = Path(__file__).parents[2]
CATALOGUE = load(ROOT / "content")
NOW = dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC)
FACETS = [None, *Facet]
LEVELS = list(InteractionLevel)

MOST_WORDS = 180
"""Longer than this nobody reads in a chat; the longest are lists of who can get something."""
WORDS_AS_A_RULE = 90

each_service = pytest.mark.parametrize(
    "service", CATALOGUE.services.values(), ids=lambda each: each.id
)


def everybody() -> list[Membership]:
    """Each segment once, as though somebody belonged to all that can be joined by saying so."""
    facts = [
        Fact(name=name, value=70 if fact.type == "int" else True, said_at=NOW, message_id="m")
        for name, fact in CATALOGUE.segments.facts.items()
    ]
    of_ages = [[Fact(name="age", value=age, said_at=NOW, message_id="m")] for age in (16, 63)]
    found = [
        membership
        for told in (facts, *of_ages)
        for membership in segments_of(told, CATALOGUE.segments, NOW, CATALOGUE.wording)
    ]
    return list({each.segment_id: each for each in found}.values())


EVERYBODY = everybody()


def answers(service: Service, *memberships: Membership) -> list[Answer]:
    return [
        compose_answer(CATALOGUE, Enquiry(service.id, facet, level, memberships), NOW)
        for facet, level in product(FACETS, LEVELS)
    ]


def whole(text: str) -> bool:
    return bool(text) and not re.search(r"[{}<>]|\bNone\b|\n{3}| {2}|\bfacet\b", text)


def test_every_segment_can_be_joined() -> None:
    assert {each.segment_id for each in EVERYBODY} == {
        segment.id for segment in CATALOGUE.segments.segments
    }


@each_service
def test_every_answer_is_whole_and_short_enough(service: Service) -> None:
    for answer in answers(service):
        assert whole(answer.text), answer.text
        assert len(answer.text.split()) <= MOST_WORDS, answer.text


def test_most_answers_are_short() -> None:
    lengths = [
        len(answer.text.split())
        for service in CATALOGUE.services.values()
        for answer in answers(service)
    ]
    long = sum(length > WORDS_AS_A_RULE for length in lengths)
    assert long / len(lengths) < 0.2, f"{long} of {len(lengths)}"


@each_service
def test_every_note_reaches_somebody_and_is_explained(service: Service) -> None:
    zone = CATALOGUE.agency_of(service.id).zone
    for member in EVERYBODY:
        notes = [n for n in service.notes_for_segments if n.segment == member.segment_id]
        texts = [answer for answer in answers(service, member) if answer.explanations]
        for note in notes:
            assert any(note.text in answer.text for answer in texts)
        for answer in texts:
            reason = explain(answer.record, CATALOGUE.wording, NOW, zone)
            assert member.because in reason
            assert whole(reason)


@each_service
def test_every_guided_step_can_be_walked(service: Service) -> None:
    for facet in (Facet.HOW_TO_APPLY, Facet.APPEAL):
        step, answer = 1, None
        while answer is None or answer.has_next_step:
            enquiry = Enquiry(service.id, facet, InteractionLevel.GUIDED, step=step)
            answer = compose_answer(CATALOGUE, enquiry, NOW)
            assert whole(answer.text)
            step += 1
        assert answer.step == answer.steps


@each_service
def test_my_case_does_not_fit_leads_to_a_person(service: Service) -> None:
    text = compose_exception(CATALOGUE, Enquiry(service.id), NOW).text
    assert service.exception.text in text
    assert service.phones[0].number in text


@each_service
def test_every_sentence_about_time_is_in_the_text_word_for_word(service: Service) -> None:
    for answer in answers(service):
        for promise in answer.promises:
            assert promise.sentence in answer.text


KEYS = re.compile(r"""wording\s*\.\s*(get|plural|has)\(\s*["']([a-z_.0-9-]+)["']""")


@pytest.mark.parametrize("folder", ["bot", "actions"])
def test_every_text_that_the_program_names_is_there(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.py")):
        for method, key in KEYS.findall(path.read_text(encoding="utf-8")):
            wanted = [f"{key}.one", f"{key}.other"] if method == "plural" else [key]
            assert all(CATALOGUE.wording.has(each) for each in wanted), f"{path.name}: {key}"
