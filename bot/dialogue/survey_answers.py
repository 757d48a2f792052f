"""Handlers for answers to the questions of the survey, and for the wish not to answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from bot.dialogue.answering import remember_time, service_source
from bot.dialogue.expectations import KINDS, Expected, expected_times
from bot.dialogue.given import Given, given_by_button, given_in_words, typed_number
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting
from bot.dialogue.surveying import pending_question, put_again
from bot.dialogue.timing import compared, heard_too
from bot.dialogue.turn import Turn
from bot.feedback.asks import find_ask, resolve_ask
from bot.feedback.instruments import Item
from bot.feedback.submissions import GivenAnswer, answering_message, record_submission

_OF_RATING = ("service_id", "value")
"""What a button that confirms a rating carries."""


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
    also = _other_ways(turn, item, given)
    _take(turn, item, given, uuid.UUID(pending.ask_id), pending.service_id, also)


def give_rating(turn: Turn) -> None:
    """Handler: a button of a question, or a rating nobody asked for."""
    if not turn.message.from_button:
        _unasked_rating(turn)
        return
    if turn.message.value_of("ask_id") is None:
        confirm_rating(turn)
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


def _take(
    turn: Turn,
    item: Item,
    given: Given,
    ask_id: uuid.UUID,
    service_id: str,
    also: Sequence[Expected] = (),
) -> None:
    submission_id = record_submission(
        turn.db_session,
        turn.context(service_id),
        item.moment,
        [_answer(turn, item, given, ask_id), *_as_answers(turn, item, also)],
    )
    state = turn.state
    if state.pending_ask and state.pending_ask.ask_id == str(ask_id):
        state.pending_ask = None
    if item.moment == "after":
        _invite_comment(turn, submission_id)
    else:
        _acknowledge(turn, item, given, service_id, also)


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


def _other_ways(turn: Turn, item: Item, given: Given) -> list[Expected]:
    """What the answer says beside it: what should be, when we asked what will be."""
    if given.duration is None or item.moment != "before":
        return []
    times = expected_times(turn.message, turn.content.listening)
    others = (each for each in times if KINDS[each.expecting] != item.kind)
    return [each for each in others if each.duration != given.duration]


def _as_answers(turn: Turn, item: Item, also: Sequence[Expected]) -> list[GivenAnswer]:
    words = turn.message.words
    return [
        GivenAnswer(KINDS[each.expecting], item.driver, duration=each.duration, text=words)
        for each in also
        if each.duration or words
    ]


def _acknowledge(
    turn: Turn, item: Item, given: Given, service_id: str, also: Sequence[Expected]
) -> None:
    thanks = turn.content.instrument.thanks
    if given.duration is None:
        turn.reply(thanks)
        return
    expecting = next(way for way, kind in KINDS.items() if kind == item.kind)
    comparison = compared(turn, service_id, given.duration, expecting)
    remember_time(turn, comparison.statement)
    source = service_source(turn, service_id)
    text = "\n\n".join([thanks, comparison.sentence, *(heard_too(turn, each) for each in also)])
    turn.reply(text, kind="answer", source=source)


def _invite_comment(turn: Turn, submission_id: uuid.UUID) -> None:
    instrument = turn.content.instrument
    turn.state.awaiting = Awaiting.COMMENT
    turn.state.comment_on = str(submission_id)
    skip = Button(instrument.decline.label, "decline_ask")
    turn.reply(
        f"{instrument.thanks}\n\n{instrument.comment.prompt}", kind="comment", buttons=[skip]
    )


def is_no_rating(turn: Turn) -> bool:
    """Whether a message taken for a rating says more than a number: a request goes first."""
    message = turn.message
    rates = message.intent == "give_rating" and not message.from_button
    return rates and not turn.content.listening.only_rates(message.text)


def confirm_rating(turn: Turn) -> None:
    """Handler: the number was meant as a rating of the service."""
    item, buttons = (
        _satisfaction(turn),
        [each for said in turn.around.said_last for each in said.buttons],
    )
    about = dict(next((each.entities for each in buttons if each.intent == "give_rating"), ()))
    given = {name: turn.message.value_of(name) or about.get(name) for name in _OF_RATING}
    service_id, value = (given[name] for name in _OF_RATING)
    answer = given_by_button(item, str(value))
    turn.state.awaiting = None
    if answer is None or service_id is None or service_id not in turn.catalogue.services:
        turn.say("talk.ask.rating_of_what")
        return
    _keep_rating(turn, item, answer.number, service_id)


def _unasked_rating(turn: Turn) -> None:
    """A rating that nobody asked for counts as satisfaction with the service spoken of."""
    item = _satisfaction(turn)
    number, service_id = _rated(turn, item), turn.state.service_id
    pending = pending_question(turn)
    if pending and pending[1].scale.type != "choice":
        put_again(turn)
    elif service_id is None:
        turn.say("talk.ask.rating_of_what")
    elif number is None:
        _ask_whether_it_rates(turn, item, service_id)
    else:
        _keep_rating(turn, item, number, service_id)


def _ask_whether_it_rates(turn: Turn, item: Item, service_id: str) -> None:
    """A bare number is no rating until they say of what, and on which scale."""
    found = typed_number(turn.message.text)
    low, high = item.scale.number_range() or (1, 5)
    if found is None or not low <= found[0] <= high or item.anchors is None:
        turn.say("talk.ask.rating_of_what")
        return
    number, name = found[0], turn.service_name(service_id)
    turn.state.awaiting = Awaiting.RATING
    about = (("service_id", service_id), ("value", str(number)))
    yes = turn.words("talk.button.rating_yes", number=number, high=high)
    buttons = [
        Button(yes, "give_rating", about),
        Button(turn.words("talk.button.rating_no"), "deny"),
    ]
    turn.say(
        "talk.ask.is_it_a_rating",
        buttons=buttons,
        number=number,
        service=name,
        low=low,
        high=high,
        least=item.anchors.low,
        most=item.anchors.high,
    )


def _keep_rating(turn: Turn, item: Item, number: int | None, service_id: str) -> None:
    given = GivenAnswer("satisfaction", item.driver, item=item, number=number)
    record_submission(turn.db_session, turn.context(service_id), "after", [given])
    turn.reply(turn.content.instrument.thanks)


def _satisfaction(turn: Turn) -> Item:
    items = turn.content.instrument.items.values()
    return next(each for each in items if each.kind == "satisfaction")


def _rated(turn: Turn, item: Item) -> int | None:
    """The number of a rating that says of how many ("4 out of 5", "four stars"), if it is on the scale."""
    text, ends = turn.message.text, item.scale.number_range()
    found = typed_number(text)
    if found is None or ends is None:
        return None
    number, whole = found
    says_of_how_many = whole == ends[1] or turn.content.listening.is_rating(text)
    return number if says_of_how_many and ends[0] <= number <= ends[1] else None
