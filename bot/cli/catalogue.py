"""``assistant catalogue show``: what is published, in the terminal."""

import datetime as dt
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.model import Service
from bot.catalogue.timing import TimeStatement, time_statement
from bot.cli.errors import CannotRunError
from bot.cli.published import published
from bot.cli.tables import Column, print_table
from bot.settings import Settings


def show(settings: Settings, service_id: str | None, console: Console) -> None:
    """Print the table of all services, or one service.

    Raises:
        CannotRunError: the content has faults, or no service has that id.
    """
    catalogue = published(settings)
    if service_id is None:
        print_table(console, _COLUMNS, _rows(catalogue))
        return
    service = catalogue.services.get(service_id)
    if service is None:
        raise CannotRunError(
            f"No service is called {service_id!r}: see `assistant catalogue show`."
        )
    console.print(as_page(catalogue, service))


_COLUMNS = (
    Column("agency", whole=True),
    Column("service", whole=True),
    Column("words", spare=2),
    Column("ways of asking", spare=1),
    Column("standard"),
    Column("notes", spare=4),
    Column("report form", spare=3),
)


def _rows(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """A row a service: its words, ways of asking, what its standard says today, and notes for segments."""
    for service in catalogue.services.values():
        yield (
            service.agency_id,
            service.id,
            str(words_in(service)),
            str(len(service.ways_of_asking)),
            _standing(catalogue, service),
            str(len(service.notes_for_segments)),
            "yes" if service.id in catalogue.request_forms else "",
        )


def words_in(service: Service) -> int:
    """How many words of a service people can be told."""
    return sum(len(text.split()) for _, text in _texts(service))


def as_page(catalogue: Catalogue, service: Service) -> RenderableType:
    """One service, block by block."""
    parts: list[RenderableType] = [
        Panel(escape(text), title=title, title_align="left")
        for title, text in _texts(service)
        if text
    ]
    standing = _statement(catalogue, service).sentence
    ways = "\n".join(f"- {way}" for way in service.ways_of_asking)
    for title, text in (("time", standing), ("ways of asking", ways), ("page", service.url)):
        parts.append(Panel(escape(text), title=title, title_align="left"))
    return Group(f"[bold]{escape(service.name)}[/] ({service.agency_id}, {service.status})", *parts)


def _texts(service: Service) -> Iterator[tuple[str, str]]:
    yield "alert", service.alert or ""
    yield "description", service.description
    yield "who", service.eligibility_description
    yield "how", "\n".join(service.application_process)
    yield "cost", service.fees_description
    yield "documents", "\n".join(each.document for each in service.required_documents)
    yield "status", service.status_description
    yield "if it does not fit", service.exception.text
    if service.appeal:
        yield "appeal", "\n".join([service.appeal.description, *service.appeal.steps])
    for note in service.notes_for_segments:
        yield f"for {note.segment}", note.text


def _standing(catalogue: Catalogue, service: Service) -> str:
    return _statement(catalogue, service).kind.value


def _statement(catalogue: Catalogue, service: Service) -> TimeStatement:
    today = dt.datetime.now(catalogue.agencies[service.agency_id].zone).date()
    standards = catalogue.standards_of(service.id)
    return time_statement(service.id, standards, today, catalogue.policy, catalogue.wording)
