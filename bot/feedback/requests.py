"""Problems that citizens reported: opened by the dialogue, followed by reference, moved on by staff."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.feedback.context import MessageContext, once
from bot.feedback.tables import ServiceRequest
from bot.text.report_reference import new_reference


@dataclass(frozen=True)
class RequestToOpen:
    """A report, complete. What is personal in it is named by the references of what was kept."""

    agency_responsible: str
    requested_datetime: dt.datetime
    expected_datetime: dt.datetime | None
    attributes: Mapping[str, str] = field(default_factory=dict)
    place_id: uuid.UUID | None = None
    description_id: uuid.UUID | None = None
    contact_id: uuid.UUID | None = None
    draft_id: uuid.UUID | None = None


class RequestChangeError(ValueError):
    """A change that would leave a request in a state that means nothing."""


def open_request(
    db_session: Session, context: MessageContext, request: RequestToOpen
) -> ServiceRequest:
    """Write a report down and give it its reference. The same message opens one, however often it is run.

    So does the same draft, in whatever message it is sent.
    """
    return opened_by(db_session, request.draft_id) or once(
        db_session,
        ServiceRequest,
        context.message_id,
        0,
        lambda: _row(db_session, context, request),
    )


def opened_by(db_session: Session, draft_id: uuid.UUID | None) -> ServiceRequest | None:
    """The report that a draft became, in this turn or in one whose end was lost."""
    if draft_id is None:
        return None
    return db_session.scalar(select(ServiceRequest).where(ServiceRequest.draft_id == draft_id))


def find_request(db_session: Session, reference: str) -> ServiceRequest | None:
    """The report of a reference as we write it."""
    return db_session.scalar(
        select(ServiceRequest).where(ServiceRequest.service_request_id == reference)
    )


def requests_of(db_session: Session, conversation_id: uuid.UUID) -> Sequence[ServiceRequest]:
    """The reports of a conversation, the newest first."""
    return db_session.scalars(
        select(ServiceRequest)
        .where(ServiceRequest.conversation_id == conversation_id)
        .order_by(ServiceRequest.requested_datetime.desc())
    ).all()


def drop_requests_of(db_session: Session, conversation_id: uuid.UUID) -> int:
    """Delete the reports of a conversation; returns how many."""
    result = db_session.execute(
        delete(ServiceRequest).where(ServiceRequest.conversation_id == conversation_id)
    )
    assert isinstance(result, CursorResult)
    return int(result.rowcount)


def requests_for(
    db_session: Session, agency_id: str | None, status: str | None
) -> Sequence[ServiceRequest]:
    """The reports to an agency (or all) in a state (or any), the oldest first."""
    query = select(ServiceRequest).order_by(ServiceRequest.requested_datetime)
    if agency_id is not None:
        query = query.where(ServiceRequest.agency_id == agency_id)
    if status is not None:
        query = query.where(ServiceRequest.status == status)
    return db_session.scalars(query).all()


def move_on(
    request: ServiceRequest,
    at: dt.datetime,
    *,
    status: str | None = None,
    outcome: str | None = None,
    notes: str | None = None,
) -> None:
    """Change the state of a report; what is None stays. An outcome closes it, reopening takes it away.

    Raises:
        RequestChangeError: it would be closed without an outcome, or open with one.
    """
    status = status or ("closed" if outcome else request.status)
    if status == "open" and outcome:
        raise RequestChangeError("an open request has no outcome yet")
    outcome = None if status == "open" else outcome or request.outcome
    if status == "closed" and outcome is None:
        raise RequestChangeError("say with what outcome it is closed")
    request.status, request.outcome = status, outcome
    request.status_notes = request.status_notes if notes is None else notes or None
    request.updated_datetime = at


def _row(db_session: Session, context: MessageContext, request: RequestToOpen) -> ServiceRequest:
    return ServiceRequest(
        **context.columns(),
        ordinal=0,
        service_request_id=_unused_reference(db_session),
        service_code=context.service_id,
        status="open",
        agency_responsible=request.agency_responsible,
        requested_datetime=request.requested_datetime,
        updated_datetime=request.requested_datetime,
        expected_datetime=request.expected_datetime,
        attributes=dict(request.attributes),
        draft_id=request.draft_id,
        place_id=request.place_id,
        description_id=request.description_id,
        contact_id=request.contact_id,
    )


def _unused_reference(db_session: Session) -> str:
    while find_request(db_session, reference := new_reference()) is not None:
        pass
    return reference
