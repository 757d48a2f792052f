"""What is said when there is nothing to answer: honestly that, and where to turn."""

from __future__ import annotations

from collections.abc import Sequence

from bot.catalogue.catalogue import Catalogue
from bot.dialogue.answering import service_button
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting, Topic
from bot.dialogue.turn import Turn

STARTERS_AT_MOST = 4
ALL_SERVICES = "all_services"
"""The value of a button that asks for the whole list."""
OFFER_PERSON_AFTER = 2
"""Messages in a row that could not be helped with, after which a person is offered."""


def no_service(turn: Turn, topic: Topic) -> None:
    """Nothing fits what was asked."""
    if topic is Topic.CONTACT:
        reach_agency(turn)
        return
    _wait_for_service(turn, topic)
    tell(turn, "talk.no_service")


def which_service(turn: Turn, topic: Topic) -> None:
    """Something was asked of a service, and none was spoken of yet."""
    _wait_for_service(turn, topic)
    turn.say("talk.which_service", kind="choice", examples=_examples(turn))


def not_among_these(turn: Turn) -> None:
    """None of the services shown was meant."""
    tell(turn, "talk.not_among_these")


def reach_agency(turn: Turn) -> None:
    """How to reach the agency itself."""
    agency = turn.host
    text = turn.words(
        "talk.reach_agency",
        agency=agency.name,
        number=agency.phone,
        email=agency.email,
        address=agency.address.in_one_line(),
        opening=turn.opening_hours(agency),
    )
    turn.reply(text, kind="person", buttons=[person_button(turn)])


def tell(turn: Turn, key: str, buttons: Sequence[Button] = (), **values: object) -> None:
    """Say that there is nothing, and where to turn; twice in a row, offer a person."""
    turn.state.unclear += 1
    agency = turn.agency
    text = turn.words(key, examples=_examples(turn), **values)
    opening = turn.opening_hours(agency)
    reach = turn.words("talk.turn_to", agency=agency.name, number=agency.phone, opening=opening)
    turn.reply("\n\n".join([text, reach]), buttons=[*buttons, *_buttons(turn)])
    if turn.state.unclear >= OFFER_PERSON_AFTER:
        turn.state.awaiting = Awaiting.PERSON


def still_here(turn: Turn) -> None:
    """After a crisis, what is not a plain request is met with the numbers that help."""
    turn.say("talk.crisis.still_here", kind="crisis", buttons=[person_button(turn)])


def covered(catalogue: Catalogue) -> str:
    """What there is, agency by agency: the services by their proper names, a line for each."""
    parts = []
    for agency in catalogue.agencies.values():
        own = [f"- {each.name}" for each in catalogue.offered() if each.agency_id == agency.id]
        if own:
            parts.append("\n".join([f"{agency.name}:", *own]))
    return "\n\n".join(parts)


def starters(turn: Turn) -> list[Button]:
    """A few services of the host to begin with: a list of all of them is unbearable to listen to."""
    offered = {each.id for each in turn.catalogue.offered()}
    first = [each for each in turn.host.starters if each in offered][:STARTERS_AT_MOST]
    return [service_button(turn, each, Topic.OVERVIEW) for each in first]


def all_services_button(turn: Turn) -> Button:
    """ "Show all services"."""
    return Button(turn.words("talk.button.all_services"), "help", (("topic", ALL_SERVICES),))


def person_button(turn: Turn) -> Button:
    """ "Talk to a person"."""
    return Button(turn.words("talk.button.person"), "ask_for_person")


def help_button(turn: Turn) -> Button:
    """ "What can you do?"."""
    return Button(turn.words("talk.button.help"), "help")


def _wait_for_service(turn: Turn, topic: Topic) -> None:
    turn.state.awaiting, turn.state.candidate_facet = Awaiting.SERVICE, topic


def _buttons(turn: Turn) -> list[Button]:
    return [person_button(turn), help_button(turn)]


def _examples(turn: Turn) -> str:
    """Two names of services of the host, to show what a name is."""
    services = turn.catalogue.offered()
    own = [each for each in services if each.agency_id == turn.host.id] or list(services)
    names = [turn.words("talk.quoted", text=each.keywords[0]) for each in own[:2]]
    return turn.words("list.or", first=names[0], last=names[-1])
