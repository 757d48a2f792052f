"""Handlers: reaching a person, and leaving a message that only staff can read."""

from __future__ import annotations

from typing import Any

from bot.catalogue import phrases
from bot.dialogue.eligibility_draft import drop_check
from bot.dialogue.hearing import service_spoken_of
from bot.dialogue.notices import not_told_yet
from bot.dialogue.reaching import can_be_reached_by
from bot.dialogue.replies import Button
from bot.dialogue.report_draft import drop_report
from bot.dialogue.state import Awaiting
from bot.dialogue.turn import Turn
from bot.privacy.contacts import ContactToKeep, keep_contact
from bot.segments.contact import person_blocks
from bot.segments.enquiry import Enquiry, Setting

FORM = "contact_form"
MESSAGE, CONTACT = "left_message", "left_contact"
PURPOSE = "call_back"
_COMMANDS = frozenset(
    "ask_for_person ask_my_data ask_why bot_challenge cancel decline_ask delete_my_data deny "
    "forget_fact help refuse_consent repeat start_again".split()
)
"""What ends or interrupts the taking of a message, whatever it is about."""
_EMPTY = frozenset(("affirm", "greet", "thank"))
"""Intents of a few words that are no message: "ok"."""
_HARDLY_ANYTHING = 3
_SHORT = 12


def ask_for_person(turn: Turn) -> None:
    """How to reach a person, whether one is there now, and the offer to leave a message."""
    state = turn.state
    notices = not_told_yet(turn, turn.agency.id, state.service_id)
    ways = [turn.words("talk.person.intro"), *_ways(turn), turn.words("talk.person.or_message")]
    parts = [*notices, *ways]
    if state.crisis_seen:
        parts.insert(0, turn.words("talk.crisis.danger_now"))
    state.awaiting = Awaiting.MESSAGE
    state.left_message = state.left_contact = None
    drop_report(turn)
    drop_check(turn)
    buttons = [Button(turn.words("talk.button.leave_message"), "leave_message")]
    turn.reply("\n\n".join(parts), kind="person", buttons=buttons)


def leave_message(turn: Turn) -> None:
    """ "Yes" to the offer to leave a message: the form takes over."""
    turn.state.awaiting = None
    turn.next_action = FORM


def take_part(turn: Turn, wanted: str | None) -> dict[str, Any]:
    """The slots of the form that this message fills; empty when it is about something else.

    What is typed goes, encrypted, straight to where only staff can read it. The slots hold references.
    """
    message = turn.message
    if turn.around.form_returns:
        return {}
    reaches = can_be_reached_by(turn)
    if wanted is None:
        return _begin(turn) | ({CONTACT: _keep(turn, 1)} if reaches else {})
    if message.from_button or _is_digression(turn, wanted, reaches):
        return {}
    if wanted == CONTACT:
        # Set to nothing the slot stays empty, and the form asks again.
        return {CONTACT: _keep(turn, 1) if reaches else None}
    if message.intent in _EMPTY and len(message.text.split()) <= _HARDLY_ANYTHING:
        return {MESSAGE: None}
    kept = {MESSAGE: _keep(turn, 0)}
    return kept | {CONTACT: kept[MESSAGE]} if reaches else kept


def ask_for_message(turn: Turn) -> None:
    """The form's first question."""
    key = "talk.message.ask_again" if turn.around.form_returns else "talk.message.ask"
    turn.say(key, kind="person", buttons=[_cancel(turn)], agency=turn.agency.name)


def ask_for_contact(turn: Turn) -> None:
    """The form's second question."""
    if turn.around.form_unfilled:
        turn.say("talk.message.no_contact", kind="person", buttons=[_cancel(turn)])
        return
    again = "_again" if turn.around.form_returns else ""
    key, date = f"talk.message.ask_contact{again}", _last_day(turn)
    turn.say(key, kind="person", buttons=[_cancel(turn)], date=date)


def say_why(turn: Turn) -> None:
    """Why the form asks."""
    turn.say("talk.message.why", kind="person", agency=turn.agency.name, date=_last_day(turn))


def message_left(turn: Turn) -> None:
    """The form is complete: what happens now, without a promise."""
    turn.state.left_message = turn.state.left_contact = None
    turn.state.awaiting = None
    turn.say(
        "talk.message.kept",
        kind="person",
        agency=turn.agency.name,
        date=_last_day(turn),
        opening=turn.opening_hours(turn.agency),
    )


def _is_digression(turn: Turn, wanted: str, reaches: bool) -> bool:
    """Whether somebody says something to the assistant rather than to the staff."""
    message = turn.message
    if message.intent == "crisis":
        return True
    sure = message.confidence >= turn.catalogue.policy.linker["accept"]
    if message.intent in _COMMANDS:
        return sure and not (wanted == MESSAGE and len(message.text.split()) > _SHORT)
    asks = message.intent.startswith("ask_") and turn.content.listening.is_question(message.text)
    return asks and sure and not reaches and len(message.text.split()) <= _SHORT


def _keep(turn: Turn, ordinal: int) -> str:
    message = turn.message
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


def _cancel(turn: Turn) -> Button:
    return Button(turn.words("talk.button.cancel"), "cancel")
