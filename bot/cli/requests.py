"""``assistant request``: what citizens reported, for the staff on this machine who put it right."""

from __future__ import annotations

import datetime as dt
import uuid

from rich.console import Console
from sqlalchemy.orm import Session

from bot.cli.errors import CannotRunError
from bot.cli.published import published, refuse_unknown_agency
from bot.cli.store import store
from bot.cli.tables import Column, print_facts, print_table
from bot.db import WRITING, now
from bot.feedback.requests import RequestChangeError, find_request, move_on, requests_for
from bot.feedback.tables import REQUEST_OUTCOMES, REQUEST_STATUSES, ServiceRequest
from bot.privacy.contacts import UnreadableContactError, read_contact
from bot.settings import Settings
from bot.text.report_reference import references_in

_COLUMNS = (
    Column("reference", whole=True),
    Column("about", whole=True),
    Column("agency", whole=True, spare=2),
    Column("reported", whole=True, spare=1),
    Column("expected", whole=True),
    Column("status", whole=True, spare=3),
    Column("outcome", whole=True, spare=4),
)
_NOTHING_ASKED = (
    "Nothing was asked for: say what to change with --status, --outcome, --notes or --no-notes."
)
_GONE = "(deleted, or kept under another secret)"


def list_requests(settings: Settings, agency: str | None, every: bool, console: Console) -> None:
    """Print the open reports of an agency, or all of them, the oldest first; late ones are marked.

    Raises:
        CannotRunError: there is no such agency.
    """
    with store(settings) as db_session:
        rows = [*map(_row, requests_for(db_session, agency, None if every else "open"))]
    if rows:
        print_table(console, _COLUMNS, rows)
    else:
        # Only now: what was reported to an agency that is gone can still be read.
        refuse_unknown_agency(settings, agency)
        console.print("No reports.")


def show_request(settings: Settings, reference: str, console: Console) -> None:
    """Print one report with its place, words and contact, decrypted.

    Raises:
        CannotRunError: there is no such report.
    """
    secret = settings.secret_key.get_secret_value()
    with store(settings) as db_session:
        request = _found(db_session, reference)
        kept = {
            "place": request.place_id,
            "in their words": request.description_id,
            "how to reach them": request.contact_id,
        }
        facts = [
            (column.name, value) for column, value in zip(_COLUMNS, _row(request), strict=True)
        ]
        facts += [(code, str(key)) for code, key in request.attributes.items()]
        facts += [(name, _decrypted(db_session, secret, at)) for name, at in kept.items()]
        print_facts(console, [*facts, ("notes", request.status_notes or "")])


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
        CannotRunError: there is no such report, the change means nothing, or the notes are too long.
    """
    if (status, outcome, notes) == (None, None, None):
        raise CannotRunError(_NOTHING_ASKED)
    _refuse_long(notes, settings)
    _refuse_unknown("status", status, REQUEST_STATUSES)
    _refuse_unknown("outcome", outcome, REQUEST_OUTCOMES)
    with store(settings, **WRITING) as db_session:
        request = _found(db_session, reference)
        try:
            move_on(request, now(), status=status, outcome=outcome, notes=notes)
        except RequestChangeError as error:
            raise CannotRunError(f"Nothing was changed: {error}.") from None
        stands = f"{request.status}, {request.outcome}" if request.outcome else request.status
        told = f"{request.service_request_id} is now {stands}.{_about(notes)}"
        db_session.commit()
    console.print(told)


def notes_wanted(notes: str | None, none: bool) -> str | None:
    """What becomes of the notes: the new ones, none (""), or as they are (None).

    Raises:
        CannotRunError: both were asked for, or the new notes are empty.
    """
    if notes is None:
        return "" if none else None
    if none:
        raise CannotRunError("Nothing was changed: use either --notes or --no-notes.")
    if not notes.strip():
        raise CannotRunError("Nothing was changed: the notes are empty. Use --no-notes.")
    return notes.strip()


def _about(notes: str | None) -> str:
    if notes is None:
        return ""
    return " Citizens are told the new notes." if notes else " There are no notes any more."


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
        return read_contact(db_session, secret, kept_id)
    except UnreadableContactError:
        return _GONE


def _refuse_long(notes: str | None, settings: Settings) -> None:
    if not notes:
        return
    limit = published(settings).policy.characters_per_request_note
    if len(notes) > limit:
        raise CannotRunError(
            f"Nothing was changed: the notes have {len(notes):,} characters, and at most {limit:,} are told."
        )


def _refuse_unknown(name: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise CannotRunError(f"{value!r} is no {name}. Use one of: {', '.join(known)}.")
