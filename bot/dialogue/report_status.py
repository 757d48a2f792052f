"""Handlers: what became of a report, by its reference or in the conversation in which it was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.catalogue import phrases
from bot.dialogue import finding, lost
from bot.dialogue.answering import service_source
from bot.dialogue.choosing import Clear, Limits, choose
from bot.dialogue.message import NOT_UNDERSTOOD
from bot.dialogue.state import Awaiting
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of
from bot.feedback.requests import find_request, requests_of
from bot.feedback.tables import ServiceRequest
from bot.text.report_reference import (
    Found,
    has_half_of_one,
    is_one_with_a_slip,
    references_in,
    resembles_one,
)

_HARDLY_ANY_WORDS = 5
_ALSO_AT_MOST = 3
_SURE = 0.6
_NOT_ABOUT_IT = frozenset(
    "crisis delete_my_data ask_for_person leave_message cancel start_again".split()
)


def names_reference(turn: Turn) -> bool:
    """Whether a message gives the reference of a report; one with a slip counts where it is awaited."""
    message = turn.message
    if message.from_button or message.intent in _NOT_ABOUT_IT:
        return False
    found = _found(turn)
    if found is None and (turn.around.in_form or not _resembles(turn)):
        return False
    awaited = turn.awaited is Awaiting.REFERENCE or message.intent == "ask_status"
    sound = found is not None and found.sound
    return sound or awaited or len(words_of(message.text)) <= _HARDLY_ANY_WORDS


def _resembles(turn: Turn) -> bool:
    """Whether something is written that is no reference of ours and may be meant for one."""
    text = turn.message.text
    asked = turn.awaited is Awaiting.REFERENCE
    return resembles_one(text) or (asked and is_one_with_a_slip(text))


def is_meant(turn: Turn) -> bool:
    """Whether a message asks after a report, whatever it was taken for."""
    return names_reference(turn) or asks_of_own_report(turn)


def asks_of_own_report(turn: Turn) -> bool:
    """Whether a message that was hardly understood speaks of a report made in this conversation."""
    message = turn.message
    doubtful = message.intent in (NOT_UNDERSTOOD, "find_service") or message.confidence < _SURE
    if message.from_button or not doubtful or turn.around.in_form:
        return False
    if not has_run(message.text, turn.content.listening.own_report):
        return False
    return bool(requests_of(turn.db_session, message.conversation_id))


def ask_status(turn: Turn) -> None:
    """Where a request stands: that of the reference, else one made here, else how to find out."""
    if names_reference(turn):
        by_reference(turn)
        return
    own = _meant(turn)
    if own:
        tell(turn, own[0])
        _tell_of_others(turn, own[1:])
    else:
        finding.ask_facet(turn)
        about = turn.state.service_id
        if about is None or about in turn.catalogue.request_forms:
            turn.ask_now = None
            turn.say("talk.report.status.how", kind="form")


def by_reference(turn: Turn) -> None:
    """The report of the reference in a message; a wrong one is met kindly, and says what to do."""
    found = _found(turn)
    request = find_request(turn.db_session, found.code) if found and found.sound else None
    if request is not None:
        tell(turn, request)
        return
    turn.state.awaiting = Awaiting.REFERENCE
    text = turn.message.text
    slips = not found.sound if found else has_half_of_one(text) or is_one_with_a_slip(text)
    key = "slip" if slips else "unknown"
    agency = turn.agency
    turn.say(
        f"talk.report.status.{key}",
        kind="form",
        buttons=[lost.person_button(turn)],
        agency=agency.name,
        number=agency.phone,
    )


def _found(turn: Turn) -> Found | None:
    """The first sound reference of a message, else the first that is written like one."""
    found = list(references_in(turn.message.text))
    return next((each for each in found if each.sound), found[0] if found else None)


def _meant(turn: Turn) -> Sequence[ServiceRequest]:
    """The reports of this conversation that a question may be about, the newest first."""
    own = requests_of(turn.db_session, turn.message.conversation_id)
    about = turn.message.value_of("service_id") or _clearly(turn)
    of_service = [each for each in own if each.service_id == about]
    if of_service or about is None:
        return of_service or own
    says_report = has_run(turn.message.text, turn.content.listening.own_report)
    return own if says_report and not turn.message.from_button else []


def _clearly(turn: Turn) -> str | None:
    limits = Limits.of(turn.catalogue.policy.linker)
    choice = choose(finding.heard_in(turn), None, asks_on=False, limits=limits)
    return choice.service_id if isinstance(choice, Clear) else None


def tell(turn: Turn, request: ServiceRequest) -> None:
    """What it is about, since when, how it stands and whether it is late; never where, and never whose."""
    service = turn.catalogue.services.get(request.service_code)
    lines = [
        turn.words(
            "talk.report.status.about",
            reference=request.service_request_id,
            service=service.name if service else request.service_code,
            agency=request.agency_responsible,
            date=_day(turn, request, request.requested_datetime),
        ),
        *(_open(turn, request) if request.status == "open" else _closed(turn, request)),
    ]
    if request.status_notes:
        lines.append(turn.words("talk.report.status.notes", notes=request.status_notes))
    source = service_source(turn, service.id) if service else None
    if service:
        turn.state.service_id = service.id
    turn.reply("\n\n".join(lines), kind="form", buttons=[lost.person_button(turn)], source=source)


def _open(turn: Turn, request: ServiceRequest) -> list[str]:
    due = request.expected_datetime
    if due is None:
        return [turn.words("talk.report.status.open"), turn.words("talk.report.status.no_date")]
    late = "late" if due < turn.now else "expected"
    told = turn.words(f"talk.report.status.{late}", date=_day(turn, request, due))
    return [turn.words("talk.report.status.open"), told]


def _closed(turn: Turn, request: ServiceRequest) -> list[str]:
    date = _day(turn, request, request.updated_datetime)
    return [turn.words(f"talk.report.status.closed.{request.outcome or 'unknown'}", date=date)]


def _day(turn: Turn, request: ServiceRequest, moment: dt.datetime) -> str:
    agency = turn.catalogue.agencies.get(request.agency_id, turn.host)
    return phrases.date(turn.catalogue.wording, moment.astimezone(agency.zone).date())


def _tell_of_others(turn: Turn, others: Sequence[ServiceRequest]) -> None:
    if others:
        codes = [each.service_request_id for each in others[:_ALSO_AT_MOST]]
        references = phrases.joined(turn.catalogue.wording, codes)
        turn.say("talk.report.status.others", kind="form", references=references)
