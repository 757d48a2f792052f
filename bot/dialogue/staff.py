"""Handlers: reaching a person, and leaving a message that only staff can read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.catalogue import phrases
from bot.dialogue.eligibility_draft import drop_check
from bot.dialogue.hearing import service_spoken_of
from bot.dialogue.notices import not_told_yet
from bot.dialogue.reaching import gives_only_a_way, has_number_or_mail
from bot.dialogue.replies import Button
from bot.dialogue.report_draft import FORM as REPORT
from bot.dialogue.report_draft import drop_report, let_go
from bot.dialogue.state import Awaiting
from bot.dialogue.turn import Turn
from bot.privacy.contacts import ContactToKeep, keep_contact
from bot.segments.contact import person_blocks
from bot.segments.enquiry import Enquiry, Setting

FORM = "contact_form"
MESSAGE, CONTACT, DRAFT = "left_message", "left_contact", "left_draft"
_ANSWER = "value"
"""The entity of a button that says whether a question that was typed is the message."""
PURPOSE = "call_back"
_COMMANDS = frozenset(
    "ask_for_person ask_my_data ask_why bot_challenge cancel decline_ask delete_my_data deny "
    "forget_fact help refuse_consent repeat start_again".split()
)
"""What ends or interrupts the taking of a message, whatever it is about."""
_EMPTY = frozenset(("affirm", "greet", "thank"))
"""Intents of a few words that are no message: "ok"."""
_KINDS = ("message", "contact")
"""What stands in the transcript in place of what is left for staff, by its ordinal."""
_HARDLY_ANYTHING = 3
_SHORT = 12


def ask_for_person(turn: Turn) -> None:
    """How to reach a person, whether one is there now, and the offer to leave a message.

    A report that is being made waits meanwhile: it is never given up because somebody asked this.
    """
    if turn.around.form == REPORT:
        _tell_of_ways(turn)
        return
    state = turn.state
    notices = not_told_yet(turn, turn.agency.id, state.service_id)
    ways = [turn.words("talk.person.intro"), *_ways(turn), turn.words("talk.person.or_message")]
    parts = [*notices, *ways]
    if state.crisis_seen:
        parts.insert(0, turn.words("talk.crisis.danger_now"))
    state.awaiting = Awaiting.MESSAGE
    drop_left(turn)
    drop_report(turn)
    drop_check(turn)
    buttons = [Button(turn.words("talk.button.leave_message"), "leave_message")]
    turn.reply("\n\n".join(parts), kind="person", buttons=buttons)


def stop_report_for_message(turn: Turn) -> None:
    """A message for staff in place of the report: the report ends, and that is said."""
    drop_report(turn)
    turn.say("talk.report.put_aside", kind="form")
    turn.around = replace(turn.around, form=None)
    ask_for_person(turn)


def _tell_of_ways(turn: Turn) -> None:
    parts = [turn.words("talk.person.intro"), *_ways(turn), turn.words("talk.report.still_here")]
    turn.reply("\n\n".join(parts), kind="person")


def leave_message(turn: Turn) -> None:
    """ "Yes" to the offer to leave a message: the form takes over."""
    turn.state.awaiting = None
    turn.next_action = FORM


def take_part(turn: Turn, wanted: str | None) -> dict[str, Any]:
    """The slots of the form that this message fills; empty when it is about something else.

    What is typed goes, encrypted, straight to where only staff can read it. The slots hold references.
    """
    if turn.around.form_returns:
        return {}
    reaches = has_number_or_mail(turn)
    if wanted is None:
        return _begin(turn) | ({CONTACT: _keep(turn, 1)} if reaches else {})
    if _decides(turn):
        return _decided(turn)
    if turn.message.from_button or _is_digression(turn, wanted, reaches):
        return {}
    if wanted == CONTACT:
        # Set to nothing the slot stays empty, and the form asks again.
        return {CONTACT: _keep(turn, 1) if reaches else None}
    return _heard(turn, reaches)


def _heard(turn: Turn, reaches: bool) -> dict[str, Any]:
    """What was typed is the message, holds only how to reach somebody, or may be a question to us."""
    message = turn.message
    if gives_only_a_way(turn):
        return {CONTACT: _keep(turn, 1), MESSAGE: None}
    if message.intent in _EMPTY and len(message.text.split()) <= _HARDLY_ANYTHING:
        return {MESSAGE: None}
    let_go(turn, turn.state.left_draft)
    if _may_be_a_question(turn):
        # Kept, and a message only when they say so.
        return {MESSAGE: None, DRAFT: _keep(turn, 0)}
    kept = {MESSAGE: _keep(turn, 0), DRAFT: None}
    return kept | {CONTACT: kept[MESSAGE]} if reaches else kept


def _may_be_a_question(turn: Turn) -> bool:
    """Whether a few words ask something, which may be of us: they are asked whether to pass it on."""
    message = turn.message
    short = len(message.text.split()) <= _SHORT
    return short and turn.content.listening.is_question(message.text)


def _decides(turn: Turn) -> bool:
    """Whether a message says whether the question they typed is to be passed on."""
    if turn.state.left_draft is None:
        return False
    return turn.message.value_of(_ANSWER) is not None or turn.message.intent in ("affirm", "deny")


def _decided(turn: Turn) -> dict[str, Any]:
    """Yes: it is the message. No: it is dropped, and the form asks for one again."""
    draft = turn.state.left_draft
    yes = (turn.message.value_of(_ANSWER) or turn.message.intent) in ("yes", "affirm")
    if yes:
        return {MESSAGE: draft, DRAFT: None}
    let_go(turn, draft)
    return {MESSAGE: None, DRAFT: None}


def ask_for_message(turn: Turn) -> None:
    """The form's first question; or whether a question that was typed is the message."""
    if turn.state.left_draft and not turn.around.form_returns:
        turn.say("talk.message.pass_on", kind="person", buttons=_yes_no_cancel(turn))
        return
    first = "ask_after_contact" if turn.state.left_contact else "ask"
    key = "talk.message.ask_again" if turn.around.form_returns else f"talk.message.{first}"
    turn.say(key, kind="person", buttons=[_cancel(turn)], agency=turn.agency.name)


