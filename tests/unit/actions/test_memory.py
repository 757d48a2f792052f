"""Remembering somebody beyond a conversation: only after a yes, and never more than that yes covers."""

import datetime as dt

from bot.privacy.tables import Citizen, Consent, Fact
from bot.transcripts.tables import Conversation
from tests.support.facts import fact
from tests.unit.actions.conftest import TUESDAY_MORNING

YES, NO = "Yes, remember it", "No, only for now"


async def tell_carer(talk):
    return await talk.say("I'm a carer", "state_about_me", entities=[fact("carer")])


async def test_remembering_is_offered_once(talk):
    first = await tell_carer(talk)
    assert first.kinds[-1] == "consent"
    assert first.titles[-2:] == [YES, NO]
    second = await talk.say("I'm 72", "state_about_me", entities=[fact("age", number=72)])
    assert "consent" not in second.kinds


async def test_nothing_is_kept_without_a_yes(talk):
    await tell_carer(talk)
    assert talk.rows(Citizen) == []
    await talk.press(NO)
    assert talk.rows(Fact) == []
    assert talk.rows(Consent) == []


async def test_a_yes_keeps_the_facts_and_links_the_conversation(talk):
    await tell_carer(talk)
    answer = await talk.press(YES)
    assert "you look after someone" in answer.text
    (citizen,) = talk.rows(Citizen)
    (held,) = talk.rows(Fact)
    (consent,) = talk.rows(Consent)
    assert (held.name, held.value) == ("carer", {"value": True})
    assert (consent.purpose, consent.agency_id, consent.version) == ("remember", "council", 1)
    assert talk.rows(Conversation)[0].citizen_id == citizen.id


async def test_a_typed_yes_counts_while_it_is_awaited(talk):
    await tell_carer(talk)
    await talk.say("yes", "affirm")
    assert len(talk.rows(Consent)) == 1


async def test_a_yes_after_an_aside_still_counts_and_after_another_request_does_not(start_talk):
    aside, gone = start_talk(), start_talk(pseudonym="q" * 64)
    await tell_carer(aside)
    await aside.say("what do you know about me", "ask_my_data")
    await aside.say("yes", "affirm")
    assert len(aside.rows(Consent)) == 1
    await tell_carer(gone)
    await gone.say("blue badge", "find_service", services={"blue-badge": 0.9})
    await gone.say("yes", "affirm")
    assert len(gone.rows(Consent)) == 1


async def test_being_remembered_can_be_asked_for(talk):
    await talk.say("remember I'm a carer", "give_consent", entities=[fact("carer")])
    assert [held.name for held in talk.rows(Fact)] == ["carer"]


async def test_a_sensitive_fact_needs_a_yes_that_names_it(talk):
    entities = [fact("carer"), fact("pregnant")]
    await talk.say("I'm a carer and pregnant", "state_about_me", entities=entities)
    asked = await talk.press(YES)
    assert [held.name for held in talk.rows(Fact)] == ["carer"]
    assert "May I also remember that you are pregnant?" in asked.text
    await talk.press(YES)
    assert {held.name for held in talk.rows(Fact)} == {"carer", "pregnant"}
    assert {consent.purpose for consent in talk.rows(Consent)} == {"remember", "remember_sensitive"}


async def test_a_no_to_the_sensitive_fact_keeps_the_rest(talk):
    entities = [fact("carer"), fact("pregnant")]
    await talk.say("I'm a carer and pregnant", "state_about_me", entities=entities)
    await talk.press(YES)
    await talk.say("no", "deny")
    assert [held.name for held in talk.rows(Fact)] == ["carer"]


async def test_in_the_next_conversation_it_is_said_once_what_is_remembered(start_talk):
    first, second = start_talk(), start_talk()
    await tell_carer(first)
    await first.press(YES)
    hello = await second.say("hello", "greet")
    assert hello.messages[0]["text"].startswith("Welcome back. I remember that you look after")
    again = await second.say("hello", "greet")
    assert "Welcome back" not in again.text


async def test_what_is_remembered_shapes_the_next_conversation(start_talk):
    first, second = start_talk(), start_talk()
    await tell_carer(first)
    await first.press(YES)
    answer = await second.say(
        "who can get a blue badge", "ask_eligibility", services={"blue-badge": 0.9}
    )
    assert "Why this answer?" in answer.titles


async def test_in_danger_nobody_is_welcomed_back(start_talk):
    first, second = start_talk(), start_talk()
    await tell_carer(first)
    await first.press(YES)
    answer = await second.say("help me", "crisis", crisis={"kind": "abuse"})
    assert "Welcome back" not in answer.text


async def test_another_agency_does_not_know_the_citizen(start_talk):
    first, second = start_talk(), start_talk("revenue")
    await tell_carer(first)
    await first.press(YES)
    assert "Welcome back" not in (await second.say("hello", "greet")).text


async def test_what_a_known_citizen_adds_is_remembered_too(start_talk):
    first, second = start_talk(), start_talk()
    await tell_carer(first)
    await first.press(YES)
    await second.say("I'm 72", "state_about_me", entities=[fact("age", number=72)])
    assert {held.name for held in second.rows(Fact)} == {"carer", "age"}


async def test_a_sensitive_fact_a_known_citizen_adds_is_asked_about(start_talk):
    first, second = start_talk(), start_talk()
    await tell_carer(first)
    await first.press(YES)
    answer = await second.say("I'm pregnant", "state_about_me", entities=[fact("pregnant")])
    assert "May I also remember that you are pregnant?" in answer.text
    assert {held.name for held in second.rows(Fact)} == {"carer"}


async def test_a_yes_can_be_taken_back(start_talk):
    first, second = start_talk(), start_talk()
    await tell_carer(first)
    await first.press(YES)
    await first.say("stop remembering me", "refuse_consent")
    assert first.rows(Fact) == []
    assert first.rows(Consent)[0].withdrawn_at is not None
    assert "Welcome back" not in (await second.say("hello", "greet")).text


async def test_when_the_consent_has_ended_nobody_is_known(start_talk, clock):
    first, second = start_talk(), start_talk()
    await tell_carer(first)
    await first.press(YES)
    clock(TUESDAY_MORNING + dt.timedelta(days=366))
    assert "Welcome back" not in (await second.say("hello", "greet")).text


async def test_without_a_pseudonym_nothing_is_offered_and_a_yes_is_answered_honestly(start_talk):
    talk = start_talk(pseudonym=None)
    assert "consent" not in (await tell_carer(talk)).kinds
    answer = await talk.say("remember me", "give_consent")
    assert "I cannot remember you here" in answer.text


async def test_a_fresh_start_keeps_what_was_agreed_to(start_talk):
    first, second = start_talk(), start_talk()
    await tell_carer(first)
    await first.press(YES)
    await second.say("hello", "greet")
    await second.say("I'm a landlord", "state_about_me", entities=[fact("no_internet")])
    await first.say("start again", "start_again")
    assert "look after someone" in (await first.say("my data", "ask_my_data")).text
