"""Handlers for answers to the questions of the survey, and for the wish not to answer."""

from __future__ import annotations

import uuid

from bot.catalogue.expected import Expecting
from bot.dialogue.answering import remember_time, service_source
from bot.dialogue.given import Given, given_by_button, given_in_words, typed_number
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting
from bot.dialogue.surveying import pending_question, put_again
from bot.dialogue.timing import compared, stated
from bot.dialogue.turn import Turn
from bot.feedback.asks import find_ask, resolve_ask
from bot.feedback.instruments import Item
from bot.feedback.submissions import GivenAnswer, answering_message, record_submission


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


def no_comment(turn: Turn) -> None:
    """Handler: nothing to add."""
    turn.state.awaiting = turn.state.comment_on = None
    turn.say("talk.comment.none")


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
    number, service_id = _rated(turn, item), turn.state.service_id
    if pending_question(turn):
        put_again(turn)
        return
    if number is None or service_id is None:
        turn.say("talk.ask.rating_of_what")
        return
    given = GivenAnswer("satisfaction", item.driver, item=item, number=number)
    record_submission(turn.db_session, turn.context(service_id), "after", [given])
    turn.reply(turn.content.instrument.thanks)


def _rated(turn: Turn, item: Item) -> int | None:
    """The number of a rating that says of how many ("4 out of 5", "four stars"), if it is on the scale."""
    text, ends = turn.message.text, item.scale.number_range()
    found = typed_number(text)
    if found is None or ends is None:
        return None
    number, whole = found
    says_of_how_many = whole == ends[1] or turn.content.listening.is_rating(text)
    return number if says_of_how_many and ends[0] <= number <= ends[1] else None
