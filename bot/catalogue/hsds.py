"""Services of an Open Referral directory (HSDS 3 JSON), as drafts in the catalogue's own form.

What the catalogue cannot take is left out and named with its reason; nothing is mended in silence. A draft is
not published: no directory knows how people ask, or which door there is for who does not fit.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.catalogue.faults import faults_of
from bot.catalogue.model import (
    Address,
    CostOption,
    Phone,
    RequiredDocument,
    Schedule,
    Service,
    ServiceStatus,
)
from bot.catalogue.model.base import EmailAddress, Prose, Text, WebAddress

Fields = dict[str, Any]

_LISTS: Mapping[str, type[BaseModel]] = {
    "cost_options": CostOption,
    "required_documents": RequiredDocument,
    "schedules": Schedule,
    "phones": Phone,
    "addresses": Address,
}
_FIELDS: Mapping[str, TypeAdapter[Any]] = {
    "name": TypeAdapter(Prose),
    "status": TypeAdapter(ServiceStatus),
    "alert": TypeAdapter(Prose),
    "description": TypeAdapter(Text),
    "eligibility_description": TypeAdapter(Text),
    "fees_description": TypeAdapter(Text),
    "email": TypeAdapter(EmailAddress),
    "url": TypeAdapter(WebAddress),
    "assured_date": TypeAdapter(dt.date),
}
"""The fields that mean the same there and here."""
_LINE: TypeAdapter[str] = TypeAdapter(Prose)
_PLAIN: Mapping[str, str] = {
    "number": "must be digits with single spaces at most, and perhaps a + in front",
    "currency": "must be three capital letters, such as GBP",
    "email": "must be an address such as help@council.example",
}
"""Reasons in words, where the check itself would show its pattern."""
_SHOWN = 80
"""Signs of a refused value that are repeated."""
_CLOCK_WITH_SECONDS = re.compile(r"(\d\d:\d\d):\d\d")


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not taken: the record it stands in, the field, the reason, and the value as it is shown."""

    record: str
    field: str
    reason: str
    value: str = ""

    def __str__(self) -> str:
        parts = (self.record, self.field, self.reason)
        told = ": ".join(part for part in parts if part)
        return f"{told}; it is {self.value}" if self.value else told


@dataclass(slots=True)
class Drafts:
    """`services` are entries of `content/services`, each as far as it could be filled."""

    services: list[Fields] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    missing: list[Refused] = field(default_factory=list)
    """What a person must still write before the entry can be published."""
    again: list[Refused] = field(default_factory=list)
    """Other records of a service that was taken already: nothing is lost with them."""
    origins: dict[str, str] = field(default_factory=dict)
    """The record that each draft came from, by the draft's id."""
    known: dict[str, str] = field(default_factory=dict)
    """The same, by the id that the service has in the directory."""


def add_drafts(data: object, source: str, drafts: Drafts) -> None:
    """Add every service in one JSON document: a service, a page of a list, an organization with its services.

    `source` is the name of the document for the report.
    """
    found = False
    for record, fields in _services(data, source):
        found = True
        if isinstance(fields, dict):
            _take(fields, record, drafts)
        else:
            drafts.refused.append(Refused(record, "", "is not a record"))
    if not found:
        drafts.refused.append(Refused(source, "", "holds no service"))


def _services(data: object, record: str) -> Iterator[tuple[str, object]]:
    if not isinstance(data, dict):
        return
    if isinstance(data.get("service"), dict):
        yield f"{record} service", data["service"]
        return
    for name in ("contents", "services"):
        if isinstance(data.get(name), list):
            yield from ((f"{record} {name}[{at}]", each) for at, each in enumerate(data[name]))
            return
    # A location has a name too; only a service has a status.
    if "name" in data and "status" in data:
        yield record, data


def _take(record: Fields, where: str, drafts: Drafts) -> None:
    name = record.get("name") or ""
    slug = slug_of(name) if isinstance(name, str) else ""
    if not slug:
        reason = "is missing" if isinstance(name, str) else "must be text"
        drafts.refused.append(Refused(where, "name", reason))
        return
    if _is_there_already(record, slug, where, drafts):
        return
    where = f"{where} ({slug})"
    entry: Fields = {"id": slug}
    for key, adapter in _FIELDS.items():
        _take_field(entry, key, adapter, record.get(key), where, drafts)
    steps = _steps(record.get("application_process"))
    entry["application_process"] = _sound(steps, "application_process", where, drafts)
    for key, kind in _LISTS.items():
        entry[key] = list(_taken(_listed(record, key), key, kind, where, drafts))
    # The name is looked at above already, and refused there when it is not sound.
    also = [entry["name"]] if "name" in entry else []
    if record.get("alternate_name"):
        also += _sound([record["alternate_name"]], "alternate_name", where, drafts)
    entry["keywords"] = [each.lower() for each in also]
    drafts.services.append(entry)
    drafts.missing += _still_to_write(entry)


