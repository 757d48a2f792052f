"""A public service in the catalogue. Field names are those of HSDS 3 where it has them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bot.catalogue.model.base import (
    EmailAddress,
    Entry,
    IsoDuration,
    Name,
    Prose,
    Slug,
    Text,
    WebAddress,
)
from bot.catalogue.model.facet import Facet
from bot.catalogue.model.place import Address, Phone, Schedule

Steps = Annotated[tuple[Prose, ...], Field(min_length=1)]


class ServiceStatus(StrEnum):
    """HSDS 3 `service.status`."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class CostOption(Entry):
    """One price of a service (HSDS 3 `cost_option`)."""

    option: Prose
    amount: Annotated[Decimal, Field(ge=0, decimal_places=2)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    amount_description: Prose | None = None


class RequiredDocument(Entry):
    """Something to bring or send (HSDS 3 `required_document`)."""

    document: Prose


class ExceptionRoute(Entry):
    """The door for somebody whose case does not fit."""

    text: Text
    route: Literal["appeal", "person"]


class Appeal(Entry):
    """What can be challenged, by when and how, and the next door after that."""

    description: Text
    time_limit: IsoDuration | None
    steps: Steps


class SegmentNote(Entry):
    """What is different for one segment; `facets` empty means in every answer."""

    segment: Name
    facets: tuple[Facet, ...] = ()
    text: Text


class Service(Entry):
    """One service of one agency, as published.

    `applicant` says who "you" is when somebody asks for another: the `person` it is for, or the `asker`, who
    applies all the same (a parent for a child); with `household` the asker applies for a partner or a child.
    """

    id: Slug
    agency_id: Slug
    demonstration: bool = False
    name: Prose
    status: ServiceStatus
    alert: Prose | None = None
    description: Text
    eligibility_description: Text
    applicant: Literal["person", "asker", "household"] = "person"
    application_process: Steps
    fees_description: Text
    cost_options: tuple[CostOption, ...] = ()
    required_documents: tuple[RequiredDocument, ...] = ()
    status_description: Text
    schedules: tuple[Schedule, ...] = ()
    phones: tuple[Phone, ...] = ()
    email: EmailAddress | None = None
    addresses: tuple[Address, ...] = ()
    url: WebAddress
    assured_date: dt.date
    keywords: Annotated[tuple[Prose, ...], Field(min_length=1)]
    ways_of_asking: tuple[Prose, ...]
    exception: ExceptionRoute
    appeal: Appeal | None
    notes_for_segments: tuple[SegmentNote, ...] = ()
    survey: bool = True
    """Whether somebody may be asked what they expect and how it went: never after a death, for one."""
