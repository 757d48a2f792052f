"""Handlers for courtesies, for steering the conversation, and for a bare yes or no."""

from __future__ import annotations

from bot.catalogue import phrases
from bot.dialogue import finding, lost, unclear
from bot.dialogue.answering import questions_about
from bot.dialogue.eligibility_draft import drop_check
from bot.dialogue.message import NOT_UNDERSTOOD
from bot.dialogue.report_draft import drop_report
from bot.dialogue.staff import drop_left
from bot.dialogue.state import State, Topic
from bot.dialogue.surveying import ignore_pending
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run

_STOPS = frozenset(("cancel", "deny", "decline_ask", NOT_UNDERSTOOD))
"""Intents for which a "stop" may be taken."""


def greet(turn: Turn) -> None:
    """Hello. The first time it says what this is."""
    key = "talk.greet.again" if turn.state.met else "talk.greet.first"
    turn.say(key, buttons=[lost.help_button(turn)], agency=turn.host.name)


def goodbye(turn: Turn) -> None:
    """Goodbye; a question may follow."""
    turn.say("talk.goodbye")
    turn.ask_now = "after"


def thank(turn: Turn) -> None:
    """You are welcome; a question may follow."""
    turn.say("talk.welcome")
    turn.ask_now = "after"


def bot_challenge(turn: Turn) -> None:
    """It is a computer, and says so."""
    buttons = [lost.person_button(turn)]
    turn.say("talk.computer", buttons=buttons, agency=turn.host.name)


def tell_what_i_can_do(turn: Turn) -> None:
    """What can be asked, and about what."""
    if turn.message.value_of("topic") == lost.ALL_SERVICES:
        covered = lost.covered(turn.catalogue)
        turn.say("talk.all_services", buttons=[lost.person_button(turn)], covered=covered)
        return
    buttons = [*lost.starters(turn), lost.all_services_button(turn), lost.person_button(turn)]
    names = [agency.name for agency in turn.catalogue.agencies.values()]
    agencies = phrases.joined(turn.catalogue.wording, names)
    turn.say("talk.help", buttons=buttons, agencies=agencies)


def repeat(turn: Turn) -> None:
    """The last messages again, as they were."""
    if turn.around.said_last:
        turn.replies += turn.around.said_last
    else:
        turn.say("talk.repeat.nothing")


def start_again(turn: Turn) -> None:
    """A fresh start. What somebody agreed to have remembered stays; so does the memory of a crisis."""
    ignore_pending(turn)
    drop_left(turn)
    drop_report(turn)
    drop_check(turn)
    before = turn.state
    turn.state = State(
        met=True,
        facts=list(turn.remembered),
        crisis_seen=before.crisis_seen,
        hushed=before.hushed,
        told_time=before.told_time,
        memory_offered=before.memory_offered,
    )
    turn.say("talk.start_again", buttons=[lost.help_button(turn)])


def cancel(turn: Turn) -> None:
    """Stop whatever we are at."""
    state = turn.state
    state.awaiting = state.comment_on = state.candidate_facet = None
    drop_left(turn)
    drop_report(turn)
    drop_check(turn)
    turn.say("talk.cancelled")


def means_somebody_else(turn: Turn) -> bool:
    """Whether "stop" is wanted of somebody else: "can you make them stop"."""
    message = turn.message
    stops = message.intent in _STOPS and not message.from_button
    return stops and has_run(message.text, turn.content.listening.stopping_others)


def stop_somebody_else(turn: Turn) -> None:
    """How it is done, for the service spoken of: nothing of ours is stopped."""
    service_id = turn.state.service_id
    if service_id is None:
        unclear.not_understood(turn)
    else:
        finding.speak_of(turn, service_id, Topic.HOW_TO_APPLY)


def affirm(turn: Turn) -> None:
    """A yes that nothing waits for."""
    _go_on(turn, "talk.yes")


def deny(turn: Turn) -> None:
    """A no that nothing waits for."""
    _go_on(turn, "talk.no")


def keep_everything(turn: Turn) -> None:
    """A no to "shall I delete it?"."""
    turn.say("talk.delete.kept")


def choose_the_only_one(turn: Turn) -> None:
    """A yes to "is it one of these?"."""
    state = turn.state
    topic = state.candidate_facet or Topic.OVERVIEW
    if len(state.candidates) == 1:
        finding.speak_of(turn, state.candidates[0], topic)
    else:
        finding.ask_which(turn, tuple(state.candidates), topic)


def _go_on(turn: Turn, key: str) -> None:
    service_id = turn.state.service_id
    buttons = questions_about(turn, service_id) if service_id else [lost.help_button(turn)]
    turn.say(key, buttons=buttons)