def _is_there_already(record: Fields, slug: str, where: str, drafts: Drafts) -> bool:
    """Whether it needs no draft: a directory has a service in several forms, alone, in a list, at a place."""
    theirs = str(record.get("id") or "")
    if theirs in drafts.known:
        drafts.again.append(Refused(where, "", f"the same service as in {drafts.known[theirs]}"))
        return True
    if slug in drafts.origins:
        reason = f"there is already a draft called {slug}, from {drafts.origins[slug]}"
        drafts.refused.append(Refused(where, "name", reason))
        return True
    drafts.origins[slug] = where
    if theirs:
        drafts.known[theirs] = where
    return False


def _take_field(
    entry: Fields, key: str, adapter: TypeAdapter[Any], value: object, where: str, drafts: Drafts
) -> None:
    if value in (None, ""):
        return
    try:
        taken = adapter.validate_python(value)
    except ValidationError as error:
        drafts.refused += _refused(error, where, key)
    else:
        entry[key] = getattr(taken, "value", taken)


def _sound(values: list[Any], key: str, where: str, drafts: Drafts) -> list[str]:
    """The values that are lines of plain text."""
    taken = []
    for value in values:
        try:
            taken.append(_LINE.validate_python(value))
        except ValidationError as error:
            drafts.refused += _refused(error, where, key)
    return taken


def _taken(
    values: list[Any], key: str, kind: type[BaseModel], where: str, drafts: Drafts
) -> Iterator[Fields]:
    known = kind.model_fields.keys()
    for at, value in enumerate(values):
        given = value if isinstance(value, dict) else {}
        fields = {name: _plain(given[name]) for name in known if given.get(name) is not None}
        try:
            taken = kind.model_validate(fields)
        except ValidationError as error:
            drafts.refused += _refused(error, where, f"{key}[{at}]")
        else:
            yield taken.model_dump(mode="json", exclude_unset=True)


def _refused(error: ValidationError, where: str, key: str) -> Iterator[Refused]:
    for fault, detail in zip(
        faults_of(error, "", ""),
        error.errors(include_url=False, include_context=False),
        strict=True,
    ):
        path = [str(part) for part in detail["loc"]]
        plain = _PLAIN.get((path or [key])[-1])
        is_pattern = detail["type"] == "string_pattern_mismatch"
        reason = ": ".join([*path, plain]) if plain and is_pattern else fault.reason
        value = "" if detail["type"] == "missing" else _shown(detail["input"])
        yield Refused(where, key, reason, value)


def _shown(value: object) -> str:
    """A value as a person can look for it, without signs that a terminal obeys."""
    written = repr(value)
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"


def _listed(record: Fields, key: str) -> list[Any]:
    """The values of a list; addresses stand two floors down, at the locations of a service."""
    if key != "addresses":
        value = record.get(key)
        return value if isinstance(value, list) else []
    places = record.get("service_at_locations")
    found: list[Any] = []
    for each in places if isinstance(places, list) else []:
        location = each.get("location") if isinstance(each, dict) else None
        addresses = location.get("addresses") if isinstance(location, dict) else None
        found += addresses if isinstance(addresses, list) else []
    return found


def _plain(value: Any) -> Any:
    """HSDS writes 10:00:00 where the catalogue has 10:00: the same time."""
    match = _CLOCK_WITH_SECONDS.fullmatch(value) if isinstance(value, str) else None
    return match[1] if match else value


def _steps(text: object) -> list[str]:
    """One field of prose in HSDS, a list of steps here: a step a sentence."""
    sentences = re.split(r"(?<=[.!?])\s+", text.strip()) if isinstance(text, str) else []
    return [each for each in sentences if each]


def _still_to_write(entry: Fields) -> Iterator[Refused]:
    """The fields without which an entry is no service of the catalogue."""
    for name, about in Service.model_fields.items():
        lacks = not entry.get(name) and name not in ("agency_id", "demonstration")
        if lacks and (about.is_required() or name == "ways_of_asking"):
            yield Refused(entry["id"], name, "must be written before it can be published")


def slug_of(name: str) -> str:
    """An id from a name: lower case, no accents, words joined by a dash; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())).lstrip("0123456789-")[:80].rstrip("-")
