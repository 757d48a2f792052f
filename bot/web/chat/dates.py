"""Dates and times as a citizen reads them."""

import datetime as dt

from bot.catalogue.model import Agency
from bot.web.content import Content


def day(content: Content, date: dt.date | str | None) -> str:
    """A date in words, from a date or its ISO form; ``""`` when there is none or it is not a date."""
    try:
        found = dt.date.fromisoformat(date) if isinstance(date, str) else date
    except ValueError:
        return ""
    return "" if found is None else content.date(found)


def moment(content: Content, agency: Agency, at: dt.datetime) -> str:
    """A date in words and the time, on the agency's own clock."""
    local = at.astimezone(agency.zone)
    return f"{day(content, local.date())}, {local:%H:%M}"
