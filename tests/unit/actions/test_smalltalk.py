"""Courtesies and steering."""

import pytest

from bot.feedback.tables import Ask

BLUE_BADGE = {"blue-badge": 0.9}


async def test_hello_says_that_this_is_a_computer(talk):
    first = await talk.say("hi", "greet")
    assert "I am a computer" in first.text
    assert "Ambershire Council" in first.text
    assert "I am a computer" not in (await talk.say("hi", "greet")).text


async def test_are_you_a_person_is_answered_truly(talk):
    answer = await talk.say("are you human", "bot_challenge")
    assert "a computer program, not a person" in answer.text
    assert answer.titles == ["Talk to a person"]


async def test_help_names_what_there_is(talk, catalogue):
    answer = await talk.say("what can you do", "help")
    for agency in catalogue.agencies.values():
        assert agency.name in answer.text
    # A list of all of them is too long to listen to unasked.
    everything = await talk.press("Show all services")
    for service in catalogue.offered():
        assert service.name in everything.text


async def test_repeat_says_the_same_with_the_same_buttons(talk):
    said = await talk.say("how much is a blue badge", "ask_cost", services=BLUE_BADGE)
    repeated = await talk.say("say that again", "repeat")
    assert [m["text"] for m in repeated.messages] == [m["text"] for m in said.messages]
    assert repeated.titles == said.titles
    assert repeated.service == "blue-badge"
    assert len(talk.rows(Ask)) == 1


async def test_repeating_nothing_asks_what_is_needed(talk):
    assert "not said anything yet" in (await talk.say("what?", "repeat")).text


async def test_a_fresh_start_forgets_the_service(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    await talk.say("start again", "start_again")
    answer = await talk.say("how much is it", "ask_cost")
    assert answer.service is None


async def test_a_fresh_start_lets_a_waiting_question_go(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    await talk.say("start again", "start_again")
    assert talk.rows(Ask)[0].outcome == "ignored"


@pytest.mark.parametrize("intent", ["affirm", "deny", "cancel", "thank", "goodbye"])
async def test_every_courtesy_gets_an_answer_out_of_the_blue(talk, intent):
    assert (await talk.say("ok", intent)).messages


async def test_a_bare_yes_with_a_service_offers_questions_about_it(talk):
    await talk.say("blue badge", "ask_duration", services=BLUE_BADGE)
    answer = await talk.say("yes", "affirm")
    assert "How do I do it?" in answer.titles
