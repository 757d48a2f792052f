"""Handlers for courtesies, for steering the conversation, and for a bare yes or no."""

from __future__ import annotations

from bot.dialogue import finding, lost
from bot.dialogue.answering import questions_about
from bot.dialogue.eligibility_draft import drop_check
from bot.dialogue.report_draft import drop_report
from bot.dialogue.state import State, Topic
from bot.dialogue.surveying import ignore_pending
from bot.dialogue.turn import Turn


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
    covered = lost.covered(turn.catalogue)
    turn.say("talk.help", buttons=[lost.person_button(turn)], covered=covered)


def repeat(turn: Turn) -> None:
    """The last messages again, as they were."""
    if turn.around.said_last:
        turn.replies += turn.around.said_last
    else:
        turn.say("talk.repeat.nothing")


def start_again(turn: Turn) -> None:
    """A fresh start. What somebody agreed to have remembered stays; so does the memory of a crisis."""
    ignore_pending(turn)
    drop_report(turn)
    drop_check(turn)
    before = turn.state
    turn.state = State(
        met=True,
        facts=list(turn.remembered),
        crisis_seen=before.crisis_seen,
        told_time=before.told_time,
        memory_offered=before.memory_offered,
    )
    turn.say("talk.start_again", buttons=[lost.help_button(turn)])


def cancel(turn: Turn) -> None:
    """Stop whatever we are at."""
    state = turn.state
    state.awaiting = state.comment_on = state.candidate_facet = None
    state.left_message = state.left_contact = None
    drop_report(turn)
    drop_check(turn)
    turn.say("talk.cancelled")


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
