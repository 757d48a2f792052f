"""What an agency has to say for a few days: "the tax line is closed today"."""

from __future__ import annotations

import datetime as dt

from pydantic import model_validator

from bot.catalogue.model.base import Entry, Prose, Slug


class Notice(Entry):
    """Told once in a conversation, with the first answer it concerns, from `valid_from` to `valid_to`.

    Both days are whole days in the agency's own zone, and both count. Without `services` it concerns every
    service of the agency.
    """

    id: Slug
    agency_id: Slug
    demonstration: bool = False
    text: Prose
    valid_from: dt.date
    valid_to: dt.date
    services: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Notice:
        if self.valid_to < self.valid_from:
            raise ValueError("valid_to must not be before valid_from")
        return self

    def concerns(self, service_id: str | None, day: dt.date) -> bool:
        """Whether it is to be told of a service (or of the agency itself, `None`) on that day."""
        holds = self.valid_from <= day <= self.valid_to
        return holds and (not self.services or service_id in self.services)
