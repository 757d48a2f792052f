"""Seeing, correcting and forgetting what is known."""

import pytest

from bot.feedback.tables import ServiceRequest
from bot.privacy.tables import Consent, Erasure, Fact, KeptContact
from tests.support.facts import fact, on_behalf_of
from tests.support.reporting import Reporter

BLUE_BADGE = {"blue-badge": 0.9}


async def test_everything_that_is_used_is_listed(talk):
    entities = [fact("carer"), fact("age", number=72)]
    await talk.say("I'm 72 and a carer", "state_about_me", entities=entities)
    level = [{"entity": "interaction_level", "value": "guided"}]
    await talk.say("step by step", "state_interaction_preference", entities=level)
    await talk.say("for my mum", "state_about_me", entities=[on_behalf_of("mother")])
    answer = await talk.say("what do you know about me", "ask_my_data")
    for part in ("You look after someone", "You are 72 years old", "24 November 2026"):
        assert part in answer.text
    assert "You want to go one step at a time." in answer.text
    assert "You are asking for someone else." in answer.text
    assert "only in this conversation" in answer.text
    assert "What is held about me” (/chat/my-data?agency=council)" in answer.text
    # Nothing is kept until a day beyond a conversation that is the only one it is used in.
    assert "I forget it on" not in answer.text


async def test_a_fact_that_is_remembered_is_listed_with_its_last_day(talk):
    await talk.say("I'm 72", "state_about_me", entities=[fact("age", number=72)])
    await talk.say("yes", "give_consent")
    answer = await talk.say("what do you know about me", "ask_my_data")
    assert "I forget it on 24 November 2027" in answer.text
    assert "only in this conversation" not in answer.text


async def test_a_consent_is_listed_with_its_end(talk):
    await talk.say("remember me", "give_consent", entities=[fact("carer")])
    answer = await talk.say("what do you know about me", "ask_my_data")
    assert "You said I may remember this until 24 November 2027" in answer.text


async def test_forget_that_takes_the_last_fact(talk):
    await talk.say("I'm a carer", "state_about_me", entities=[fact("carer")])
    await talk.say("I'm 72", "state_about_me", entities=[fact("age", number=72)])
    answer = await talk.say("forget that", "forget_fact")
    assert "I have forgotten that you are 72 years old" in answer.text
    known = (await talk.say("my data", "ask_my_data")).text
    assert "look after someone" in known
    assert "72" not in known


async def test_a_fact_can_be_forgotten_by_name(talk):
    await talk.say("I'm a carer", "state_about_me", entities=[fact("carer")])
    await talk.say("I'm 72", "state_about_me", entities=[fact("age", number=72)])
    entities = [fact("carer")]
    answer = await talk.say("forget that I'm a carer", "forget_fact", entities=entities)
    assert "forgotten that you look after someone" in answer.text


async def test_a_fact_can_be_forgotten_by_what_it_is_about(talk):
    await talk.say("I'm 72", "state_about_me", entities=[fact("age", number=72)])
    await talk.say("I'm a carer", "state_about_me", entities=[fact("carer")])
    answer = await talk.say("forget my age", "forget_fact")
    assert "forgotten that you are 72" in answer.text


async def test_a_fact_nobody_stated_cannot_be_forgotten(talk):
    await talk.say("I'm a carer", "state_about_me", entities=[fact("carer")])
    answer = await talk.say("forget I'm a student", "forget_fact", entities=[fact("student")])
    assert "nothing to forget" in answer.text
    assert "look after someone" in (await talk.say("my data", "ask_my_data")).text


async def test_a_remembered_fact_is_forgotten_in_the_store_too(talk):
    await talk.say("remember me", "give_consent", entities=[fact("carer")])
    await talk.say("forget that", "forget_fact")
    assert talk.rows(Fact) == []


async def test_the_answer_is_given_again_without_the_forgotten_fact(talk):
    await talk.say("I care", "ask_eligibility", services=BLUE_BADGE, entities=[fact("carer")])
    answer = await talk.say("forget that", "forget_fact")
    assert answer.service == "blue-badge"
    assert "Why this answer?" not in answer.titles


async def test_deleting_asks_first(talk):
    await talk.say("remember me", "give_consent", entities=[fact("carer")])
    await talk.say("delete everything", "delete_my_data")
    assert len(talk.rows(Fact)) == 1
    await talk.press("No, keep it")
    assert len(talk.rows(Fact)) == 1


async def test_deleting_forgets_everything_and_says_where_the_rest_is(talk):
    await talk.say("remember me", "give_consent", entities=[fact("carer")])
    await talk.say("delete everything", "delete_my_data")
    answer = await talk.press("Yes, forget everything")
    assert "What is held about me" in answer.text
    assert talk.rows(Fact) == []
    assert talk.rows(Consent)[0].withdrawn_at is not None
    assert "know nothing about you" in (await talk.say("my data", "ask_my_data")).text


async def test_a_typed_yes_deletes_and_a_typed_no_does_not(start_talk):
    yes, no = start_talk(), start_talk()
    for talk in (yes, no):
        await talk.say("I'm a carer", "state_about_me", entities=[fact("carer")])
        await talk.say("delete everything", "delete_my_data")
    assert "have forgotten everything" in (await yes.say("yes", "affirm")).text
    assert "not deleted anything" in (await no.say("no", "deny")).text


async def test_why_before_any_answer_says_there_is_nothing_to_explain(talk):
    answer = await talk.say("why", "ask_why")
    assert "not given you an answer yet" in answer.text


PHONE = [{"start": 0, "end": 12, "kind": "phone"}]


@pytest.fixture
async def reporter(talk):
    """Somebody who has reported a missed bin, and left a number."""
    found = Reporter(talk)
    await found.begin("my bin was not emptied", services={"missed-bin": 0.95})
    await found.type("12 Larkspur Lane")
    await found.press("Recycling")
    await found.type("07700 900123", personal_data=PHONE)
    await found.press("Send it")
    assert len(talk.rows(ServiceRequest)) == 1
    return found


async def test_a_report_and_a_contact_are_listed_with_reference_and_last_day(talk, reporter):
    talk.active_loop = None
    answer = await talk.say("what do you know about me", "ask_my_data")
    assert talk.rows(ServiceRequest)[0].service_request_id in answer.text
    assert "How to reach you about it: in code, until" in answer.text
    assert "know nothing about you" not in answer.text


async def test_a_report_is_deleted_with_everything_when_that_is_confirmed(talk, reporter):
    talk.active_loop = None
    asked = await talk.say("delete my data", "delete_my_data")
    assert talk.rows(ServiceRequest)[0].service_request_id in asked.text
    answer = await talk.press("Yes, forget everything")
    assert talk.rows(ServiceRequest) == talk.rows(KeptContact) == []
    (tombstone,) = talk.rows(Erasure)
    assert "Problems you reported: 1" in answer.text
    assert str(tombstone.id) in answer.text
    assert "/chat/my-data?agency=council" in answer.text


async def test_a_report_may_stay_when_the_rest_is_forgotten(talk, reporter):
    talk.active_loop = None
    await talk.say("delete my data", "delete_my_data")
    answer = await talk.press("Yes, but keep what staff have")
    assert "have forgotten everything" in answer.text
    assert len(talk.rows(ServiceRequest)) == 1
    assert talk.rows(Erasure) == []
