"""Handlers for what citizens expect, what matters to them, and how it went: heard, kept, acknowledged."""

from __future__ import annotations

import uuid

from bot.catalogue.model import Facet
from bot.dialogue import finding, lost
from bot.dialogue.answering import facet_button, remember_time, service_source
from bot.dialogue.choosing import Clear, FollowUp, Limits, choose
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting, Topic
from bot.dialogue.timing import compared
from bot.dialogue.turn import Turn
from bot.feedback.submissions import GivenAnswer, add_comment, record_submission

EFFICIENCY = "efficiency"


def state_expectation(turn: Turn) -> None:
    """What somebody thinks will happen, or should: written down, and held against what is known."""
    message, listening = turn.message, turn.content.listening
    expecting = listening.expecting(message.text)
    driver = EFFICIENCY if message.duration else listening.driver_of(message.text)
    service_id = service_spoken_of(turn)
    answer = GivenAnswer(
        f"expectation_{expecting}", driver, duration=message.duration, text=message.words
    )
    _record(turn, service_id, "before", answer)
    if driver != EFFICIENCY:
        turn.say("talk.expectation.noted", agency=_agency_name(turn, service_id))
        return
    if service_id is None:
        turn.state.awaiting, turn.state.candidate_facet = Awaiting.SERVICE, Topic.DURATION
        turn.say("talk.expectation.which_service")
        return
    turn.state.service_id = service_id
    comparison = compared(turn, service_id, message.duration, expecting)
    remember_time(turn, comparison.statement)
    noted = turn.words("talk.expectation.kept", agency=_agency_name(turn, service_id))
    source = service_source(turn, service_id)
    turn.reply(f"{comparison.sentence}\n\n{noted}", kind="answer", source=source)


def state_importance(turn: Turn) -> None:
    """What matters to somebody."""
    service_id = service_spoken_of(turn)
    driver = turn.content.listening.driver_of(turn.message.text)
    answer = GivenAnswer("importance_stated", driver, text=turn.message.words)
    _record(turn, service_id, "before", answer)
    turn.say("talk.importance.noted", agency=_agency_name(turn, service_id))


def express_dissatisfaction(turn: Turn) -> None:
    """Somebody is unhappy, or calls us names: no defence, and a way on."""
    service_id = _perceived(turn)
    if turn.state.crisis_seen:
        lost.still_here(turn)
        return
    buttons = [lost.person_button(turn)]
    if service_id and turn.catalogue.services[service_id].appeal:
        buttons.append(facet_button(turn, Facet.APPEAL, service_id))
    buttons.append(Button(turn.words("talk.button.leave_message"), "leave_message"))
    turn.say("talk.unhappy", buttons=buttons, agency=_agency_name(turn, service_id))


def express_satisfaction(turn: Turn) -> None:
    """Somebody is pleased."""
    _perceived(turn)
    turn.say("talk.pleased")
    turn.ask_now = "after"


def take_comment(turn: Turn) -> None:
    """The one comment at the end, in somebody's own words, masked."""
    state, prompt = turn.state, turn.content.instrument.comment
    words = turn.message.words or ""
    if len(words) > prompt.max_length:
        state.awaiting = Awaiting.COMMENT
        turn.reply(prompt.too_long, kind="comment", buttons=[_skip(turn)])
        return
    if words and state.comment_on:
        submission_id = uuid.UUID(state.comment_on)
        context = turn.context(state.service_id)
        add_comment(turn.db_session, context, submission_id, words, prompt.kept_for)
    state.awaiting = state.comment_on = None
    turn.say("talk.comment.kept", kind="comment")


def invite_comment(turn: Turn) -> None:
    """ "Yes" to "is there anything to add?"."""
    turn.state.awaiting = Awaiting.COMMENT
    turn.say("talk.comment.go_ahead", kind="comment", buttons=[_skip(turn)])


def service_spoken_of(turn: Turn) -> str | None:
    """The service a remark is about: named in it, else the one spoken of before."""
    limits = Limits.of(turn.catalogue.policy.linker)
    current = turn.state.service_id
    choice = choose(finding.heard_in(turn), current, asks_on=True, limits=limits)
    return choice.service_id if isinstance(choice, Clear | FollowUp) else current


def _perceived(turn: Turn) -> str | None:
    """Keep how something was felt, in masked words; returns the service it is about."""
    service_id = service_spoken_of(turn)
    driver = turn.content.listening.driver_of(turn.message.text)
    _record(turn, service_id, "during", GivenAnswer("perception", driver, text=turn.message.words))
    return service_id


def _record(turn: Turn, service_id: str | None, moment: str, answer: GivenAnswer) -> None:
    # A remark without words (nobody looked for personal data in it) and without a value says nothing.
    if answer.text or answer.duration:
        record_submission(turn.db_session, turn.context(service_id), moment, [answer])


def _agency_name(turn: Turn, service_id: str | None) -> str:
    agency = turn.catalogue.agency_of(service_id) if service_id else turn.host
    return agency.name


def _skip(turn: Turn) -> Button:
    return Button(turn.content.instrument.decline.label, "decline_ask")
