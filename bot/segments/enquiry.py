"""What is being asked, and everything needed to answer it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.model import Agency, Facet, InteractionLevel, Policy, Service
from bot.catalogue.timing import TimeStatement, time_statement
from bot.catalogue.wording import Wording
from bot.segments.rules import Membership


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One question about one service.

    `facet` None asks for an overview. `level` None: not said. `step` counts from 1 and matters in
    guided answers. `memberships` are those of the person the service is for, who with `on_behalf`
    is not the one who asks.
    """

    service_id: str
    facet: Facet | None = None
    level: InteractionLevel | None = None
    memberships: Sequence[Membership] = ()
    step: int = 1
    on_behalf: bool = False


@dataclass(frozen=True)
class Setting:
    """An enquiry beside the catalogue it is answered from, at one moment."""

    catalogue: Catalogue
    enquiry: Enquiry
    now: dt.datetime

    @property
    def service(self) -> Service:
        """The service that is asked about; KeyError when there is none."""
        return self.catalogue.services[self.enquiry.service_id]

    @property
    def agency(self) -> Agency:
        """The agency that owns the service."""
        return self.catalogue.agency_of(self.enquiry.service_id)

    @property
    def wording(self) -> Wording:
        """The sentences of the catalogue."""
        return self.catalogue.wording

    @property
    def policy(self) -> Policy:
        """The numbers of the catalogue."""
        return self.catalogue.policy

    @property
    def chosen_by(self) -> Membership | None:
        """The segment whose usual level applies, as nobody said how much help they want."""
        if self.enquiry.level is not None:
            return None
        return next((each for each in self.enquiry.memberships if each.level), None)

    @property
    def level(self) -> InteractionLevel:
        """The level that was asked for, or that of a segment, or doing it alone."""
        chosen = self.chosen_by.level if self.chosen_by else None
        return self.enquiry.level or chosen or InteractionLevel.SELF_SERVE

    def time_statement(self) -> TimeStatement:
        """What may be said today, by the agency's calendar, of how long it takes."""
        return time_statement(
            self.service.id,
            self.catalogue.standards_of(self.service.id),
            self.now.astimezone(self.agency.zone).date(),
            self.policy,
            self.wording,
        )
