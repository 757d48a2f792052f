"""Handlers: what is said of a report after it was sent. It cannot be changed here, so the door is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.dialogue import lost, report_heard, report_status, smalltalk
from bot.dialogue.replies import Button
from bot.dialogue.report_draft import open_form
from bot.dialogue.report_options import is_dangerous, value_in
from bot.dialogue.report_places import HOUSES
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, without_runs, words_of
from bot.feedback.requests import find_request, requests_of
from bot.feedback.tables import ServiceRequest
from bot.text.places import names_a_street
from bot.text.report_reference import references_in

_NEVER = frozenset(
    "crisis delete_my_data ask_for_person leave_message ask_my_data cancel start_again".split()
)
_TELLS_ANEW = frozenset(("report_problem", "find_service"))
_AT_FIRST = ("sorry", "oh", "no", "actually", "wait", "oops", "hang on", "and", "but")
_FEW_WORDS = 5
_SOME_WORDS = 14

Handler = Callable[[Turn], None]


def is_meant(turn: Turn) -> bool:
    """Whether a message is about a report that was sent, and asks for more than where it stands."""
    return _case_of(turn) is not None


def respond(turn: Turn) -> None:
    """Do what the message asks of a report that was sent, or say who can."""
    case = _case_of(turn)
    if case is not None:
        case(turn)


def _case_of(turn: Turn) -> Handler | None:
    message = turn.message
    if cancels_by_reference(turn):
        return _say_how_to_withdraw_named
    if _cancels_what_was_sent(turn):
        return _say_how_to_withdraw
    if turn.around.in_form or message.from_button or message.intent in _NEVER:
        return None
    said = (handler for says, handler in _CASES if says(turn))
    return next(said, None)


def cancels_by_reference(turn: Turn) -> bool:
    """Whether it is a report that was sent, named by its reference, which somebody wants to stop."""
    message = turn.message
    cancels = message.intent == "cancel"
    if message.from_button or (message.intent in _NEVER and not cancels):
        return False
    wants = cancels or has_run(message.text, turn.content.reporting.withdrawing)
    return wants and _named(turn) is not None


def _cancels_what_was_sent(turn: Turn) -> bool:
    """Whether "cancel my report" can only mean one that was sent here."""
    if turn.around.in_form or turn.message.from_button or turn.message.intent != "cancel":
        return False
    return _withdraws(turn)


def _named(turn: Turn) -> ServiceRequest | None:
    """The report whose reference is in the message."""
    codes = [each.code for each in references_in(turn.message.text) if each.sound]
    found = (find_request(turn.db_session, code) for code in codes)
    return next((each for each in found if each is not None), None)


def _withdraws(turn: Turn) -> bool:
    text, words = turn.message.text, turn.content.reporting
    if not has_run(text, words.withdrawing):
        return False
    about = has_run(text, ("report", *turn.content.listening.own_report))
    return (about or len(words_of(text)) <= _FEW_WORDS) and bool(_told(turn))


def _denies_that_it_is_done(turn: Turn) -> bool:
    text, words = turn.message.text, turn.content.reporting
    if not has_run(text, words.not_done):
        return False
    return bool(_closed(turn)) or (has_run(text, words.done) and bool(_told(turn)))


def _adds(turn: Turn) -> bool:
    """Whether somebody tells more of what they reported: "actually there were also needles"."""
    text = turn.message.text
    if not has_run(text, turn.content.reporting.adding) or report_heard.is_question(turn):
        return False
    request = next(iter(_told(turn)), None)
    form = open_form(turn, request.service_code) if request else None
    if form is None:
        return False
    value = value_in(text, form)
    if is_dangerous(text, form, value):
        return True
    return value is not None and turn.message.intent != "report_problem"


def _puts_right(turn: Turn) -> bool:
    """Whether somebody says that a place or a number they sent is another: "it was 24 Oak Road not 22"."""
    text = turn.message.text
    rest = f"{without_runs(text, _AT_FIRST)} "
    if _says_it_is_wrong(turn):
        return bool(_told(turn))
    begins = any(rest.startswith(f"{run} ") for run in turn.content.reporting.putting_right)
    if not begins or len(words_of(text)) > _SOME_WORDS or report_heard.is_question(turn):
        return False
    return _names_place_or_number(turn) and not _is_of_another(turn) and bool(_told(turn))


def _says_it_is_wrong(turn: Turn) -> bool:
    """Whether a few words right after a reference was told are about its report: "no, that's wrong"."""
    told = any(any(references_in(reply.text)) for reply in turn.around.said_last)
    few = len(words_of(turn.message.text)) <= _FEW_WORDS
    wrong = has_run(turn.message.text, turn.content.reporting.changing)
    return told and few and wrong and turn.message.intent not in _TELLS_ANEW


def _names_place_or_number(turn: Turn) -> bool:
    kinds = {span.kind for span in turn.message.personal_data or ()}
    return bool(kinds & (HOUSES | {"phone", "email"})) or names_a_street(f"in {turn.message.text}")


def _is_of_another(turn: Turn) -> bool:
    """Whether another problem is told of, which can be reported here."""
    found, told = turn.message.services, _told(turn)
    best = found[0].service_id if found else None
    return best in turn.catalogue.request_forms and best != (told[0].service_code if told else None)


def _told(turn: Turn) -> Sequence[ServiceRequest]:
    """The reports that are spoken of: those told of last by their references, then those made here."""
    codes = [each.code for reply in turn.around.said_last for each in references_in(reply.text)]
    named = [find_request(turn.db_session, code) for code in codes]
    made = requests_of(turn.db_session, turn.message.conversation_id)
    found = {each.id: each for each in (*named, *made) if each is not None}
    return list(found.values())


def _closed(turn: Turn) -> list[ServiceRequest]:
    """Those of which staff say that they are done, in the order in which they were made."""
    closed = [each for each in _told(turn) if each.status == "closed"]
    return sorted(closed, key=lambda each: each.requested_datetime)


def _say_how_to_change(turn: Turn) -> None:
    _show_door(turn, _told(turn)[0], "change")


def _say_how_to_withdraw(turn: Turn) -> None:
    delete = Button(turn.words("talk.button.delete"), "delete_my_data")
    _show_door(turn, _told(turn)[0], "withdraw", delete)


def _say_how_to_withdraw_named(turn: Turn) -> None:
    """What can be done about it, whoever asks. A form that is open ends with the same words, and says so."""
    request = _named(turn)
    if request is None:
        return
    if turn.around.in_form and turn.message.intent == "cancel":
        smalltalk.cancel(turn)
    if request.conversation_id == turn.message.conversation_id:
        delete = Button(turn.words("talk.button.delete"), "delete_my_data")
        _show_door(turn, request, "withdraw", delete)
    else:
        _show_door(turn, request, "withdraw_elsewhere")


def _say_how_to_add(turn: Turn) -> None:
    """The danger first: whom to call does not wait for a report."""
    request, text = _told(turn)[0], turn.message.text
    form = open_form(turn, request.service_code)
    if form and form.danger and is_dangerous(text, form, value_in(text, form)):
        turn.reply(form.danger.text, kind="form")
    _show_door(turn, request, "add")


def _note_that_it_is_not_done(turn: Turn) -> None:
    """Staff said it is done and the citizen says it is not: both are kept. Of an open one that is told."""
    closed = _closed(turn)
    if not closed:
        report_status.tell(turn, _told(turn)[0])
        return
    place = turn.content.listening.place_in(turn.message.text, len(closed))
    request = closed[-1 if place is None else place]
    request.citizen_confirmed = False
    _show_door(turn, request, "not_done")


def _show_door(turn: Turn, request: ServiceRequest, key: str, *buttons: Button) -> None:
    agency = turn.catalogue.agencies.get(request.agency_id, turn.host)
    turn.say(
        f"talk.report.after.{key}",
        kind="form",
        buttons=[lost.person_button(turn), *buttons],
        agency=agency.name,
        number=agency.phone,
        reference=request.service_request_id,
    )


_CASES: tuple[tuple[Callable[[Turn], bool], Handler], ...] = (
    (_withdraws, _say_how_to_withdraw),
    (_denies_that_it_is_done, _note_that_it_is_not_done),
    (_adds, _say_how_to_add),
    (_puts_right, _say_how_to_change),
)
