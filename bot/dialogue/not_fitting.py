""" "My case does not fit": the appeal or a person, never a loop, and counted so that it can be mended."""

from __future__ import annotations

import uuid

from bot.catalogue.model import Facet
from bot.dialogue import lost, person
from bot.dialogue.answering import facet_button, remember, source_of
from bot.dialogue.replies import Button
from bot.dialogue.state import Topic
from bot.dialogue.turn import Turn
from bot.feedback.exceptions import record_exception, settle_exception
from bot.segments.compose import compose_exception
from bot.segments.enquiry import Enquiry


def show_the_door(turn: Turn, service_id: str) -> None:
    """Explain the way for a case that does not fit, and record that it was needed."""
    enquiry = Enquiry(
        service_id,
        level=turn.state.interaction_level,
        memberships=person.memberships(turn, service_id),
        on_behalf=person.is_for_another(turn, service_id),
    )
    composed = compose_exception(turn.catalogue, enquiry, turn.now)
    remember(turn, composed, Topic.EXCEPTION)
    source = source_of(turn, composed.source)
    turn.reply(composed.text, kind="answer", buttons=_doors(turn, service_id), source=source)
    _record(turn, service_id)


def ask_which_service(turn: Turn) -> None:
    """Something does not fit, and it is not known what: record it, and ask."""
    lost.which_service(turn, Topic.EXCEPTION)
    note(turn)


def note(turn: Turn) -> None:
    """Record that something does not fit while the service is not known yet."""
    message = turn.message
    record_exception(turn.db_session, turn.context(None), message.words, "unknown_service")
    turn.state.exception_message = str(message.message_id)


def _record(turn: Turn, service_id: str) -> None:
    door = turn.catalogue.services[service_id].exception.route
    waiting = turn.state.exception_message
    context = turn.context(service_id)
    if waiting is None:
        record_exception(turn.db_session, context, turn.message.words, door)
    else:
        settle_exception(turn.db_session, uuid.UUID(waiting), context, door)
        turn.state.exception_message = None


def _doors(turn: Turn, service_id: str) -> list[Button]:
    buttons = [Button(turn.words("talk.button.leave_message"), "leave_message")]
    if turn.catalogue.services[service_id].appeal:
        buttons.insert(0, facet_button(turn, Facet.APPEAL, service_id))
    return buttons
