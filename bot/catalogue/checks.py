"""Faults that show only between entries: duplicates, and names that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.catalogue.faults import Fault
from bot.catalogue.model import (
    Agency,
    EligibilityCheck,
    Notice,
    Policy,
    RequestForm,
    SegmentBook,
    Service,
    Standard,
)
from bot.catalogue.model.base import Entry
from bot.catalogue.model.segment import facts_in

T = TypeVar("T")
_EMERGENCY = frozenset(("999", "112", "105", "0800 111 999"))
"""Numbers that ring everywhere in Great Britain: emergency services, power cuts, gas leaks."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """An entry and where it stands."""

    file: str
    label: str
    entry: T

    def fault(self, reason: str) -> Fault:
        """A fault of this entry."""
        return Fault(self.file, self.label, reason)


@dataclass(frozen=True, slots=True)
class Draft:
    """Every entry that is sound by itself; the two books are None when they are not."""

    agencies: list[Placed[Agency]]
    services: list[Placed[Service]]
    standards: list[Placed[Standard]]
    request_forms: list[Placed[RequestForm]]
    eligibility: list[Placed[EligibilityCheck]]
    notices: list[Placed[Notice]]
    segments: SegmentBook | None
    policy: Policy | None
    named: Mapping[type[Entry], set[str]]
    """Ids of all entries by kind, also of those that are not sound by themselves."""


def faults_between(draft: Draft) -> Iterator[Fault]:
    """Every fault that needs more than one entry to see."""
    yield from repeated(draft.agencies, lambda each: each.id, "the id is used twice")
    yield from repeated(draft.services, lambda each: each.id, "the id is used twice")
    yield from repeated(
        draft.standards, lambda each: (each.id, each.version), "this id and version is used twice"
    )
    yield from repeated(
        draft.request_forms, lambda each: each.service_code, "the service_code is used twice"
    )
    yield from repeated(
        draft.eligibility, lambda each: each.service_id, "the service_id is used twice"
    )
    yield from repeated(draft.notices, lambda each: each.id, "this id is used twice")
    yield from _unknown_agencies(draft)
    yield from _appeals(draft)
    yield from _ways_of_asking(draft)
    yield from _notes(draft)
    yield from _phones(draft)
    yield from _standards(draft)
    yield from _of_services(draft)
    yield from _facts_of_checks(draft)
    yield from _notices(draft)
    yield from _starters(draft)


def repeated(
    placed: Iterable[Placed[T]], key: Callable[[T], Hashable], reason: str
) -> Iterator[Fault]:
    """A fault for each entry whose key was there before."""
    seen: dict[Hashable, Placed[T]] = {}
    for each in placed:
        first = seen.setdefault(key(each.entry), each)
        if first is not each:
            yield each.fault(f"{reason} (first in {first.file})")


def same_question(way: str) -> str:
    """A way of asking without case, punctuation and spacing: equal means alike."""
    return " ".join(re.findall(r"\w+", way.casefold().replace("'", "").replace("\u2019", "")))


def _unknown_agencies(draft: Draft) -> Iterator[Fault]:
    known = draft.named[Agency]
    owned: list[
        Placed[Service]
        | Placed[Standard]
        | Placed[RequestForm]
        | Placed[EligibilityCheck]
        | Placed[Notice]
    ] = [
        *draft.services,
        *draft.standards,
        *draft.request_forms,
        *draft.eligibility,
        *draft.notices,
    ]
    for each in owned:
        if each.entry.agency_id not in known:
            yield each.fault(f"no agency is called {each.entry.agency_id}")


def _appeals(draft: Draft) -> Iterator[Fault]:
    for each in draft.services:
        if each.entry.exception.route == "appeal" and each.entry.appeal is None:
            yield each.fault("exception.route: is appeal, but there is no appeal")


def _ways_of_asking(draft: Draft) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for each in draft.services:
        ways = each.entry.ways_of_asking
        if draft.policy and len(ways) < draft.policy.ways_of_asking_at_least:
            least = draft.policy.ways_of_asking_at_least
            yield each.fault(f"ways_of_asking: {len(ways)} of the {least} that are needed")
        for number, way in enumerate(ways):
            if (first := seen.setdefault(same_question(way), each.label)) != each.label:
                yield each.fault(f"ways_of_asking[{number}]: is also one of {first}")
        if len({same_question(way) for way in ways}) < len(ways):
            yield each.fault("ways_of_asking: two are alike")


def _notes(draft: Draft) -> Iterator[Fault]:
    if draft.segments is None:
        return
    known = {segment.id for segment in draft.segments.segments}
    for each in draft.services:
        for number, note in enumerate(each.entry.notes_for_segments):
            where = f"notes_for_segments[{number}]"
            if note.segment not in known:
                yield each.fault(f"{where}: no segment is called {note.segment}")
            if len(set(note.facets)) < len(note.facets):
                yield each.fault(f"{where}: a facet is named twice")


def _phones(draft: Draft) -> Iterator[Fault]:
    if draft.policy is None:
        return
    permitted = [re.compile(pattern) for pattern in draft.policy.permitted_phones]
    for each, number in _numbers(draft):
        if not any(pattern.fullmatch(number.replace(" ", "")) for pattern in permitted):
            yield each.fault(f"{number} is not a permitted phone number (policy.yml)")


def _numbers(
    draft: Draft,
) -> Iterator[tuple[Placed[Agency] | Placed[Service] | Placed[RequestForm], str]]:
    yield from ((agency, agency.entry.phone) for agency in draft.agencies)
    yield from (
        (form, form.entry.danger.number)
        for form in draft.request_forms
        if form.entry.danger and form.entry.danger.number not in _EMERGENCY
    )
    for service in draft.services:
        yield from ((service, phone.number) for phone in service.entry.phones)


def _standards(draft: Draft) -> Iterator[Fault]:
    owners = {each.entry.id: each.entry.agency_id for each in draft.services}
    for each in draft.standards:
        if each.entry.service_id not in draft.named[Service]:
            yield each.fault(f"no service is called {each.entry.service_id}")
        owner = owners.get(each.entry.service_id, each.entry.agency_id)
        if owner != each.entry.agency_id:
            yield each.fault(f"{each.entry.service_id} belongs to {owner}")
    yield from _versions_in_force_together(draft)


def _of_services(draft: Draft) -> Iterator[Fault]:
    """Report forms and eligibility checks belong to a service of their own agency."""
    owners = {each.entry.id: each.entry.agency_id for each in draft.services}
    owned: list[tuple[Placed[RequestForm] | Placed[EligibilityCheck], str]] = [
        *((form, form.entry.service_code) for form in draft.request_forms),
        *((check, check.entry.service_id) for check in draft.eligibility),
    ]
    for each, service_id in owned:
        if service_id not in draft.named[Service]:
            yield each.fault(f"no service is called {service_id}")
        elif owners.get(service_id, each.entry.agency_id) != each.entry.agency_id:
            yield each.fault(f"{service_id} belongs to {owners[service_id]}")


def _facts_of_checks(draft: Draft) -> Iterator[Fault]:
    """A fact that answers a question of a check is one that people can state."""
    for each in draft.eligibility if draft.segments else ():
        answers = [answer for question in each.entry.questions for answer in question.answers]
        rules = [rule for answer in answers if answer.when for rule in facts_in(answer.when)]
        for rule in rules:
            if draft.segments and rule.fact not in draft.segments.facts:
                yield each.fault(f"when: no fact is called {rule.fact}")


def _starters(draft: Draft) -> Iterator[Fault]:
    for each in draft.agencies:
        for service_id in each.entry.starters:
            if service_id not in draft.named[Service]:
                yield each.fault(f"starters: no service is called {service_id}")
        complaints = each.entry.complaints
        if complaints is not None and complaints not in draft.named[Service]:
            yield each.fault(f"complaints: no service is called {complaints}")


def _notices(draft: Draft) -> Iterator[Fault]:
    for each in draft.notices:
        for service_id in each.entry.services:
            if service_id not in draft.named[Service]:
                yield each.fault(f"no service is called {service_id}")


def _versions_in_force_together(draft: Draft) -> Iterator[Fault]:
    for number, each in enumerate(draft.standards):
        for other in draft.standards[:number]:
            same = each.entry.id == other.entry.id and each.entry.version != other.entry.version
            starts = (each.entry.valid_from, other.entry.valid_from)
            if same and each.entry.valid_on(max(starts)) and other.entry.valid_on(max(starts)):
                yield each.fault(f"is valid at the same time as version {other.entry.version}")
