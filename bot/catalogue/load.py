"""Read and check the content folder: one catalogue, or every fault in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bot.catalogue.catalogue import ENGLISH, Catalogue
from bot.catalogue.checks import Draft, Placed, faults_between
from bot.catalogue.content_files import ContentFiles, read_content
from bot.catalogue.faults import CatalogueError
from bot.catalogue.model import (
    Agency,
    EligibilityCheck,
    LanguageBook,
    Notice,
    Policy,
    RequestForm,
    SegmentBook,
    Service,
    Standard,
)
from bot.catalogue.reading import Reading
from bot.catalogue.translations import faults_of_wordings

T = TypeVar("T")


def load(content_dir: Path) -> Catalogue:
    """The catalogue in a content folder; CatalogueError holds every fault with file and entry."""
    return build(read_content(Path(content_dir)))


def build(content: ContentFiles) -> Catalogue:
    """The catalogue in content already read; CatalogueError holds every fault."""
    reading = Reading(content)
    draft = Draft(
        agencies=list(reading.listed("agencies.yml", Agency)),
        services=list(reading.of_agencies("services", Service)),
        standards=list(reading.of_agencies("standards", Standard)),
        request_forms=list(reading.of_agencies("requests", RequestForm)),
        eligibility=list(reading.of_agencies("eligibility", EligibilityCheck)),
        notices=list(reading.listed("notices.yml", Notice, may_be_missing=True)),
        segments=reading.whole("segments.yml", SegmentBook),
        policy=reading.whole("policy.yml", Policy),
        named=reading.named,
    )
    languages = reading.whole("languages.yml", LanguageBook, default=LanguageBook())
    wordings = reading.wordings()
    wording = wordings.get(ENGLISH)
    faults = [*reading.faults, *faults_between(draft), *faults_of_wordings(wordings, draft)]
    if (
        faults
        or wording is None
        or languages is None
        or draft.segments is None
        or draft.policy is None
    ):
        raise CatalogueError(faults)
    return Catalogue(
        version=content.version,
        agencies=_by_id(draft.agencies),
        services=_by_id(draft.services),
        standards=_by_service(draft.standards),
        segments=draft.segments,
        policy=draft.policy,
        wording=wording,
        wordings=MappingProxyType(wordings),
        request_forms=_by_id(draft.request_forms),
        eligibility=_by_id(draft.eligibility),
        languages=languages,
        notices=tuple(each.entry for each in draft.notices),
    )


def _by_id(placed: list[Placed[T]]) -> Mapping[str, T]:
    return MappingProxyType({each.label: each.entry for each in placed})


def _by_service(placed: list[Placed[Standard]]) -> Mapping[str, tuple[Standard, ...]]:
    grouped: dict[str, tuple[Standard, ...]] = {}
    for each in placed:
        service_id = each.entry.service_id
        grouped[service_id] = (*grouped.get(service_id, ()), each.entry)
    return MappingProxyType(grouped)
