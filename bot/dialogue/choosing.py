"""Which service a message is about: a small, pure decision over what the linker found.

A service that is spoken of already keeps the floor: "how much is that?" must not be taken away from it by a
weak guess. And nobody is answered about a service they may not have meant: a near-tie becomes a question.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue.message import FoundService
from bot.dialogue.naming import Named


@dataclass(frozen=True)
class Limits:
    """Numbers of content/policy.yml, which explains them: scores are between 0 and 1."""

    accept: float
    near_tie: float
    may_be_another: float
    is_another: float
    offers_at_most: int
    may_be_reported: float = 0.3

    @classmethod
    def of(cls, linker: Mapping[str, float]) -> Limits:
        """From the policy's `linker`; the last ones have a cautious default."""
        return cls(
            linker["accept"],
            linker["near_tie"],
            linker.get("may_be_another", 0.9),
            linker.get("is_another", 0.97),
            int(linker["offers_at_most"]),
            linker.get("may_be_reported", 0.3),
        )


@dataclass(frozen=True)
class Heard:
    """What of a message says which service it is about.

    `points_back` says that it speaks of something known already: "how much is that?"; `turns_away` that
    it asks the same about something else: "and the dentist?". `reportable` are the services with which
    problems are reported, when the message tells of one: in a near-tie they are meant, and "nobody came for
    the garden bin" may be about the bin that was missed, however much it sounds like garden waste. In a
    story (`is_story`) a name is worth more than what the whole sounds like. `requests` are services that are
    surely asked for one after the other.
    """

    found: tuple[FoundService, ...] = ()
    named: tuple[Named, ...] = ()
    points_back: bool = False
    turns_away: bool = False
    reportable: frozenset[str] = frozenset()
    is_story: bool = False
    requests: tuple[str, ...] = ()

    def names(self) -> set[str]:
        """The services that are surely named."""
        if self.turns_away:
            return {each.service_id for each in self.named}
        return {
            each.service_id
            for each in self.named
            if each.sure and not (self.points_back and each.owned)
        }


@dataclass(frozen=True)
class Clear:
    """One service. `others` were found too, best first; `second` is asked for in the same message."""

    service_id: str
    others: tuple[str, ...] = ()
    second: str | None = None


@dataclass(frozen=True)
class Tie:
    """Several that may be meant, best first: ask."""

    candidates: tuple[str, ...]


@dataclass(frozen=True)
class FollowUp:
    """The service that is spoken of already."""

    service_id: str


@dataclass(frozen=True)
class Nothing:
    """No service that would fit."""


_IN_FULL = 3
"""Words. Who says so much of a name means it, whatever else the sentence looks like."""

Choice = Clear | Tie | FollowUp | Nothing


def choose(heard: Heard, current: str | None, *, asks_on: bool, limits: Limits) -> Choice:
    """The service a message is about.

    `current` is the service spoken of before. `asks_on` says that the message makes sense without naming a
    service ("how much is it?"); otherwise only what it says itself counts.
    """
    fitting = [each for each in heard.found if each.score >= limits.accept]
    if asks_on and current:
        kept = _kept(heard, fitting, current, limits)
        if kept is not None:
            return kept
    if len(heard.requests) > 1:
        return Clear(heard.requests[0], others=heard.requests[1:], second=heard.requests[1])
    close = _close(heard, fitting, limits)
    if not close:
        return Nothing()
    if len(close) > 1 and not _are_named(close, heard):
        return Tie(tuple(close[: limits.offers_at_most]))
    others = tuple(each.service_id for each in fitting if each.service_id != close[0])
    return Clear(close[0], others=others, second=_second(close[0], heard, fitting))


def _close(heard: Heard, fitting: Sequence[FoundService], limits: Limits) -> list[str]:
    """The services within a near-tie of the best. A name settles it: those named, as they were named."""
    best = fitting[0].score if fitting else 0.0
    near = [each.service_id for each in fitting if best - each.score <= limits.near_tie]
    at_length = [each.service_id for each in heard.named if each.alone and each.length > 1]
    if heard.is_story and len(at_length) == 1:
        return at_length
    reported = [service_id for service_id in near if service_id in heard.reportable]
    if len(reported) == 1:
        return reported
    named = [each.service_id for each in heard.named if each.alone]
    ids = {each.service_id for each in heard.found}
    in_full = [each.service_id for each in heard.named if _is_in_full(each, ids)]
    if not fitting or (in_full and not set(named) & set(near)):
        return (in_full or named)[:1]
    # What comes after an "and" is asked for as well, not instead.
    added = {each.service_id for each in heard.named if each.added}
    first = [each for each in near if each not in added or each == near[0]]
    close = [service_id for service_id in named if service_id in first] or first
    return [*close, *(each for each in _may_be_reported(heard, limits) if each not in close)]


def _may_be_reported(heard: Heard, limits: Limits) -> list[str]:
    """What else may be reported: not likely enough to be answered, but enough to be asked for.

    Nothing when what is meant most likely can be reported itself.
    """
    if heard.found[0].service_id in heard.reportable:
        return []
    return [
        each.service_id
        for each in heard.found
        if each.service_id in heard.reportable and each.score >= limits.may_be_reported
    ]


def _is_in_full(named: Named, found: Container[str]) -> bool:
    """Whether somebody says a whole name; two words are one when the linker found the service as well."""
    enough = named.length >= _IN_FULL or (
        named.length > 1 and not named.owned and named.service_id in found
    )
    return named.alone and enough and not named.added


def _are_named(close: Sequence[str], heard: Heard) -> bool:
    alone = {each.service_id for each in heard.named if each.alone}
    return set(close) <= alone


def _second(first: str, heard: Heard, fitting: Sequence[FoundService]) -> str | None:
    """Another service that was asked for as well: named, and either fitting or named at length."""
    fits = {each.service_id for each in fitting}
    for each in heard.named:
        sure = each.service_id in fits or each.length > 1
        if each.alone and each.service_id != first and sure:
            return each.service_id
    return None


def _kept(
    heard: Heard, fitting: Sequence[FoundService], current: str, limits: Limits
) -> FollowUp | Tie | None:
    """The current service, or it beside the one that may be meant; `None` when another is meant."""
    names = heard.names()
    if current in names:
        return FollowUp(current)
    if not fitting:
        return None if names else FollowUp(current)
    best = fitting[0]
    own = next((each.score for each in fitting if each.service_id == current), 0.0)
    if best.service_id in names:
        return None
    if heard.points_back or best.score - own <= limits.near_tie:
        return FollowUp(current)
    if any(each.service_id == best.service_id for each in heard.named):
        return Tie((current, best.service_id))
    if best.score >= limits.is_another:
        return None
    is_open = best.score >= limits.may_be_another
    return Tie((current, best.service_id)) if is_open else FollowUp(current)
