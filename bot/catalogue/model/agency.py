"""A public body that owns services and feedback."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints

from bot.catalogue.model.base import EmailAddress, Entry, PhoneNumber, Prose, Slug, WebAddress
from bot.catalogue.model.embed import Embed
from bot.catalogue.model.place import Address, Holiday, Schedule


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except Exception:  # zoneinfo raises several kinds, by the shape of the name
        raise ValueError("must be a time zone such as Europe/London") from None
    return name


Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]


class Agency(Entry):
    """A public body: who it is, how to reach it, when it is open and when people can hand over."""

    id: Slug
    name: Prose
    demonstration: bool = False
    timezone: Annotated[str, AfterValidator(_time_zone)]
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    opening_hours: Annotated[tuple[Schedule, ...], Field(min_length=1)]
    handover_hours: tuple[Schedule, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    phone: PhoneNumber
    email: EmailAddress
    address: Address
    url: WebAddress
    privacy_url: WebAddress
    embed: Embed | None = None
    starters: tuple[Slug, ...] = ()
    """Services that an empty conversation offers first; then come the others."""
    complaints: Slug | None = None
    """The service that takes complaints; without one, complaints go to the agency itself."""

    @property
    def zone(self) -> ZoneInfo:
        """The agency's own clock."""
        return ZoneInfo(self.timezone)
