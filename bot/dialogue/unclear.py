"""Handlers for what was not understood, and for what is nobody's business here."""

from __future__ import annotations

from collections.abc import Iterable

from bot.catalogue.model import Facet
from bot.dialogue import finding, lost
from bot.dialogue.answering import facet_button, questions_about
from bot.dialogue.choosing import Clear, Limits, Tie, choose
from bot.dialogue.message import NOT_UNDERSTOOD
from bot.dialogue.state import Awaiting, Topic
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run
from bot.privacy.spans import Span

_PLACES = frozenset(("address", "postcode"))
_MAY_TAKE_A_PLACE = (Awaiting.COMMENT, Awaiting.REFERENCE)
_ANSWERED_BY_SERVICE = frozenset(
    "find_service report_problem ask_contact ask_opening_hours other_one out_of_scope".split()
) | {NOT_UNDERSTOOD}
"""Intents behind which an address alone would be taken for the wish for a service."""


def not_understood(turn: Turn) -> None:
    """No intent is likely enough. Services that fit are offered, never guessed."""
    if turn.state.crisis_seen:
        lost.still_here(turn)
        return
    limits = Limits.of(turn.catalogue.policy.linker)
    choice = choose(finding.heard_in(turn), None, asks_on=False, limits=limits)
    if isinstance(choice, Clear | Tie):
        _offer(turn, choice, limits)
    elif turn.state.service_id:
        _offer_questions(turn, turn.state.service_id)
    else:
        lost.tell(turn, "talk.not_understood")


def says_not_answered(turn: Turn) -> bool:
    """Whether somebody says that an answer was none: "that's not what I asked"."""
    message = turn.message
    if message.from_button or turn.around.in_form or turn.state.crisis_seen:
        return False
    return has_run(message.text, turn.content.listening.not_answered)


def not_answered(turn: Turn) -> None:
    """Sorry; everything that can be asked of the service, and a person."""
    service_id = turn.state.service_id
    if service_id is None:
        turn.say("talk.not_answered.unknown", buttons=[lost.person_button(turn)])
        return
    buttons = [
        *(facet_button(turn, facet, service_id) for facet in Facet),
        lost.person_button(turn),
    ]
    turn.say("talk.not_answered.about", buttons=buttons, service=turn.service_name(service_id))


def says_only_where(turn: Turn) -> bool:
    """Whether a message is an address or a postcode and nothing else, which tells of no service."""
    message = turn.message
    if message.from_button or turn.around.in_form or turn.awaited in _MAY_TAKE_A_PLACE:
        return False
    spans = message.personal_data or ()
    if message.intent not in _ANSWERED_BY_SERVICE or not spans:
        return False
    if any(span.kind not in _PLACES for span in spans):
        return False
    return turn.content.listening.names_nothing(_without(message.text, spans))


def only_where(turn: Turn) -> None:
    """An address alone is linked to nothing: what is it about?"""
    service_id = turn.state.service_id
    if turn.state.crisis_seen:
        lost.still_here(turn)
    elif service_id:
        buttons = [*questions_about(turn, service_id), lost.person_button(turn)]
        turn.say("talk.only_where.about", buttons=buttons, service=turn.service_name(service_id))
    else:
        turn.say("talk.only_where.unknown", buttons=[lost.person_button(turn)])


def out_of_scope(turn: Turn) -> None:
    """Not ours, unless a service is named outright."""
    heard = finding.heard_in(turn)
    limits = Limits.of(turn.catalogue.policy.linker)
    choice = choose(heard, None, asks_on=False, limits=limits)
    if isinstance(choice, Clear) and any(each.alone for each in heard.named):
        finding.settle(turn, choice, Topic.OVERVIEW)
        return
    buttons = [*lost.starters(turn), lost.all_services_button(turn)]
    lost.tell(turn, "talk.out_of_scope", buttons)


def _offer(turn: Turn, choice: Clear | Tie, limits: Limits) -> None:
    turn.state.unclear += 1
    if isinstance(choice, Clear):
        candidates = (choice.service_id, *choice.others)[: limits.offers_at_most]
    else:
        candidates = choice.candidates
    finding.ask_which(turn, candidates, Topic.OVERVIEW)


def _without(text: str, spans: Iterable[Span]) -> str:
    """A text with what is personal in it taken out."""
    for span in sorted(spans, key=lambda each: each.start, reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


def _offer_questions(turn: Turn, service_id: str) -> None:
    turn.state.unclear += 1
    if turn.state.unclear >= lost.OFFER_PERSON_AFTER:
        lost.tell(turn, "talk.not_understood_again")
        turn.state.unclear -= 1
        return
    buttons = [*questions_about(turn, service_id), lost.person_button(turn)]
    name = turn.service_name(service_id)
    turn.say("talk.not_understood_about", buttons=buttons, service=name)
