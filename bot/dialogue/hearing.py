"""Handlers for what citizens expect, what matters to them, and how it went: heard, kept, acknowledged."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from bot.catalogue.model import Facet
from bot.dialogue import finding, lost, unclear
from bot.dialogue.answering import facet_button, remember_time, service_source
from bot.dialogue.choosing import Clear, FollowUp, Limits, choose
from bot.dialogue.expectations import KINDS, Expected, expected_times, has_gone_by
from bot.dialogue.listening import OTHER
from bot.dialogue.message import FoundService
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting, Topic
from bot.dialogue.timing import compared, heard_too
from bot.dialogue.turn import Turn
from bot.feedback.submissions import GivenAnswer, add_comment, record_submission

EFFICIENCY = "efficiency"


def state_expectation(turn: Turn) -> None:
    """What somebody thinks will happen, or should: written down, and held against what is known."""
    message, listening = turn.message, turn.content.listening
    if has_gone_by(message) and listening.tells_of_a_promise(message.text):
        express_dissatisfaction(turn)
        return
    times = expected_times(message, listening)
    driver = EFFICIENCY if times else listening.driver_of(message.text)
    if driver == OTHER and not listening.says_an_expectation(message.text):
        unclear.not_understood(turn)
        return
    service_id = remark_about(turn)
    said = times or (Expected(listening.expecting(message.text), None),)
    _record(turn, service_id, "before", *_as_given(turn, said, driver))
    if driver != EFFICIENCY:
        turn.say("talk.expectation.noted", agency=_agency_name(turn, service_id))
    elif service_id is None:
        _ask_which_service(turn)
    else:
        _hold_against_what_is_known(turn, service_id, said)


def _as_given(turn: Turn, said: Sequence[Expected], driver: str) -> list[GivenAnswer]:
    words = turn.message.words
    return [
        GivenAnswer(KINDS[each.expecting], driver, duration=each.duration, text=words)
        for each in said
    ]


def _ask_which_service(turn: Turn) -> None:
    """A length of time alone chooses no service. Those that were shown before are shown again."""
    shown = tuple(turn.state.candidates) if turn.awaited is Awaiting.CHOICE else ()
    if shown:
        turn.say("talk.expectation.noted_so_far")
        finding.ask_which(turn, shown, Topic.DURATION)
        return
    turn.state.awaiting, turn.state.candidate_facet = Awaiting.SERVICE, Topic.DURATION
    turn.say("talk.expectation.which_service")


def _hold_against_what_is_known(turn: Turn, service_id: str, said: Sequence[Expected]) -> None:
    turn.state.service_id = service_id
    first, *others = sorted(said, key=lambda each: each.duration is None)
    comparison = compared(turn, service_id, first.duration, first.expecting)
    remember_time(turn, comparison.statement)
    also = [heard_too(turn, each) for each in others]
    noted = turn.words("talk.expectation.kept", agency=_agency_name(turn, service_id))
    source = service_source(turn, service_id)
    text = "\n\n".join([comparison.sentence, " ".join([*also, noted])])
    turn.reply(text, kind="answer", source=source)


def state_importance(turn: Turn) -> None:
    """What matters to somebody."""
    service_id = remark_about(turn)
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


def remark_about(turn: Turn) -> str | None:
    """The service a remark is filed with: one that it surely names, else the one spoken of before.

    What is filed with a service it is not about is worse than what is filed with none.
    """
    heard, current = finding.heard_in(turn), turn.state.service_id
    named = {each.service_id for each in heard.named if each.alone}
    surely = turn.catalogue.policy.linker.get("may_be_another", 0.9)
    believed = tuple(
        each for each in heard.found if each.service_id in named or _is_told_of(turn, each, surely)
    )
    limits = Limits.of(turn.catalogue.policy.linker)
    choice = choose(replace(heard, found=believed), current, asks_on=True, limits=limits)
    return choice.service_id if isinstance(choice, Clear | FollowUp) else current


def _is_told_of(turn: Turn, found: FoundService, surely: float) -> bool:
    """Whether the linker is sure of a service, from more than a length of time and a feeling."""
    return found.score >= surely and not turn.content.listening.only_expects(turn.message.text)


def service_spoken_of(turn: Turn) -> str | None:
    """The service a message is about: named in it, else the one spoken of before."""
    limits = Limits.of(turn.catalogue.policy.linker)
    current = turn.state.service_id
    choice = choose(finding.heard_in(turn), current, asks_on=True, limits=limits)
    return choice.service_id if isinstance(choice, Clear | FollowUp) else current


def _perceived(turn: Turn) -> str | None:
    """Keep how something was felt, in masked words; returns the service it is about."""
    service_id = remark_about(turn)
    driver = turn.content.listening.driver_of(turn.message.text)
    _record(turn, service_id, "during", GivenAnswer("perception", driver, text=turn.message.words))
    return service_id


def _record(turn: Turn, service_id: str | None, moment: str, *answers: GivenAnswer) -> None:
    # A remark without words (nobody looked for personal data in it) and without a value says nothing.
    told = [each for each in answers if each.text or each.duration]
    if told:
        record_submission(turn.db_session, turn.context(service_id), moment, told)


def _agency_name(turn: Turn, service_id: str | None) -> str:
    agency = turn.catalogue.agency_of(service_id) if service_id else turn.host
    return agency.name


def _skip(turn: Turn) -> Button:
    return Button(turn.content.instrument.decline.label, "decline_ask")
