"""A report that is being made: what is in the slots, and what is kept of it, encrypted, until it is sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.catalogue import phrases
from bot.catalogue.model import RequestForm, ServiceStatus
from bot.dialogue.turn import Turn
from bot.feedback.requests import opened_by
from bot.feedback.tables import ServiceRequest
from bot.privacy.contacts import (
    ContactToKeep,
    UnreadableContactError,
    keep_contact,
    keep_until,
    read_contact,
)

FORM = "report_form"
PLACE, DETAIL, CONTACT, SENT = "report_place", "report_detail", "report_contact", "report_sent"
WORDS, ABOUT = "report_words", "report_about"
SLOTS = (PLACE, DETAIL, CONTACT, SENT)
"""What the form asks for, in this order."""
NONE = "none"
"""In place of a contact: they do not want to be reached."""
_PURPOSES = {PLACE: "report_place", WORDS: "report_description", CONTACT: "report_contact"}
KINDS = {PLACE: "place", DETAIL: "report", WORDS: "report", CONTACT: "contact"}
"""What stands in the transcript in place of the words themselves."""
_ORDINALS = {PLACE: 2, WORDS: 3, CONTACT: 4}
_JOINED = 5
"""Within a message; the first two belong to the message for staff."""


def form_of(turn: Turn) -> RequestForm | None:
    """The form of the report that is being made; `None` when it is offered no longer."""
    about = turn.state.report_about
    return open_form(turn, about) if about else None


def open_form(turn: Turn, service_id: str) -> RequestForm | None:
    """How a problem with a service is reported here; `None` when it is not."""
    service = turn.catalogue.services.get(service_id)
    if service is None or service.status is not ServiceStatus.ACTIVE:
        return None
    return turn.catalogue.request_forms.get(service_id)


def keep(turn: Turn, slot: str, text: str | None = None) -> str:
    """Keep what this message says for a slot, or a part of it, encrypted; returns its reference.

    Until the report is sent it is kept no longer than any other contact.
    """
    turn.withhold(KINDS[slot])
    kept = _to_keep(turn, slot, turn.message.text if text is None else text)
    return str(keep_contact(turn.db_session, turn.secret, kept))


def _to_keep(turn: Turn, slot: str, text: str) -> ContactToKeep:
    message, about = turn.message, turn.state.report_about
    return ContactToKeep(
        conversation_id=message.conversation_id,
        message_id=message.message_id,
        agency_id=turn.catalogue.agency_of(about).id if about else turn.host.id,
        service_id=about,
        purpose=_PURPOSES[slot],
        text=text,
        expires_at=turn.catalogue.policy.contact_expires_after.after(turn.now),
        ordinal=_ORDINALS[slot],
    )


def kept_id(reference: str | None) -> uuid.UUID | None:
    """The reference in a slot as an id; `None` for nothing."""
    return uuid.UUID(reference) if reference and reference != NONE else None


def put_together(turn: Turn) -> uuid.UUID | None:
    """Everything the citizen wrote of the problem, kept as one text; `None` when they only chose."""
    parts = turn.state.report_words
    if len(parts) < 2:
        return kept_id(parts[0]) if parts else None
    text = "\n".join(kept_text(turn, each) for each in parts)
    let_go(turn, *parts)
    joined = replace(_to_keep(turn, WORDS, text), ordinal=_JOINED)
    return keep_contact(turn.db_session, turn.secret, joined)


def kept_text(turn: Turn, reference: str | None) -> str:
    """What is kept under the reference of a slot; empty when nothing is, or no longer."""
    kept = kept_id(reference)
    try:
        return read_contact(turn.db_session, turn.secret, kept) if kept else ""
    except UnreadableContactError:
        return ""


def lost_parts(turn: Turn) -> dict[str, Any]:
    """The slots of what can be read no longer, each as it must be for the form to ask for it again."""
    state, lost = turn.state, dict[str, Any]()
    if not kept_text(turn, state.report_place):
        lost[PLACE] = None
    if state.report_contact != NONE and not kept_text(turn, state.report_contact):
        lost[CONTACT] = None
    words = [each for each in state.report_words if kept_text(turn, each)]
    if words != state.report_words:
        lost |= {DETAIL: None, WORDS: words}
    return lost


def sent_already(turn: Turn) -> ServiceRequest | None:
    """The report that this draft became, though the conversation does not know it: a turn was lost."""
    return opened_by(turn.db_session, kept_id(turn.state.report_draft))


def keep_for_staff(turn: Turn, references: Iterable[uuid.UUID | None]) -> None:
    """What is kept of a report that was sent lasts as long as the policy says for reports."""
    ids = [each for each in references if each is not None]
    keep_until(turn.db_session, ids, turn.catalogue.policy.request_expires_after.after(turn.now))


def last_day(turn: Turn) -> str:
    """The day on which what is kept of a report is deleted, when it is sent today."""
    until = turn.catalogue.policy.request_expires_after.after(turn.now).date()
    return phrases.date(turn.catalogue.wording, until)


def let_go(turn: Turn, *references: str | None) -> None:
    """Bring the end of what is kept under references of slots close, if anything is.

    Not at once: the slots are stored after this, and after a crash in between they name it still.
    """
    ids = [each for each in map(kept_id, references) if each is not None]
    if ids and sent_already(turn) is None:
        end = turn.catalogue.policy.given_up_expires_after.after(turn.now)
        keep_until(turn.db_session, ids, end)


def drop_report(turn: Turn) -> None:
    """Give up the report that is being made, and soon everything kept for it."""
    state = turn.state
    let_go(turn, state.report_place, state.report_contact, *state.report_words)
    empty_slots(turn)


def empty_slots(turn: Turn) -> None:
    """Forget in the conversation what a report held."""
    state = turn.state
    state.report_about = state.report_draft = state.report_place = state.report_detail = None
    state.report_contact = state.report_sent = None
    state.report_words = []
