"""What was not understood, and what is nobody's business here."""

import pytest

BLUE_BADGE = {"blue-badge": 0.9}


async def test_what_was_not_understood_is_said_with_where_to_turn(talk, catalogue):
    answer = await talk.say("asdf", "nlu_fallback")
    assert "did not understand" in answer.text
    assert catalogue.agencies["council"].phone in answer.text
    assert answer.titles == ["Talk to a person", "What can you do?"]


async def test_services_that_may_be_meant_are_offered_not_guessed(talk):
    answer = await talk.say("badge thing car", "nlu_fallback", services={"blue-badge": 0.7})
    assert answer.titles == ["Apply for or renew a Blue Badge", "None of these"]
    assert answer.service is None
    assert (await talk.say("yes", "affirm")).service == "blue-badge"


async def test_within_a_service_its_questions_are_offered(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    answer = await talk.say("asdf", "nlu_fallback")
    assert "Apply for or renew a Blue Badge" in answer.text
    assert "How do I do it?" in answer.titles


async def test_the_second_time_in_a_row_a_person_is_offered(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    await talk.say("asdf", "nlu_fallback")
    answer = await talk.say("qwer", "nlu_fallback")
    assert "rather talk to a person" in answer.text
    assert (await talk.say("yes", "affirm")).kinds == ["person"]


async def test_a_message_that_is_understood_in_between_starts_the_count_anew(talk):
    await talk.say("asdf", "nlu_fallback")
    await talk.say("hello", "greet")
    await talk.say("qwer", "nlu_fallback")
    assert (await talk.say("yes", "affirm")).kinds != ["person"]


async def test_what_is_not_ours_says_what_is(talk):
    answer = await talk.say("renew my passport", "out_of_scope")
    assert "GOV.UK" in answer.text
    assert "blue badge" in answer.text
    assert "01632 960100" in answer.text


async def test_a_service_named_outright_is_ours_whatever_the_intent(talk):
    found = {"housing-benefit": 0.8}
    answer = await talk.say("housing benefit", "out_of_scope", services=found)
    assert answer.service == "housing-benefit"


@pytest.mark.parametrize(
    "text", ["", "🙂🙂🙂", "<script>alert(1)</script>", "'; DROP TABLE ask; --"]
)
async def test_odd_text_gets_an_answer_and_is_never_repeated(talk, text):
    answer = await talk.say(text, "nlu_fallback")
    assert answer.messages
    assert not text or text not in answer.text
