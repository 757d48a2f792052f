"""Segments follow from what was said, by plain rules, and say why. Nothing is guessed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.model import SegmentRule
from bot.segments.facts import Fact
from bot.segments.rules import Membership, judge, segments_of

NOW = dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC)
MakeFact = Callable[..., Fact]
Members = Callable[..., list[Membership]]
ADAPTER: TypeAdapter[SegmentRule] = TypeAdapter(SegmentRule)

NAMES = ["carer", "student", "tenant"]
leaf = st.sampled_from(NAMES).map(lambda name: {"fact": name})
rules = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
).map(ADAPTER.validate_python)
known = st.dictionaries(st.sampled_from(NAMES), st.booleans())


def as_facts(values: dict[str, bool]) -> dict[str, Fact]:
    return {
        name: Fact(name=name, value=value, said_at=NOW, message_id="m")
        for name, value in values.items()
    }


@given(rules, known, known)
def test_what_is_settled_stays_settled_when_more_is_said(
    rule: SegmentRule, first: dict[str, bool], more: dict[str, bool]
) -> None:
    before = judge(rule, as_facts(first)).holds
    after = judge(rule, as_facts(more | first)).holds
    assert before is None or after is before


@given(rules, known)
def test_the_facts_given_as_reasons_suffice(rule: SegmentRule, values: dict[str, bool]) -> None:
    verdict = judge(rule, as_facts(values))
    if verdict.holds is not None:
        reasons = {fact.name: fact for fact in verdict.facts}
        assert judge(rule, reasons).holds is verdict.holds


@given(rules, st.fixed_dictionaries({name: st.booleans() for name in NAMES}))
def test_everything_is_settled_once_everything_is_said(
    rule: SegmentRule, values: dict[str, bool]
) -> None:
    assert judge(rule, as_facts(values)).holds is not None


@given(rules)
def test_nothing_follows_from_silence(rule: SegmentRule) -> None:
    assert judge(rule, {}).holds is None


def ids(memberships: list[Membership]) -> list[str]:
    return [each.segment_id for each in memberships]


def test_a_carer_is_a_carer_because_of_what_they_said(members: Members, fact: MakeFact) -> None:
    carer = fact("carer")
    (membership,) = members(carer)
    assert membership.segment_id == "carers"
    assert membership.because == "You told me you look after someone."
    assert membership.facts == (carer,)


@pytest.mark.parametrize(
    ("age", "segments"), [(18, ["under_19"]), (19, []), (59, []), (60, ["over_60"])]
)
def test_ages_fall_on_the_right_side_of_the_line(
    age: int, segments: list[str], members: Members, fact: MakeFact
) -> None:
    assert ids(members(fact("age", age))) == segments


def test_the_number_that_was_said_is_named(members: Members, fact: MakeFact) -> None:
    assert members(fact("age", 72))[0].because == "You told me you are 72."


def test_only_the_fact_that_counts_is_named(members: Members, fact: MakeFact) -> None:
    (poor,) = members(fact("universal_credit"), fact("low_income", False))
    assert poor.because == "You told me you get Universal Credit."


def test_all_parts_of_a_rule_are_named(members: Members, fact: MakeFact) -> None:
    young = members(fact("carer"), fact("age", 15))[-1]
    assert young.because == "You told me you look after someone and you are 15 years old."


def test_not_a_student_needs_to_have_been_said(members: Members, fact: MakeFact) -> None:
    assert ids(members()) == []
    (membership,) = members(fact("student", False))
    assert membership.segment_id == "not_students"
    assert membership.because == "You told me you are not a student."


def test_another_persons_facts_make_nobody_else_a_member(
    catalogue: Catalogue, fact: MakeFact
) -> None:
    mums: Any = [fact("carer", subject="other")]
    book, wording = catalogue.segments, catalogue.wording
    assert segments_of(mums, book, NOW, wording) == []
    assert ids(segments_of(mums, book, NOW, wording, subject="other")) == ["carers"]


def test_an_expired_fact_makes_no_member(members: Members, fact: MakeFact) -> None:
    assert members(fact("carer", days_ago=31)) == []
