"""What is known about somebody is told in full."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from bot.catalogue.catalogue import Catalogue
from bot.segments.about_me import describe_facts
from bot.segments.facts import Fact

LONDON = ZoneInfo("Europe/London")
MakeFact = Callable[..., Fact]


def told(catalogue: Catalogue, now: dt.datetime, *facts: Fact) -> str:
    return describe_facts(facts, catalogue.segments, catalogue.wording, now, LONDON)


def test_every_fact_is_told_with_its_days(
    catalogue: Catalogue, now: dt.datetime, fact: MakeFact
) -> None:
    assert told(catalogue, now, fact("carer", days_ago=2), fact("student", False)) == (
        "This is what you told me about yourself:\n"
        "- You look after someone (you said so on 22 November 2026; "
        "I forget it on 22 December 2026)\n"
        "- You are not a student (you said so on 24 November 2026; "
        "I forget it on 24 December 2026)\n\n"
        "So you may see more about what is different for people who look after someone "
        "and people who do not study.\n\n"
        "If something is wrong, tell me. Or say “forget that”."
    )


def test_facts_about_somebody_else_are_kept_apart(
    catalogue: Catalogue, now: dt.datetime, fact: MakeFact
) -> None:
    text = told(catalogue, now, fact("age", 80, subject="other"))
    assert text.startswith("This is what you told me about the person you ask for:")
    assert "people aged 60" not in text


def test_with_no_facts_it_says_so(catalogue: Catalogue, now: dt.datetime, fact: MakeFact) -> None:
    assert told(catalogue, now).startswith("I know nothing about you.")
    assert told(catalogue, now, fact("carer", days_ago=31)).startswith("I know nothing about you.")
