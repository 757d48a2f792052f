"""The questions of the survey within a conversation: when they are put, and when they are let be."""

from __future__ import annotations

import uuid

from bot.dialogue.replies import Button
from bot.dialogue.state import PendingAsk
from bot.dialogue.turn import Turn
from bot.feedback.asks import AskToPut, next_ask, place_ask, resolve_ask
from bot.feedback.instruments import Item

PATIENCE = 2
"""Messages about something else after which a question counts as ignored."""


def put(turn: Turn) -> None:
    """Put the question that may follow this turn, if there is one."""
    _hush(turn)
    if turn.ask_now is None or not _may_ask(turn):
        return
    if turn.ask_now == "after":
        ignore_pending(turn)
    context = turn.context(turn.state.service_id)
    ask = next_ask(turn.db_session, turn.content.instrument, context, turn.ask_now)
    if ask is None or (turn.state.told_time and _is_spoilt(ask)):
        return
    # The second question is about the service of the first, whatever is spoken of by then.
    ask_id = place_ask(turn.db_session, turn.context(ask.service_id), ask)
    turn.state.pending_ask = PendingAsk(
        ask_id=str(ask_id), item_id=ask.item.id, service_id=ask.service_id, moment=ask.moment
    )
    show(turn, ask.item, ask_id)


def show(turn: Turn, item: Item, ask_id: uuid.UUID) -> None:
    """Say a question, with its options and the way past it."""
    instrument = turn.content.instrument
    intro = turn.words("talk.ask.last") if item.moment == "after" else instrument.intro
    question = " ".join(part for part in (item.question, item.hint) if part)
    about = (("ask_id", str(ask_id)), ("item_id", item.id))
    buttons = [
        Button(option.label, "give_rating", (*about, ("value", str(option.value))))
        for option in item.options
    ]
    buttons.append(Button(instrument.decline.label, "decline_ask", about))
    turn.reply(f"{intro}\n\n{question}", kind="ask", buttons=buttons)


def put_again(turn: Turn) -> None:
    """Handler: "yes" to "may I ask you a question": here it is again."""
    question = pending_question(turn)
    if question is not None:
        show(turn, question[1], uuid.UUID(question[0].ask_id))


def pending_question(turn: Turn) -> tuple[PendingAsk, Item] | None:
    """The question that waits for an answer; `None` when there is none, or it is gone since."""
    pending = turn.state.pending_ask
    item = turn.content.instrument.items.get(pending.item_id) if pending else None
    return None if pending is None or item is None else (pending, item)


def ignore_pending(turn: Turn) -> None:
    """A question that will get no answer any more was ignored, which is kept too."""
    pending = turn.state.pending_ask
    if pending is not None:
        resolve_ask(turn.db_session, uuid.UUID(pending.ask_id), "ignored")
        turn.state.pending_ask = None


def grow_older(turn: Turn, before: PendingAsk | None) -> None:
    """Count a message that was about something else than the pending question."""
    pending = turn.state.pending_ask
    if pending is None or before is None or pending.ask_id != before.ask_id:
        return
    pending.messages_since = before.messages_since + 1
    if pending.messages_since >= PATIENCE:
        ignore_pending(turn)


def _may_ask(turn: Turn) -> bool:
    """Never after a crisis, and never on top of a question of ours that waits for an answer."""
    state = turn.state
    is_free = state.awaiting is None and (state.pending_ask is None or turn.ask_now == "after")
    is_quiet = state.crisis_seen or state.hushed or turn.message.possible_danger is not None
    return is_free and not is_quiet and not turn.around.in_form


def _hush(turn: Turn) -> None:
    """Where a question would be unkind there is none, now and for the rest of the conversation."""
    service = turn.catalogue.services.get(turn.state.service_id or "")
    if service is not None and not service.survey:
        turn.state.hushed = True
        ignore_pending(turn)


def _is_spoilt(ask: AskToPut) -> bool:
    """Who was just told how long it takes cannot say any more what they expected."""
    return ask.moment == "before" and ask.item.scale.type == "duration"
