"""``assistant request``: what citizens reported, for the staff on this machine who put it right."""

from __future__ import annotations

import datetime as dt
import uuid

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy.orm import Session

from bot.cli.errors import CannotRunError
from bot.cli.store import store
from bot.db import WRITING, now
from bot.feedback.requests import RequestChangeError, find_request, move_on, requests_for
from bot.feedback.tables import REQUEST_OUTCOMES, REQUEST_STATUSES, ServiceRequest
from bot.privacy.contacts import UnreadableContactError, read_contact
from bot.settings import Settings
from bot.text.report_reference import references_in

_COLUMNS = ("reference", "about", "agency", "reported", "expected", "status", "outcome")
_GONE = "(deleted, or kept under another secret)"


def list_requests(settings: Settings, agency: str | None, every: bool, console: Console) -> None:
    """Print the open reports of an agency, or all of them, the oldest first; late ones are marked."""
    with store(settings) as db_session:
        found = requests_for(db_session, agency, None if every else "open")
        table = Table()
        for name in _COLUMNS:
            table.add_column(name, overflow="fold")
        for request in found:
            table.add_row(*_row(request))
        console.print(table if found else "No reports.")


def show_request(settings: Settings, reference: str, console: Console) -> None:
    """Print one report with its place, words and contact, decrypted.

    Raises:
        CannotRunError: there is no such report.
    """
    secret = settings.secret_key.get_secret_value()
    with store(settings) as db_session:
        request = _found(db_session, reference)
        table = Table(show_header=False)
        for name, value in zip(_COLUMNS, _row(request), strict=True):
            table.add_row(name, value)
        for code, key in request.attributes.items():
            table.add_row(code, str(key))
        kept = {
            "place": request.place_id,
            "in their words": request.description_id,
            "how to reach them": request.contact_id,
        }
        for name, kept_id in kept.items():
            table.add_row(name, _decrypted(db_session, secret, kept_id))
        table.add_row("notes", escape(request.status_notes or ""))
        console.print(table)


def update_request(
    settings: Settings,
    reference: str,
    status: str | None,
    outcome: str | None,
    notes: str | None,
    console: Console,
) -> None:
    """Change how a report stands. What citizens are told of it changes at once.

    Raises:
        CannotRunError: there is no such report, or the change means nothing.
    """
    _refuse_unknown("status", status, REQUEST_STATUSES)
    _refuse_unknown("outcome", outcome, REQUEST_OUTCOMES)
    with store(settings, **WRITING) as db_session:
        request = _found(db_session, reference)
        try:
            move_on(request, now(), status=status, outcome=outcome, notes=notes)
        except RequestChangeError as error:
            raise CannotRunError(f"Nothing was changed: {error}.") from None
        stands = f"{request.status}, {request.outcome}" if request.outcome else request.status
        told = f"{request.service_request_id} is now {stands}."
        db_session.commit()
    console.print(told)


def _found(db_session: Session, reference: str) -> ServiceRequest:
    written = next(references_in(reference), None)
    if written is None or not written.sound:
        raise CannotRunError(f"{reference!r} is not a reference: look for a slip in it.")
    request = find_request(db_session, written.code)
    if request is None:
        raise CannotRunError(f"There is no report {written.code}. Was it deleted?")
    return request


def _row(request: ServiceRequest) -> tuple[str, ...]:
    due = request.expected_datetime
    late = due is not None and request.status == "open" and due < now()
    return (
        request.service_request_id,
        request.service_code,
        request.agency_id,
        _day(request.requested_datetime),
        f"{_day(due)}{' LATE' if late else ''}",
        request.status,
        request.outcome or "",
    )


def _day(moment: dt.datetime | None) -> str:
    # In the zone of the machine on which the staff sit.
    return moment.astimezone().date().isoformat() if moment else ""


def _decrypted(db_session: Session, secret: str, kept_id: uuid.UUID | None) -> str:
    if kept_id is None:
        return ""
    try:
        return escape(_harmless(read_contact(db_session, secret, kept_id)))
    except UnreadableContactError:
        return _GONE


def _harmless(text: str) -> str:
    """What a citizen typed may hold signs that a terminal obeys."""
    return "".join(
        each if each.isprintable() or each == "\n" else "\N{REPLACEMENT CHARACTER}" for each in text
    )


def _refuse_unknown(name: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise CannotRunError(f"{value!r} is no {name}. Use one of: {', '.join(known)}.")
