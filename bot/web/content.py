"""The published content as the pages need it: always the newest reading that was sound."""

import copy
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import structlog

from bot.catalogue.catalogue import ENGLISH, Catalogue
from bot.catalogue.model import Agency, Policy, Service
from bot.catalogue.reload import CatalogueSource
from bot.feedback.instruments import Instrument, load_instrument
from bot.text.last_sound import first_reading
from bot.web.limits import Limits
from bot.web.problems import ProblemError

log = structlog.get_logger(__name__)

STARTERS_AT_MOST = 5
"""How many services an empty conversation offers to begin with."""


class Content:
    """A view of the live catalogue and of the survey.

    Raises CatalogueError, InstrumentError or ValueError, each naming the file and the entry, when made on
    broken content of which no sound copy was kept: nothing starts on it.
    """

    def __init__(self, content_dir: Path) -> None:
        self._source = CatalogueSource(content_dir)
        self._survey = content_dir / "survey.yml"
        self._language = ENGLISH
        self._read: dict[str, Any] = {}
        _ = self.limits, self.instrument

    def in_language(self, language: str) -> Self:
        """The same content, its strings in a language; in English when there are none of it."""
        other = copy.copy(self)
        other._language = language
        return other

    @property
    def agencies(self) -> Mapping[str, Agency]:
        """Every agency by its id."""
        return self._catalogue.agencies

    def agency(self, agency_id: str) -> Agency:
        """An agency; ProblemError ``unknown-agency`` when there is none of this id."""
        agency = self.agencies.get(agency_id)
        if agency is None:
            raise ProblemError("unknown-agency", known=", ".join(self.agencies))
        return agency

    def starters(self, agency_id: str, first: str | None = None) -> list[Service]:
        """Services of an agency to begin a conversation with; the one the page is about comes first."""
        offered = {each.id: each for each in self._catalogue.offered()}
        own = [each.id for each in offered.values() if each.agency_id == agency_id]
        wanted = dict.fromkeys([first, *self.agency(agency_id).starters, *own])
        return [offered[each] for each in wanted if each in offered][:STARTERS_AT_MOST]

    def service_name(self, service_id: str | None) -> str | None:
        """The name of a service; ``None`` when there is no such service any more."""
        service = self._catalogue.services.get(service_id or "")
        return service.name if service else None

    def fact(self, name: str, value: bool | int) -> str:
        """What is remembered about somebody, as a sentence about them."""
        definition = self._catalogue.segments.facts.get(name)
        if definition is None:
            return name
        label = definition.label if value is not False else definition.label_not
        return (label or definition.label).format(value=value)

    def language(self, agency: Agency, wanted: str | None) -> str:
        """The language wanted if the agency offers it, else the agency's first."""
        return wanted if wanted in agency.languages else agency.languages[0]

    def language_name(self, language: str) -> str:
        """The name of a language in the language of the pages; its code when nobody wrote it down."""
        key = f"languages.{language}"
        return self.say(key) if self.has(key) else language

    def say(self, key: str, **values: object) -> str:
        """A string of the pages; WordingError when it is not there."""
        return self._catalogue.wording.get(f"page.{key}", **values)

    def has(self, key: str) -> bool:
        """Whether the pages have such a string."""
        return self._catalogue.wording.has(f"page.{key}")

    def date(self, day: dt.date) -> str:
        """A date in words."""
        wording = self._catalogue.wording
        month = wording.get(f"calendar.months.{day.month - 1}")
        return wording.get("calendar.date", day=day.day, month=month, year=day.year)

    def date_pattern(self) -> str:
        """The words of a date with its parts left open: ``{day} {month} {year}``."""
        parts = {part: f"{{{part}}}" for part in ("day", "month", "year")}
        return self._catalogue.wording.get("calendar.date", **parts)

    def months(self) -> list[str]:
        """The names of the months, for the page's script."""
        return [self._catalogue.wording.get(f"calendar.months.{month}") for month in range(12)]

    @property
    def limits(self) -> Limits:
        """The limits in force."""
        self._follow_content()
        limits: Limits = self._read["limits"]
        return limits

    @property
    def policy(self) -> Policy:
        """The numbers in force."""
        return self._catalogue.policy

    @property
    def instrument(self) -> Instrument:
        """The questions in force."""
        self._follow_content()
        instrument: Instrument = self._read["instrument"]
        return instrument

    @property
    def _catalogue(self) -> Catalogue:
        return self._source.current.in_language(self._language)

    def _instrument_anew(self) -> Instrument:
        if self._read:
            return load_instrument(self._survey)
        return first_reading(
            lambda folder: load_instrument(folder / self._survey.name), self._survey.parent
        )

    def _follow_content(self) -> None:
        """Read limits and survey anew after a change; a broken change is refused, and said in the log."""
        catalogue = self._catalogue
        if self._read.get("version") == catalogue.version:
            return
        try:
            limits = Limits.of(catalogue.policy.rate_limits)
            instrument = self._instrument_anew()
        except ValueError as error:
            if not self._read:
                raise
            log.error("content_refused", reason=str(error))
            self._read["version"] = catalogue.version
        else:
            self._read = {
                "version": catalogue.version,
                "limits": limits,
                "instrument": instrument,
            }
