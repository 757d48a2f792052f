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
_CLOCK_WITH_SECONDS = re.compile(r"(\d\d:\d\d):\d\d")


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not taken: the record it stands in, the field, and the reason."""

    record: str
    field: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.record, self.field, self.reason) if part)


@dataclass(slots=True)
class Drafts:
    """`services` are entries of `content/services`, each as far as it could be filled."""

    services: list[Fields] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    missing: list[Refused] = field(default_factory=list)
    """What a person must still write before the entry can be published."""


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
    name = str(record.get("name") or "")
    slug = slug_of(name)
    if not slug:
        drafts.refused.append(Refused(where, "name", "is missing"))
        return
    if any(each["id"] == slug for each in drafts.services):
        drafts.refused.append(Refused(where, "name", f"there is already a draft called {slug}"))
        return
    entry: Fields = {"id": slug}
    for key, adapter in _FIELDS.items():
        _take_field(entry, key, adapter, record.get(key), where, drafts)
    entry["application_process"] = _steps(record.get("application_process"))
    for key, kind in _LISTS.items():
        entry[key] = list(_taken(_listed(record, key), key, kind, where, drafts))
    names = (record.get("name"), record.get("alternate_name"))
    entry["keywords"] = [str(each).lower() for each in names if each]
    drafts.services.append(entry)
    drafts.missing += _still_to_write(entry)


def _take_field(
    entry: Fields, key: str, adapter: TypeAdapter[Any], value: object, where: str, drafts: Drafts
) -> None:
    if value in (None, ""):
        return
    try:
        taken = adapter.validate_python(value)
    except ValidationError as error:
        drafts.refused += [Refused(where, key, each.reason) for each in faults_of(error, "", "")]
    else:
        entry[key] = getattr(taken, "value", taken)


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
            drafts.refused += [
                Refused(where, f"{key}[{at}]", each.reason) for each in faults_of(error, "", "")
            ]
        else:
            yield taken.model_dump(mode="json", exclude_unset=True)


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
