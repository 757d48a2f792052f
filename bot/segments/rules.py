"""From facts to segments, by the plain rules of content/segments.yml. Nothing is guessed.

A fact nobody stated is unknown. A rule over unknown facts is unknown too, unless what is known
already settles it (Kleene's three-valued logic), and only a rule that holds makes a member.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.catalogue import phrases
from bot.catalogue.model import (
    AllRule,
    AnyRule,
    FactDefinition,
    FactRule,
    InteractionLevel,
    NotRule,
    Segment,
    SegmentBook,
    SegmentRule,
)
from bot.catalogue.wording import Wording
from bot.segments.facts import SELF, Fact, about


@dataclass(frozen=True, slots=True)
class Membership:
    """Belonging to a segment, the sentence that says why, and the facts that made it so."""

    segment_id: str
    label: str
    because: str
    facts: tuple[Fact, ...]
    level: InteractionLevel | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule holds (None: not known) and the facts that decided it."""

    holds: bool | None
    facts: tuple[Fact, ...] = ()


def segments_of(
    facts: Iterable[Fact],
    book: SegmentBook,
    now: dt.datetime,
    wording: Wording,
    subject: str = SELF,
) -> list[Membership]:
    """The segments of one subject, in the order of the file."""
    known = about(facts, subject, now)
    memberships = []
    for segment in book.segments:
        verdict = judge(segment.rule, known)
        if verdict.holds:
            memberships.append(_membership(segment, verdict.facts, book, wording))
    return memberships


def judge(rule: SegmentRule, facts: Mapping[str, Fact]) -> Verdict:
    """What a rule says of the facts known by name."""
    match rule:
        case FactRule():
            return _judge_fact(rule, facts.get(rule.fact))
        case NotRule(negated=inner):
            verdict = judge(inner, facts)
            return Verdict(None if verdict.holds is None else not verdict.holds, verdict.facts)
        case AnyRule(any=parts):
            return _combine([judge(part, facts) for part in parts], settles=True)
        case AllRule(all=parts):
            return _combine([judge(part, facts) for part in parts], settles=False)


def fact_sentence(fact: Fact, definition: FactDefinition) -> str:
    """`you look after someone`, `you are 72 years old`, `you are not a student`."""
    if fact.value is False:
        return definition.label_not or definition.label
    return definition.label.replace("{value}", str(fact.value))


def _judge_fact(rule: FactRule, fact: Fact | None) -> Verdict:
    if fact is None:
        return Verdict(None)
    if isinstance(fact.value, bool):
        return Verdict(fact.value, (fact,))
    above = rule.at_least is None or fact.value >= rule.at_least
    below = rule.below is None or fact.value < rule.below
    return Verdict(above and below, (fact,))


def _combine(verdicts: list[Verdict], settles: bool) -> Verdict:
    """One part that equals `settles` decides: true for any, false for all."""
    decisive = [verdict for verdict in verdicts if verdict.holds is settles]
    if decisive:
        return Verdict(settles, _facts_of(decisive))
    if any(verdict.holds is None for verdict in verdicts):
        return Verdict(None)
    return Verdict(not settles, _facts_of(verdicts))


def _facts_of(verdicts: list[Verdict]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(fact for verdict in verdicts for fact in verdict.facts))


def _membership(
    segment: Segment, facts: tuple[Fact, ...], book: SegmentBook, wording: Wording
) -> Membership:
    sentences = [fact_sentence(fact, book.facts[fact.name]) for fact in facts]
    values = {fact.name: fact.value for fact in facts}
    because = segment.because.format_map({**values, "facts": phrases.joined(wording, sentences)})
    return Membership(segment.id, segment.label, because, facts, segment.level)
