"""Handler: the report is complete. It is written down, gets its reference, and an honest word on the time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.catalogue.due_date import Expected, expected
from bot.catalogue.model import RequestForm
from bot.dialogue import lost, report_status
from bot.dialogue.answering import remember_time, service_source
from bot.dialogue.report_draft import (
    FORM,
    SENT,
    drop_report,
    form_of,
    keep_for_staff,
    kept_id,
    last_day,
    lost_parts,
    put_together,
    sent_already,
)
from bot.dialogue.state import State
from bot.dialogue.timing import stated
from bot.dialogue.turn import Turn
from bot.feedback.requests import RequestToOpen, open_request
from bot.feedback.tables import ServiceRequest


def report_sent(turn: Turn) -> None:
    """Write the report down and say what happens now, without a promise."""
    request, form = sent_already(turn), form_of(turn)
    if request is None and form is not None:
        if gone := lost_parts(turn):
            _ask_again(turn, gone)
            return
        request = _open(turn, form)
    if request is None or form is None:
        _say_closed(turn, request)
    elif request.message_id == turn.message.message_id:
        _say_sent(turn, form, request)
    else:
        _say_sent_before(turn, request)
    turn.state.awaiting = None
    drop_report(turn)


def _ask_again(turn: Turn, gone: Mapping[str, Any]) -> None:
    """What was told too long ago is kept no longer: nothing is sent without it."""
    for name, value in {**gone, SENT: None}.items():
        setattr(turn.state, name, value or State.model_fields[name].default)
    turn.say("talk.report.lost", kind="form")
    turn.next_action = FORM


def _say_closed(turn: Turn, request: ServiceRequest | None) -> None:
    """Nobody offers it any more: it was not sent, or how it stands."""
    if request is None:
        _say_that_it_is_withdrawn(turn)
    else:
        report_status.tell(turn, request)


def _say_sent(turn: Turn, form: RequestForm, request: ServiceRequest) -> None:
    due, reached = _expected(turn, form), request.contact_id is not None
    remember_time(turn, due.statement)
    reference = request.service_request_id
    parts = [
        turn.words("talk.report.sent", agency=_agency(turn, form), reference=reference),
        due.statement.sentence,
        turn.words(
            f"talk.report.then.{'reached' if reached else 'not_reached'}", date=last_day(turn)
        ),
    ]
    source = service_source(turn, form.service_code)
    turn.reply("\n\n".join(parts), kind="form", source=source)


def _say_that_it_is_withdrawn(turn: Turn) -> None:
    """An edit took the form away while it was open: nothing of it is kept, and the agency is named."""
    about = turn.state.report_about
    known = about is not None and about in turn.catalogue.services
    agency = turn.catalogue.agency_of(about) if about and known else turn.host
    drop_report(turn)
    turn.say("talk.report.withdrawn", agency=agency.name, number=agency.phone)


def _say_sent_before(turn: Turn, request: ServiceRequest) -> None:
    """It was sent, and whoever sent it never heard so: what is said now cannot change it any more."""
    agency = turn.catalogue.agencies.get(request.agency_id, turn.host)
    turn.say(
        "talk.report.sent_before",
        kind="form",
        buttons=[lost.person_button(turn)],
        agency=agency.name,
        number=agency.phone,
        reference=request.service_request_id,
    )


def _open(turn: Turn, form: RequestForm) -> ServiceRequest:
    state, due = turn.state, _expected(turn, form)
    to_open = RequestToOpen(
        agency_responsible=_agency(turn, form),
        requested_datetime=turn.now,
        expected_datetime=due.datetime,
        attributes={form.attribute.code: state.report_detail or ""},
        place_id=kept_id(state.report_place),
        description_id=put_together(turn),
        contact_id=kept_id(state.report_contact),
        draft_id=kept_id(state.report_draft),
    )
    keep_for_staff(turn, [to_open.place_id, to_open.description_id, to_open.contact_id])
    return open_request(turn.db_session, turn.context(form.service_code), to_open)


def _expected(turn: Turn, form: RequestForm) -> Expected:
    catalogue = turn.catalogue
    agency = catalogue.agencies[form.agency_id]
    return expected(stated(turn, form.service_code), agency, turn.now, catalogue.wording)


def _agency(turn: Turn, form: RequestForm) -> str:
    return turn.catalogue.agencies[form.agency_id].name
