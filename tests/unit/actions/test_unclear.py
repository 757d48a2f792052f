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
    assert "Apply for or renew a Blue Badge" in answer.titles
    assert len(answer.text) < 400
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


async def test_an_address_alone_is_linked_to_no_service(talk):
    span = [{"start": 0, "end": 12, "kind": "address"}]
    found = {"hospital-waiting-time": 0.94}
    await talk.say("you are all useless", "express_dissatisfaction")
    answer = await talk.say("18 Ash Grove", "find_service", services=found, personal_data=span)
    assert answer.service is None
    assert "what it is about" in answer.text
    assert talk.slots["service_id"] is None


async def test_an_address_alone_leaves_the_service_that_is_spoken_of(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    span = [{"start": 0, "end": 12, "kind": "address"}]
    found = {"hospital-waiting-time": 0.94}
    answer = await talk.say("18 Ash Grove", "find_service", services=found, personal_data=span)
    assert "Apply for or renew a Blue Badge" in answer.text
    assert talk.slots["service_id"] == "blue-badge"


async def test_all_services_are_shown_by_their_names_to_those_who_want_them(talk, catalogue):
    await talk.say("renew my passport", "out_of_scope")
    answer = await talk.press("Show all services")
    for service in catalogue.offered():
        assert f"- {service.name}" in answer.text


async def test_an_answer_that_was_none_is_apologised_for_with_everything_there_is(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    answer = await talk.say("that doesn't answer my question", "state_exception", confidence=0.4)
    assert "sorry that I did not answer" in answer.text
    assert "Apply for or renew a Blue Badge" in answer.text
    assert {"How long does it take?", "What do I need?", "Talk to a person"} <= set(answer.titles)


async def test_somebody_else_who_is_to_stop_is_no_wish_to_stop_here(talk):
    await talk.say("loud music", "ask_contact", services={"noise-nuisance": 0.97})
    answer = await talk.say("can you make them stop", "cancel", confidence=0.57)
    assert answer.service == "noise-nuisance"
    assert "carry on" not in answer.text
