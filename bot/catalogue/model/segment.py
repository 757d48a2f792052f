"""Segments: named groups of citizens with stated facts in common, each with a plain rule.

Only the data is here; `bot.segments.rules` says what a rule means.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from bot.catalogue.model.base import Entry, IsoDuration, Name, Prose
from bot.catalogue.model.facet import InteractionLevel

Whole = Annotated[int, Field(strict=True)]


class FactDefinition(Entry):
    """A fact somebody can state. `label` is what it means when it holds, `label_not` when not.

    Sensitive facts (health and the like) need explicit consent and never feed clustering.
    Numbers outside `minimum` to `maximum` are not believed.
    """

    type: Literal["bool", "int"]
    label: Prose
    label_not: Prose | None = None
    sensitive: bool = False
    expires_after: IsoDuration
    minimum: Whole | None = None
    maximum: Whole | None = None


class FactRule(Entry):
    """A yes-or-no fact that holds, or a number within bounds (`below` is not included)."""

    fact: Name
    at_least: Whole | None = None
    below: Whole | None = None


class AnyRule(Entry):
    """One of the rules holds."""

    any: Annotated[tuple[SegmentRule, ...], Field(min_length=1)]


class AllRule(Entry):
    """Every one of the rules holds."""

    all: Annotated[tuple[SegmentRule, ...], Field(min_length=1)]


class NotRule(Entry):
    """The rule is known not to hold; a fact nobody stated is unknown, not false."""

    model_config = ConfigDict(populate_by_name=True)
    negated: Annotated[SegmentRule, Field(alias="not")]


def _kind(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else {}
    for kind in ("fact", "any", "all", "not"):
        if kind in keys or isinstance(value, _KINDS[kind]):
            return kind
    return None


_KINDS: dict[str, type[Entry]] = {
    "fact": FactRule,
    "any": AnyRule,
    "all": AllRule,
    "not": NotRule,
}

SegmentRule = Annotated[
    Annotated[FactRule, Tag("fact")]
    | Annotated[AnyRule, Tag("any")]
    | Annotated[AllRule, Tag("all")]
    | Annotated[NotRule, Tag("not")],
    Discriminator(
        _kind,
        custom_error_type="segment_rule",
        custom_error_message="must be a rule: fact, any, all or not",
    ),
]

for _model in (AnyRule, AllRule, NotRule):
    _model.model_rebuild()


class Segment(Entry):
    """A group, the rule for belonging to it, and the sentence that explains it.

    `because` may hold `{facts}`, the facts that were used, and `{name}` for a number the rule
    always looks at. `level` is how people of this segment are answered when they have not said
    how much help they want.
    """

    id: Name
    label: Prose
    rule: SegmentRule
    because: Prose
    level: InteractionLevel | None = None


class SegmentBook(Entry):
    """Everything in content/segments.yml."""

    version: Annotated[int, Field(ge=1, strict=True)]
    facts: dict[Name, FactDefinition]
    segments: tuple[Segment, ...]

    @model_validator(mode="after")
    def _rules_fit_facts(self) -> SegmentBook:
        ids = [segment.id for segment in self.segments]
        if len(set(ids)) != len(ids):
            raise ValueError("every segment id must occur once")
        for segment in self.segments:
            for rule in facts_in(segment.rule):
                _check_rule(segment.id, rule, self.facts)
            _check_because(segment, self.facts)
        return self

    def segment(self, segment_id: str) -> Segment:
        """The segment with that id; KeyError when there is none."""
        return {each.id: each for each in self.segments}[segment_id]


def facts_in(rule: SegmentRule) -> Iterator[FactRule]:
    """Every fact a rule looks at, depth first."""
    match rule:
        case FactRule():
            yield rule
        case AnyRule(any=inner) | AllRule(all=inner):
            for part in inner:
                yield from facts_in(part)
        case NotRule(negated=part):
            yield from facts_in(part)


def _check_rule(segment_id: str, rule: FactRule, facts: dict[str, FactDefinition]) -> None:
    definition = facts.get(rule.fact)
    bounded = rule.at_least is not None or rule.below is not None
    if definition is None:
        raise ValueError(f"{segment_id}: no fact is called {rule.fact}")
    if bounded != (definition.type == "int"):
        need = "needs at_least or below" if not bounded else "is yes or no, and has no bounds"
        raise ValueError(f"{segment_id}: {rule.fact} {need}")


def _always_used(rule: SegmentRule) -> set[str]:
    """Facts that are surely known when the rule holds: not those of one branch among several."""
    match rule:
        case FactRule(fact=name):
            return {name}
        case AllRule(all=parts):
            return set().union(*map(_always_used, parts))
        case _:
            return set()


def _check_because(segment: Segment, facts: dict[str, FactDefinition]) -> None:
    numbers = {name for name in _always_used(segment.rule) if facts[name].type == "int"}
    used = {name for _, name, _, _ in string.Formatter().parse(segment.because) if name is not None}
    if not used <= numbers | {"facts"}:
        raise ValueError(f"{segment.id}: because may hold {{facts}} and numbers of its rule only")