def ask_for_contact(turn: Turn) -> None:
    """The form's second question."""
    if turn.around.form_unfilled:
        turn.say(_not_seen(turn), kind="person", buttons=[_cancel(turn)])
        return
    again = "_again" if turn.around.form_returns else ""
    key, date = f"talk.message.ask_contact{again}", _last_day(turn)
    turn.say(key, kind="person", buttons=[_cancel(turn)], date=date)


def _not_seen(turn: Turn) -> str:
    """Once more, and then plainly: without it nobody can answer."""
    once = turn.words("talk.message.no_contact")
    asked_before = any(reply.text == once for reply in turn.around.said_last)
    return "talk.message.no_answer" if asked_before else "talk.message.no_contact"


def say_why(turn: Turn) -> None:
    """Why the form asks; or why the survey does, when they ask about that."""
    if turn.content.listening.is_about_the_survey(turn.message.text):
        turn.say("talk.ask.why", kind="person", agency=turn.agency.name)
        return
    turn.say("talk.message.why", kind="person", agency=turn.agency.name, date=_last_day(turn))


def message_left(turn: Turn) -> None:
    """The form is complete: what happens now, without a promise."""
    drop_left(turn)
    turn.state.awaiting = None
    turn.say(
        "talk.message.kept",
        kind="person",
        agency=turn.agency.name,
        date=_last_day(turn),
        opening=turn.opening_hours(turn.agency),
    )


def drop_left(turn: Turn) -> None:
    """Empty the form; a question nobody said was the message is kept no longer."""
    state = turn.state
    let_go(turn, state.left_draft)
    state.left_message = state.left_contact = state.left_draft = None


def _is_digression(turn: Turn, wanted: str, reaches: bool) -> bool:
    """Whether somebody says something to the assistant rather than to the staff."""
    message = turn.message
    if message.intent == "crisis":
        return True
    if turn.content.listening.asks_why_we_ask(message.text):
        return True
    sure = message.confidence >= turn.catalogue.policy.linker["accept"]
    if message.intent in _COMMANDS:
        return sure and not (wanted == MESSAGE and len(message.text.split()) > _SHORT)
    asks = message.intent.startswith("ask_") and turn.content.listening.is_question(message.text)
    return asks and sure and not reaches and len(message.text.split()) <= _SHORT


def _keep(turn: Turn, ordinal: int) -> str:
    message = turn.message
    turn.withhold(_KINDS[ordinal])
    contact = ContactToKeep(
        conversation_id=message.conversation_id,
        message_id=message.message_id,
        agency_id=turn.agency.id,
        service_id=turn.state.service_id,
        purpose=PURPOSE,
        text=message.text,
        expires_at=turn.catalogue.policy.contact_expires_after.after(turn.now),
        ordinal=ordinal,
    )
    return str(keep_contact(turn.db_session, turn.secret, contact))


def _begin(turn: Turn) -> dict[str, Any]:
    """Note which service the message for staff is about, when the wish for it says so."""
    about = service_spoken_of(turn)
    if about is None or about == turn.state.service_id:
        return {}
    turn.state.service_id = about
    return {"service_id": about}


def _last_day(turn: Turn) -> str:
    """The day on which what is left is deleted."""
    until = turn.catalogue.policy.contact_expires_after.after(turn.now).date()
    return phrases.date(turn.catalogue.wording, until)


def _ways(turn: Turn) -> list[str]:
    service_id = turn.state.service_id
    if service_id:
        setting = Setting(turn.catalogue, Enquiry(service_id), turn.now)
        return [str(block) for block in person_blocks(setting)]
    agency = turn.host
    reach = turn.words("talk.person.call", number=agency.phone, agency=agency.name)
    return [reach, turn.opening_hours(agency)]


def _yes_no_cancel(turn: Turn) -> list[Button]:
    yes, no = (
        Button(turn.words(f"talk.button.pass_on_{each}"), "leave_message", ((_ANSWER, each),))
        for each in ("yes", "no")
    )
    return [yes, no, _cancel(turn)]


def _cancel(turn: Turn) -> Button:
    return Button(turn.words("talk.button.cancel"), "cancel")
