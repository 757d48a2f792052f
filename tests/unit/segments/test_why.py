"""Why this answer: it names the rule, the fact and when it was said."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.model import Facet, InteractionLevel
from bot.segments.compose import compose_answer
from bot.segments.enquiry import Enquiry
from bot.segments.facts import Fact
from bot.segments.rules import Membership
from bot.segments.why import explain

LONDON = ZoneInfo("Europe/London")
MakeFact = Callable[..., Fact]
Members = Callable[..., list[Membership]]
Why = Callable[..., str]


@pytest.fixture
def why(catalogue: Catalogue, now: dt.datetime) -> Why:
    def text(facet: Facet | None = None, **more: object) -> str:
        enquiry = Enquiry("library-card", facet, **more)  # type: ignore[arg-type]
        record = compose_answer(catalogue, enquiry, now).record
        return explain(record, catalogue.wording, now, LONDON)

    return text


def test_a_general_answer_says_that_nothing_personal_was_used(why: Why) -> None:
    assert why(Facet.COST) == (
        "This is the general answer about “Get a library card”. It is the same for everyone. "
        "I used nothing about you.\n\n"
        "It comes from Little Town Council. They last checked it on 12 October 2026."
    )


def test_a_personal_answer_names_the_fact_and_the_time(
    why: Why, members: Members, fact: MakeFact
) -> None:
    assert why(Facet.COST, memberships=members(fact("student"))) == (
        "I fitted the answer about “Get a library card” to what you told me.\n\n"
        "You told me you are a student. You said so today at 11am. "
        "So I added what Little Town Council says for students.\n\n"
        "It comes from Little Town Council. They last checked it on 12 October 2026.\n\n"
        "If I have something wrong, tell me. Or say “forget that”."
    )


def test_an_older_fact_is_told_with_its_date(why: Why, members: Members, fact: MakeFact) -> None:
    text = why(Facet.COST, memberships=members(fact("student", days_ago=20)))
    assert "You said so on 4 November 2026." in text


def test_a_segment_that_changed_nothing_is_not_a_reason(
    why: Why, members: Members, fact: MakeFact
) -> None:
    assert "student" not in why(Facet.STATUS, memberships=members(fact("student")))


def test_a_segment_that_changed_the_shape_is_a_reason(
    why: Why, members: Members, fact: MakeFact
) -> None:
    text = why(Facet.STATUS, memberships=members(fact("no_internet")))
    assert "You told me you do not use the internet." in text
    assert "So I told you how to reach a person." in text


@pytest.mark.parametrize("level", list(InteractionLevel))
def test_a_wish_is_named(level: InteractionLevel, why: Why) -> None:
    assert "You wanted" in why(Facet.HOW_TO_APPLY, level=level)


def test_facts_about_somebody_else_are_named_as_theirs(
    why: Why, members: Members, fact: MakeFact
) -> None:
    text = why(Facet.COST, memberships=members(fact("student")), on_behalf=True)
    assert "You told me about the person you ask for. They are one of these: students." in text
    assert "You told me you are a student" not in text


def test_a_sentence_about_time_names_where_it_is_published(why: Why) -> None:
    assert "https://town.example/standards/library-card" in why(Facet.DURATION)


def test_a_missing_standard_is_named_too(catalogue: Catalogue, now: dt.datetime) -> None:
    record = compose_answer(catalogue, Enquiry("pool-pass", Facet.DURATION), now).record
    assert "found none" in explain(record, catalogue.wording, now, LONDON)


def test_before_any_answer_there_is_nothing_to_explain(
    catalogue: Catalogue, now: dt.datetime
) -> None:
    assert explain(None, catalogue.wording, now, LONDON).startswith("I have not given you")
