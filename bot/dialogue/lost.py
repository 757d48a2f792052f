"""What is said when there is nothing to answer: honestly that, and where to turn."""

from __future__ import annotations

from bot.catalogue.catalogue import Catalogue
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting, Topic
from bot.dialogue.turn import Turn

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


def tell(turn: Turn, key: str, **values: object) -> None:
    """Say that there is nothing, and where to turn; twice in a row, offer a person."""
    turn.state.unclear += 1
    agency = turn.agency
    text = turn.words(key, examples=_examples(turn), **values)
    opening = turn.opening_hours(agency)
    reach = turn.words("talk.turn_to", agency=agency.name, number=agency.phone, opening=opening)
    turn.reply("\n\n".join([text, reach]), buttons=_buttons(turn))
    if turn.state.unclear >= OFFER_PERSON_AFTER:
        turn.state.awaiting = Awaiting.PERSON


def still_here(turn: Turn) -> None:
    """After a crisis, what is not a plain request is met with the numbers that help."""
    turn.say("talk.crisis.still_here", kind="crisis", buttons=[person_button(turn)])


def covered(catalogue: Catalogue) -> str:
    """What there is, a line for each agency: the names people use."""
    lines = []
    for agency in catalogue.agencies.values():
        own = [each for each in catalogue.offered() if each.agency_id == agency.id]
        if own:
            lines.append(f"- {agency.name}: {', '.join(each.keywords[0] for each in own)}")
    return "\n".join(lines)


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
