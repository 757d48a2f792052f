"""Handler: the report is complete. It is written down, gets its reference, and an honest word on the time."""

from __future__ import annotations

from bot.catalogue.due_date import Expected, expected
from bot.catalogue.model import RequestForm
from bot.dialogue.answering import remember_time, service_source
from bot.dialogue.report_draft import (
    NONE,
    drop_report,
    empty_slots,
    form_of,
    keep_for_staff,
    kept_id,
    last_day,
    put_together,
)
from bot.dialogue.timing import stated
from bot.dialogue.turn import Turn
from bot.feedback.requests import RequestToOpen, open_request, opened_by
from bot.feedback.tables import ServiceRequest


def report_sent(turn: Turn) -> None:
    """Write the report down and say what happens now, without a promise."""
    form = form_of(turn)
    if form is None:
        drop_report(turn)
        turn.say("talk.report.closed")
        return
    due = _expected(turn, form)
    request = opened_by(turn.db_session, turn.message.message_id) or _open(turn, form, due)
    remember_time(turn, due.statement)
    reached = turn.state.report_contact not in (None, NONE)
    parts = [
        turn.words(
            "talk.report.sent", agency=_agency(turn, form), reference=request.service_request_id
        ),
        due.statement.sentence,
        turn.words(
            f"talk.report.then.{'reached' if reached else 'not_reached'}", date=last_day(turn)
        ),
    ]
    turn.state.awaiting = None
    empty_slots(turn)
    source = service_source(turn, form.service_code)
    turn.reply("\n\n".join(parts), kind="form", source=source)


def _open(turn: Turn, form: RequestForm, due: Expected) -> ServiceRequest:
    state = turn.state
    to_open = RequestToOpen(
        agency_responsible=_agency(turn, form),
        requested_datetime=turn.now,
        expected_datetime=due.datetime,
        attributes={form.attribute.code: state.report_detail or ""},
        place_id=kept_id(state.report_place),
        description_id=put_together(turn),
        contact_id=kept_id(state.report_contact),
    )
    keep_for_staff(turn, [to_open.place_id, to_open.description_id, to_open.contact_id])
    return open_request(turn.db_session, turn.context(form.service_code), to_open)


def _expected(turn: Turn, form: RequestForm) -> Expected:
    catalogue = turn.catalogue
    agency = catalogue.agencies[form.agency_id]
    return expected(stated(turn, form.service_code), agency, turn.now, catalogue.wording)


def _agency(turn: Turn, form: RequestForm) -> str:
    return turn.catalogue.agencies[form.agency_id].name
