"""What is known about somebody: every live fact, when it was said and when it is forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from zoneinfo import ZoneInfo

from bot.catalogue import phrases
from bot.catalogue.model import SegmentBook
from bot.catalogue.wording import Wording
from bot.segments.facts import OTHER, SELF, Fact, about
from bot.segments.rules import fact_sentence, segments_of


def describe_facts(
    facts: Sequence[Fact],
    book: SegmentBook,
    wording: Wording,
    now: dt.datetime,
    zone: ZoneInfo,
    remembered: Collection[str] | None = None,
) -> str:
    """A text that lists the facts about the speaker, and about the person they ask for.

    `remembered` names the facts that are kept beyond the conversation: of the others no date is told on which
    they are forgotten. `None` stands for all of them.
    """
    if remembered is not None:
        facts = [_until_the_end(fact, remembered) for fact in facts if fact.live(now)]
    parts = [
        *_listed(facts, SELF, "facts.lead", book, wording, now, zone),
        *_segments(facts, book, wording, now),
        *_listed(facts, OTHER, "facts.lead_other", book, wording, now, zone),
    ]
    if not parts:
        return wording.get("facts.none")
    return "\n\n".join([*parts, wording.get("facts.change")])


def _until_the_end(fact: Fact, remembered: Collection[str]) -> Fact:
    """A fact that is used in this conversation only has no later day of its own."""
    kept = fact.subject == SELF and fact.name in remembered
    return fact if kept else fact.model_copy(update={"expires_at": None})


def _listed(
    facts: Iterable[Fact],
    subject: str,
    lead: str,
    book: SegmentBook,
    wording: Wording,
    now: dt.datetime,
    zone: ZoneInfo,
) -> list[str]:
    known = [fact for fact in about(facts, subject, now).values() if fact.name in book.facts]
    lines = [f"- {_line(fact, book, wording, zone)}" for fact in known]
    return [wording.get(lead) + "\n" + "\n".join(lines)] if lines else []


def _line(fact: Fact, book: SegmentBook, wording: Wording, zone: ZoneInfo) -> str:
    text = fact_sentence(fact, book.facts[fact.name])
    key = "facts.line_kept" if fact.expires_at is None else "facts.line"
    return wording.get(
        key,
        fact=text[:1].upper() + text[1:],
        said=_day(fact.said_at, wording, zone),
        forgotten=_day(fact.expires_at or fact.said_at, wording, zone),
    )


def _segments(
    facts: Sequence[Fact], book: SegmentBook, wording: Wording, now: dt.datetime
) -> list[str]:
    labels = [each.label for each in segments_of(facts, book, now, wording)]
    joined = phrases.joined(wording, labels)
    return [wording.get("facts.segments", labels=joined)] if labels else []


def _day(moment: dt.datetime, wording: Wording, zone: ZoneInfo) -> str:
    return phrases.date(wording, moment.astimezone(zone).date())
