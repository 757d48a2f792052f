"""Handlers for what was not understood, and for what is nobody's business here."""

from __future__ import annotations

from bot.dialogue import finding, lost
from bot.dialogue.answering import questions_about
from bot.dialogue.choosing import Clear, Limits, Tie, choose
from bot.dialogue.state import Topic
from bot.dialogue.turn import Turn


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


def out_of_scope(turn: Turn) -> None:
    """Not ours, unless a service is named outright."""
    heard = finding.heard_in(turn)
    limits = Limits.of(turn.catalogue.policy.linker)
    choice = choose(heard, None, asks_on=False, limits=limits)
    if isinstance(choice, Clear) and any(each.alone for each in heard.named):
        finding.settle(turn, choice, Topic.OVERVIEW)
        return
    lost.tell(turn, "talk.out_of_scope", covered=lost.covered(turn.catalogue))


def _offer(turn: Turn, choice: Clear | Tie, limits: Limits) -> None:
    turn.state.unclear += 1
    if isinstance(choice, Clear):
        candidates = (choice.service_id, *choice.others)[: limits.offers_at_most]
    else:
        candidates = choice.candidates
    finding.ask_which(turn, candidates, Topic.OVERVIEW)


def _offer_questions(turn: Turn, service_id: str) -> None:
    turn.state.unclear += 1
    if turn.state.unclear >= lost.OFFER_PERSON_AFTER:
        lost.tell(turn, "talk.not_understood_again")
        turn.state.unclear -= 1
        return
    buttons = [*questions_about(turn, service_id), lost.person_button(turn)]
    name = turn.service_name(service_id)
    turn.say("talk.not_understood_about", buttons=buttons, service=name)
