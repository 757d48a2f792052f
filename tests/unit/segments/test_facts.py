"""Facts: what is believed, what newer words do to older ones, and when they end."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.catalogue import Catalogue
from bot.segments.facts import Fact, about, forget, merge, needs_consent, read_fact

NOW = dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC)
MakeFact = Callable[..., Fact]

LIFETIMES = {"carer": 50, "student": 10, "age": 500}


@st.composite
def some_facts(draw: st.DrawFn) -> Fact:
    """A fact lives as long as its kind does, so of two the one said later also ends later."""
    name = draw(st.sampled_from(sorted(LIFETIMES)))
    said_at = NOW - dt.timedelta(hours=draw(st.integers(0, 100)))
    return Fact(
        name=name,
        value=draw(st.booleans()),
        said_at=said_at,
        message_id=draw(st.sampled_from(["m1", "m2"])),
        expires_at=said_at + dt.timedelta(hours=LIFETIMES[name]),
        subject=draw(st.sampled_from(["self", "other"])),
    )


facts = st.lists(some_facts(), max_size=8)


@given(facts, facts)
def test_hearing_the_same_again_changes_nothing(old: list[Fact], new: list[Fact]) -> None:
    once = merge(old, new, NOW)
    assert merge(once, new, NOW) == once


@given(facts, facts)
def test_there_is_one_fact_for_a_name_and_a_subject(old: list[Fact], new: list[Fact]) -> None:
    merged = merge(old, new, NOW)
    assert len({(fact.subject, fact.name) for fact in merged}) == len(merged)


@given(facts, facts)
def test_what_was_said_last_is_what_holds(old: list[Fact], new: list[Fact]) -> None:
    for fact in merge(old, new, NOW):
        rivals = [e for e in old + new if (e.subject, e.name) == (fact.subject, fact.name)]
        assert fact.said_at == max(rival.said_at for rival in rivals)
        assert fact.live(NOW)


def read(catalogue: Catalogue, **entity: Any) -> Fact | None:
    return read_fact({"entity": "fact", **entity}, catalogue.segments, NOW, "m1")


def test_a_stated_fact_is_read_with_its_end(catalogue: Catalogue) -> None:
    fact = read(catalogue, value="student", holds=True, number=None, subject="self")
    assert fact is not None
    assert (fact.name, fact.value, fact.subject) == ("student", True, "self")
    assert fact.expires_at == NOW + dt.timedelta(days=30)


def test_no_longer_a_student_is_known_and_false(catalogue: Catalogue, fact: MakeFact) -> None:
    denied = read(catalogue, value="student", holds=False)
    assert denied is not None
    merged = merge([fact("student", days_ago=3)], [denied], NOW)
    assert [each.value for each in merged] == [False]


def test_what_is_said_of_somebody_else_says_nothing_of_the_speaker(catalogue: Catalogue) -> None:
    fact = read(catalogue, value="carer", holds=True, subject="other")
    assert fact is not None
    assert about([fact], "self", NOW) == {}
    assert about([fact], "other", NOW) == {"carer": fact}


@pytest.mark.parametrize(
    "entity",
    [
        {"value": "wizard", "holds": True},
        {"value": "age", "holds": True, "number": None},
        {"value": "age", "holds": True, "number": 172},
        {"value": "age", "holds": True, "number": -1},
        {"value": "age", "holds": True, "number": 7.5},
        {"value": "age", "holds": True, "number": float("inf")},
        {"value": "age", "holds": True, "number": float("nan")},
        {"value": "age", "holds": True, "number": True},
        {"value": "age", "holds": False, "number": 72},
        {"value": None},
        {},
    ],
)
def test_what_cannot_be_believed_is_no_fact(entity: dict[str, Any], catalogue: Catalogue) -> None:
    assert read(catalogue, **entity) is None


def test_an_age_is_a_number(catalogue: Catalogue) -> None:
    fact = read(catalogue, value="age", holds=True, number=72.0)
    assert fact is not None
    assert fact.value == 72
    assert not isinstance(fact.value, bool)


def test_an_expired_fact_no_longer_counts(fact: MakeFact) -> None:
    old = fact("carer", days_ago=31)
    assert about([old], "self", NOW) == {}
    assert merge([old], [], NOW) == ()


def test_one_fact_or_one_person_or_all_can_be_forgotten(fact: MakeFact) -> None:
    mine, theirs, age = fact("carer"), fact("carer", subject="other"), fact("age", 70)
    assert forget([mine, theirs, age], name="carer") == (age,)
    assert forget([mine, theirs, age], subject="other") == (mine, age)
    assert forget([mine, theirs, age], name="carer", subject="self") == (theirs, age)
    assert forget([mine, theirs, age]) == ()


def test_health_needs_consent_and_so_does_what_is_unknown(
    catalogue: Catalogue, fact: MakeFact
) -> None:
    assert needs_consent(fact("disabled"), catalogue.segments)
    assert needs_consent(fact("wizard"), catalogue.segments)
    assert not needs_consent(fact("carer"), catalogue.segments)


@given(facts)
def test_a_fact_survives_json(some: list[Fact]) -> None:
    for fact in some:
        assert Fact.model_validate(fact.model_dump(mode="json")) == fact


def test_an_age_survives_json_as_a_number(fact: MakeFact) -> None:
    copy = Fact.model_validate_json(fact("age", 1).model_dump_json())
    assert copy.value == 1
    assert not isinstance(copy.value, bool)
