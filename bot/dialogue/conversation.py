"""A whole turn, from the message to the replies and the slots: the same for every action.

Everything a turn writes is in the caller's transaction, and unique on its message: a turn that is run again
after a crash decides the same, says the same and writes nothing twice.
"""

from __future__ import annotations

from bot.dialogue import danger, eligibility_known, keeping, memory, person, surveying
from bot.dialogue.lost import tell
from bot.dialogue.replies import Reply
from bot.dialogue.routes import Handler, meant
from bot.dialogue.turn import Outcome, Turn
from bot.feedback.promises import record_promises

_KEEPS_QUIET_ABOUT_MEMORY = "crisis"
_KEEPS_WAITING = frozenset(("ask_why", "ask_my_data", "help", "repeat", "bot_challenge", "greet"))
"""Asides, after which a yes or no still answers what the assistant asked. All else lets that question go."""


def take_turn(turn: Turn, handler: Handler) -> Outcome:
    """Run one turn: `handler` is what the rule chose for the intent."""
    slots_before = turn.state.as_slots()
    turn.awaited = turn.state.awaiting
    pending_before, unclear_before = turn.state.pending_ask, turn.state.unclear
    known = _recognise(turn)
    turn.new_facts = person.take_in(turn)
    keeping.keep_new(turn, known, turn.new_facts)
    chosen = meant(turn, handler)
    if turn.message.intent not in _KEEPS_WAITING:
        turn.state.awaiting = None
    chosen(turn)
    eligibility_known.note(turn)
    if turn.state.unclear == unclear_before:
        turn.state.unclear = 0
    danger.mention_help(turn)
    surveying.grow_older(turn, pending_before)
    surveying.put(turn)
    _keep_promises(turn)
    return _outcome(turn, slots_before)


def take_part_of_form(turn: Turn, handler: Handler) -> Outcome:
    """Run one question of the form: nothing is read from the message here."""
    slots_before = turn.state.as_slots()
    handler(turn)
    _keep_promises(turn)
    return _outcome(turn, slots_before)


def _recognise(turn: Turn) -> keeping.Known | None:
    """Who agreed to be remembered is known; at their first message they are told so."""
    known = keeping.known_citizen(turn.db_session, turn.message)
    if known is not None:
        turn.citizen_id, turn.remembered = known.citizen_id, known.facts
        if not turn.state.met and turn.message.intent != _KEEPS_QUIET_ABOUT_MEMORY:
            memory.welcome_back(turn, known)
    return known


def _keep_promises(turn: Turn) -> None:
    for statement in turn.promises[:1]:
        context = turn.context(statement.service_id)
        record_promises(turn.db_session, context, turn.promises)


def _outcome(turn: Turn, slots_before: dict[str, object]) -> Outcome:
    replies: tuple[Reply, ...] = tuple(turn.replies)
    if not replies and turn.next_action is None:
        # A turn without a word would be taken for a failure and sent again.
        tell(turn, "talk.not_understood")
        replies = tuple(turn.replies)
    turn.state.met = True
    slots = turn.state.changes_since(slots_before)
    return Outcome(replies, slots, link_to=turn.link_to, next_action=turn.next_action)
