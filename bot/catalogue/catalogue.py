"""The catalogue: one consistent reading of everything agencies publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.catalogue.model import (
    Agency,
    EligibilityCheck,
    LanguageBook,
    Notice,
    Policy,
    RequestForm,
    SegmentBook,
    Service,
    ServiceStatus,
    Standard,
)
from bot.catalogue.wording import Wording

ENGLISH = "en"
_OFFERED = (ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED)


@dataclass(frozen=True)
class Catalogue:
    """A snapshot that never changes; `version` is the sha256 of the content it was read from."""

    version: str
    agencies: Mapping[str, Agency]
    services: Mapping[str, Service]
    standards: Mapping[str, tuple[Standard, ...]]
    """By service id, in the order of the files; a service without one is absent."""
    segments: SegmentBook
    policy: Policy
    wording: Wording
    """The sentences in the language of this view; see `in_language`."""
    wordings: Mapping[str, Wording]
    """The sentences by language (ISO 639-1); English is always there."""
    request_forms: Mapping[str, RequestForm]
    """How a problem is reported, by the id of the service; the others are asked for in other ways."""
    eligibility: Mapping[str, EligibilityCheck]
    """The questions by which somebody learns whether they may have a service, by its id."""
    notices: tuple[Notice, ...]
    """What agencies have to say these days, in the order of the file."""
    languages: LanguageBook
    """What is said to somebody who writes in a language that the assistant does not speak."""

    def in_language(self, language: str) -> Catalogue:
        """The same catalogue with the sentences of a language; English when there are none of it.

        What agencies publish about their services stays as they wrote it.
        """
        wording = self.wordings.get(language, self.wordings[ENGLISH])
        return self if wording is self.wording else replace(self, wording=wording)

    def agency_of(self, service_id: str) -> Agency:
        """The agency that owns a service; KeyError when there is no such service."""
        return self.agencies[self.services[service_id].agency_id]

    def standards_of(self, service_id: str) -> tuple[Standard, ...]:
        """Every published standard of a service, of any date; empty when there is none."""
        return self.standards.get(service_id, ())

    def offered(self) -> tuple[Service, ...]:
        """Services to find and offer: not those that ended or have not begun."""
        return tuple(each for each in self.services.values() if each.status in _OFFERED)
