"""Handlers: how to complain about a service or an agency. It is answered, and never kept as a feeling."""

from __future__ import annotations

from bot.catalogue.model import Facet
from bot.dialogue import finding, hearing, lost
from bot.dialogue.answering import facet_button
from bot.dialogue.naming import named_services
from bot.dialogue.replies import Button
from bot.dialogue.state import Topic
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run

_OBEYED = frozenset(("ask_for_person", "leave_message"))


def is_asked(turn: Turn) -> bool:
    """Whether a message asks for the way to complain."""
    message = turn.message
    if message.from_button or turn.around.in_form or message.intent in _OBEYED:
        return False
    return turn.content.listening.asks_how_to_complain(message.text)


def say_how(turn: Turn) -> None:
    """The service that takes complaints about what is named, or of the agency; else how to reach it."""
    service_id = _takes_such_complaints(turn) or _of_agency(turn)
    if service_id:
        finding.speak_of(turn, service_id, Topic.HOW_TO_APPLY)
        turn.ask_now = None
        return
    about = hearing.remark_about(turn)
    agency = turn.catalogue.agency_of(about) if about else turn.host
    turn.say(
        "talk.complain",
        kind="person",
        buttons=_ways_on(turn, about),
        agency=agency.name,
        number=agency.phone,
        email=agency.email,
    )


def _takes_such_complaints(turn: Turn) -> str | None:
    """A service named by a name that itself speaks of complaining: "hospital complaint"."""
    words = turn.content.listening.how_to_complain
    takers = [
        each
        for each in turn.catalogue.offered()
        if any(has_run(name, words) for name in (each.name, *each.keywords))
    ]
    named = [each for each in named_services(turn.message.text, takers) if each.sure]
    return named[0].service_id if named else None


def _of_agency(turn: Turn) -> str | None:
    about = hearing.remark_about(turn)
    agency = turn.catalogue.agency_of(about) if about else turn.host
    offered = {each.id for each in turn.catalogue.offered()}
    return agency.complaints if agency.complaints in offered else None


def _ways_on(turn: Turn, about: str | None) -> list[Button]:
    ways = [lost.person_button(turn)]
    if about and turn.catalogue.services[about].appeal:
        ways.append(facet_button(turn, Facet.APPEAL, about))
    return [*ways, Button(turn.words("talk.button.leave_message"), "leave_message")]
