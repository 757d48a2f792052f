"""Reports: opened once, found by reference, moved on by staff."""

import datetime as dt
import uuid

import pytest
from sqlalchemy.exc import IntegrityError

from bot.feedback.requests import (
    RequestChangeError,
    RequestToOpen,
    find_request,
    move_on,
    open_request,
    requests_for,
    requests_of,
)
from bot.feedback.tables import ServiceRequest
from bot.text.report_reference import is_sound

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def to_open(**changes):
    fields = {
        "agency_responsible": "Ambershire Council",
        "requested_datetime": NOON,
        "expected_datetime": NOON + dt.timedelta(days=2),
        "attributes": {"fault": "out"},
        "place_id": uuid.uuid4(),
    }
    return RequestToOpen(**fields | changes)


def test_a_report_is_open_and_has_a_reference_of_its_own(db_session, context):
    request = open_request(db_session, context, to_open())
    assert is_sound(request.service_request_id)
    assert (request.status, request.outcome, request.citizen_confirmed) == ("open", None, None)
    assert (request.service_code, request.service_id) == ("blue-badge", "blue-badge")
    assert request.updated_datetime == request.requested_datetime == NOON
    assert request.attributes == {"fault": "out"}


def test_the_same_message_opens_one_report(db_session, context):
    first = open_request(db_session, context, to_open())
    again = open_request(db_session, context, to_open())
    assert again.service_request_id == first.service_request_id
    assert db_session.query(ServiceRequest).count() == 1


def test_it_is_found_by_its_reference_and_in_its_conversation(db_session, context, next_message):
    first = open_request(db_session, context, to_open())
    second = open_request(
        db_session, next_message(context), to_open(requested_datetime=NOON + HOUR)
    )
    assert find_request(db_session, first.service_request_id) is first
    assert find_request(db_session, "K7Q2-M4XC") is None
    assert list(requests_of(db_session, context.conversation_id)) == [second, first]
    assert list(requests_of(db_session, uuid.uuid4())) == []


def test_staff_see_those_of_their_agency_the_oldest_first(db_session, context, next_message):
    first = open_request(db_session, context, to_open())
    later = to_open(requested_datetime=NOON + HOUR)
    second = open_request(db_session, next_message(context), later)
    open_request(db_session, next_message(context, agency_id="transport"), to_open())
    assert list(requests_for(db_session, "council", "open")) == [first, second]
    move_on(first, NOON + HOUR, outcome="resolved")
    db_session.flush()
    assert list(requests_for(db_session, "council", "open")) == [second]
    assert len(requests_for(db_session, None, None)) == 3


def test_an_outcome_closes_it_and_reopening_takes_the_outcome_away(db_session, context):
    request = open_request(db_session, context, to_open())
    move_on(request, NOON + HOUR, outcome="resolved", notes="Mended on Tuesday.")
    assert (request.status, request.outcome) == ("closed", "resolved")
    assert request.updated_datetime == NOON + HOUR
    move_on(request, NOON + 2 * HOUR, status="open")
    assert (request.status, request.outcome) == ("open", None)
    assert request.status_notes == "Mended on Tuesday."
    move_on(request, NOON + 3 * HOUR, notes="")
    assert request.status_notes is None


@pytest.mark.parametrize(
    "change", [{"status": "closed"}, {"status": "open", "outcome": "resolved"}]
)
def test_a_state_that_means_nothing_is_refused(db_session, context, change):
    request = open_request(db_session, context, to_open())
    with pytest.raises(RequestChangeError):
        move_on(request, NOON, **change)


@pytest.mark.parametrize(
    "wrong", [{"status": "half"}, {"outcome": "magic"}, {"status": "open", "outcome": "resolved"}]
)
def test_the_database_refuses_what_is_no_state(db_session, context, wrong):
    request = open_request(db_session, context, to_open())
    for name, value in wrong.items():
        setattr(request, name, value)
    with pytest.raises(IntegrityError):
        db_session.flush()
