"""The questions of the survey within a conversation: putting them, taking answers, letting them be."""

from __future__ import annotations

import uuid

from bot.catalogue.expected import Expecting
from bot.dialogue.answering import remember_time, service_source
from bot.dialogue.given import Given, given_by_button, given_in_words, typed_number
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting, PendingAsk
from bot.dialogue.timing import compared, stated
from bot.dialogue.turn import Turn
from bot.feedback.asks import AskToPut, find_ask, next_ask, place_ask, resolve_ask
from bot.feedback.instruments import Item
from bot.feedback.submissions import GivenAnswer, answering_message, record_submission

PATIENCE = 2
"""Messages about something else after which a question counts as ignored."""


def put(turn: Turn) -> None:
    """Put the question that may follow this turn, if there is one."""
    if turn.ask_now is None or not _may_ask(turn):
        return
    if turn.ask_now == "after":
        ignore_pending(turn)
    context = turn.context(turn.state.service_id)
    ask = next_ask(turn.db_session, turn.content.instrument, context, turn.ask_now)
    if ask is None or (turn.state.told_time and _is_spoilt(ask)):
        return
    ask_id = place_ask(turn.db_session, context, ask)
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


def pending_question(turn: Turn) -> tuple[PendingAsk, Item] | None:
    """The question that waits for an answer; `None` when there is none, or it is gone since."""
    pending = turn.state.pending_ask
    item = turn.content.instrument.items.get(pending.item_id) if pending else None
    return None if pending is None or item is None else (pending, item)


def typed_answer(turn: Turn) -> Given | None:
    """The answer to the pending question in a typed message, if it is one."""
    question = pending_question(turn)
    if question is None or turn.message.from_button:
        return None
    return given_in_words(question[1], turn.message, turn.content.listening)


def take_typed(turn: Turn) -> None:
    """Handler: the pending question was answered in words."""
    question, given = pending_question(turn), typed_answer(turn)
    if question is None or given is None:
        return
    pending, item = question
    if given.off_scale:
        low, high = item.scale.number_range() or (1, 5)
        turn.say("talk.ask.off_scale", kind="ask", low=low, high=high)
        return
    _take(turn, item, given, uuid.UUID(pending.ask_id), pending.service_id)


def give_rating(turn: Turn) -> None:
    """Handler: a button of a question, or a rating nobody asked for."""
    if not turn.message.from_button:
        _unasked_rating(turn)
        return
    ask_id = uuid.UUID(turn.message.value_of("ask_id"))
    ask = find_ask(turn.db_session, ask_id, turn.message.conversation_id)
    item = turn.content.instrument.items.get(turn.message.value_of("item_id") or "")
    given = given_by_button(item, turn.message.value_of("value") or "") if item else None
    if ask is None or item is None or given is None or ask.item_version != item.version:
        turn.say("talk.ask.closed")
    elif _answered_before(turn, ask_id):
        turn.say("talk.ask.answered_before")
    else:
        _take(turn, item, given, ask_id, str(ask.service_id))


def decline(turn: Turn) -> None:
    """Handler: no answer, thank you. Also for the comment, which nobody has to give."""
    state = turn.state
    if turn.awaited is Awaiting.COMMENT and turn.message.value_of("ask_id") is None:
        no_comment(turn)
        return
    pressed = turn.message.value_of("ask_id")
    ask_id = pressed or (state.pending_ask.ask_id if state.pending_ask else None)
    if ask_id and find_ask(turn.db_session, uuid.UUID(ask_id), turn.message.conversation_id):
        resolve_ask(turn.db_session, uuid.UUID(ask_id), "declined")
    if state.pending_ask and ask_id == state.pending_ask.ask_id:
        state.pending_ask = None
    turn.reply(turn.content.instrument.decline.reply)


def put_again(turn: Turn) -> None:
    """Handler: "yes" to "may I ask you a question": here it is again."""
    question = pending_question(turn)
    if question is not None:
        show(turn, question[1], uuid.UUID(question[0].ask_id))


def no_comment(turn: Turn) -> None:
    """Handler: nothing to add."""
    turn.state.awaiting = turn.state.comment_on = None
    turn.say("talk.comment.none")


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
    return is_free and not state.crisis_seen and not turn.around.in_form


def _is_spoilt(ask: AskToPut) -> bool:
    """Who was just told how long it takes cannot say any more what they expected."""
    return ask.moment == "before" and ask.item.scale.type == "duration"


def _answered_before(turn: Turn, ask_id: uuid.UUID) -> bool:
    answered_in = answering_message(turn.db_session, ask_id)
    return answered_in not in (None, turn.message.message_id)


def _take(turn: Turn, item: Item, given: Given, ask_id: uuid.UUID, service_id: str) -> None:
    submission_id = record_submission(
        turn.db_session,
        turn.context(service_id),
        item.moment,
        [_answer(turn, item, given, ask_id)],
    )
    state = turn.state
    if state.pending_ask and state.pending_ask.ask_id == str(ask_id):
        state.pending_ask = None
    if item.moment == "after":
        _invite_comment(turn, submission_id)
    else:
        _acknowledge(turn, item, given, service_id)


def _answer(turn: Turn, item: Item, given: Given, ask_id: uuid.UUID | None) -> GivenAnswer:
    # The options of "what matters most" are drivers themselves.
    driver = given.choice if item.kind == "importance_choice" and given.choice else item.driver
    return GivenAnswer(
        item.kind,
        driver,
        item=item,
        ask_id=ask_id,
        number=given.number,
        duration=given.duration,
        choice=given.choice,
        text=turn.message.words,
    )


def _acknowledge(turn: Turn, item: Item, given: Given, service_id: str) -> None:
    thanks = turn.content.instrument.thanks
    if given.duration is None:
        turn.reply(thanks)
        return
    if item.kind == "minimum_acceptable":
        statement = stated(turn, service_id)
        sentence = statement.sentence
    else:
        should = item.kind == "expectation_should"
        expecting = Expecting.SHOULD if should else Expecting.WILL
        comparison = compared(turn, service_id, given.duration, expecting)
        sentence, statement = comparison.sentence, comparison.statement
    remember_time(turn, statement)
    source = service_source(turn, service_id)
    turn.reply(f"{thanks}\n\n{sentence}", kind="answer", source=source)


def _invite_comment(turn: Turn, submission_id: uuid.UUID) -> None:
    instrument = turn.content.instrument
    turn.state.awaiting = Awaiting.COMMENT
    turn.state.comment_on = str(submission_id)
    skip = Button(instrument.decline.label, "decline_ask")
    turn.reply(
        f"{instrument.thanks}\n\n{instrument.comment.prompt}", kind="comment", buttons=[skip]
    )


def _unasked_rating(turn: Turn) -> None:
    """A rating that nobody asked for counts as satisfaction with the service spoken of."""
    item = next(
        each for each in turn.content.instrument.items.values() if each.kind == "satisfaction"
    )
    found = typed_number(turn.message.text)
    ends = item.scale.number_range()
    service_id = turn.state.service_id
    if found is None or ends is None or service_id is None or not ends[0] <= found[0] <= ends[1]:
        turn.say("talk.ask.rating_of_what")
        return
    given = GivenAnswer("satisfaction", item.driver, item=item, number=found[0])
    record_submission(turn.db_session, turn.context(service_id), "after", [given])
    turn.reply(turn.content.instrument.thanks)
