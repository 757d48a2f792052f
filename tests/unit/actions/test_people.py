"""Danger, people, and messages that only staff can read."""

import datetime as dt

import pytest

from bot.privacy.contacts import UnreadableContactError, read_contact
from bot.privacy.tables import KeptContact
from tests.unit.actions.conftest import TUESDAY_MORNING, lasting

BLUE_BADGE = {"blue-badge": 0.9}
PHONE = [{"start": 8, "end": 20, "kind": "phone"}]
CALL_ME = "call me 07700 900123"


class TestDanger:
    @pytest.mark.parametrize(
        ("kind", "number"),
        [
            ("risk_to_life", "116 123"),
            ("abuse", "0808 2000 247"),
            ("child_in_danger", "0800 1111"),
            ("no_shelter", "0808 800 4444"),
        ],
    )
    async def test_each_kind_gets_its_help_lines_and_a_person(self, talk, kind, number):
        answer = await talk.say("please help", "crisis", crisis={"kind": kind})
        assert "999" in answer.text
        assert number in answer.text
        assert answer.kinds == ["crisis"]
        assert answer.titles == ["Talk to a person"]

    async def test_an_unknown_kind_is_taken_for_the_gravest(self, talk, live_content):
        answer = await talk.say("please help", "crisis")
        assert live_content.current.crisis.kinds["risk_to_life"].message in answer.text

    async def test_what_is_said_next_is_met_with_care(self, talk):
        await talk.say("please help", "crisis", crisis={"kind": "risk_to_life"})
        answer = await talk.say("nobody cares", "nlu_fallback")
        assert "999" in answer.text
        assert "Samaritans" in answer.text

    async def test_the_way_to_a_person_begins_with_the_emergency_number(self, talk):
        await talk.say("please help", "crisis", crisis={"kind": "abuse"})
        answer = await talk.press("Talk to a person")
        assert answer.text.startswith("If you or someone else is in danger now, call 999.")

    async def test_a_fresh_start_does_not_forget_a_crisis(self, talk):
        await talk.say("please help", "crisis", crisis={"kind": "abuse"})
        await talk.say("start again", "start_again")
        answer = await talk.say("how much is a badge", "ask_cost", services=BLUE_BADGE)
        assert "ask" not in answer.kinds


class TestAPerson:
    async def test_open_now_is_said_with_the_closing_time(self, talk, catalogue):
        answer = await talk.say("can I talk to someone", "ask_for_person")
        assert catalogue.agencies["council"].phone in answer.text
        assert "Phone line: open now, until 5pm." in answer.text
        assert "Leave a message" in answer.titles

    async def test_closed_says_when_it_opens(self, talk, clock):
        clock(TUESDAY_MORNING.replace(hour=22))
        answer = await talk.say("can I talk to someone", "ask_for_person")
        assert "Phone line: closed now. It opens tomorrow at 8:45am." in answer.text

    async def test_a_holiday_is_named(self, talk, clock):
        clock(dt.datetime(2026, 12, 25, 11, tzinfo=dt.UTC))
        answer = await talk.say("can I talk to someone", "ask_for_person")
        assert "closed today (Christmas Day)" in answer.text

    async def test_the_team_of_the_service_is_named(self, talk, catalogue):
        await talk.say("blue badge", "find_service", services=BLUE_BADGE)
        answer = await talk.say("can I talk to someone", "ask_for_person")
        assert catalogue.services["blue-badge"].phones[0].number in answer.text

    async def test_a_second_message_that_cannot_be_helped_with_offers_a_person(self, talk):
        await talk.say("asdf", "nlu_fallback")
        await talk.say("qwer", "nlu_fallback")
        answer = await talk.say("yes", "affirm")
        assert answer.kinds == ["person"]


class TestAMessage:
    async def test_what_is_left_is_encrypted_and_the_slot_holds_a_reference(self, talk, a_house):
        talk.slots["requested_slot"] = "left_message"
        await talk.fill("Please look at my bin", "find_service")
        (row,) = talk.rows(KeptContact)
        assert talk.slots["left_message"] == str(row.id)
        assert b"bin" not in row.ciphertext
        read = await a_house.database.read(read_contact, a_house.secret, row.id)
        assert read == "Please look at my bin"
        assert (row.purpose, row.agency_id) == ("call_back", "council")
        assert row.expires_at == TUESDAY_MORNING + dt.timedelta(days=30)

    async def test_a_message_with_a_number_in_it_needs_no_second_question(self, talk):
        talk.slots["requested_slot"] = "left_message"
        await talk.fill(CALL_ME, "leave_message", personal_data=PHONE)
        assert talk.slots["left_contact"] == talk.slots["left_message"]

    async def test_it_ends_with_what_happens_and_no_promise(self, talk):
        talk.slots["requested_slot"] = "left_contact"
        await talk.fill(CALL_ME, "nlu_fallback", personal_data=PHONE)
        answer = await talk.action("action_message_left")
        assert "24 December 2026" in answer.text
        assert "cannot promise" in answer.text
        assert "07700" not in answer.text
        assert talk.slots["left_contact"] is None

    async def test_it_goes_to_the_agency_of_the_service(self, talk):
        await talk.say("housing benefit", "find_service", services={"housing-benefit": 0.9})
        talk.slots["requested_slot"] = "left_message"
        await talk.fill("call me please about it", "leave_message")
        (row,) = talk.rows(KeptContact)
        assert (row.agency_id, row.service_id) == ("revenue", "housing-benefit")

    async def test_words_without_a_number_are_asked_for_again(self, talk):
        talk.slots["requested_slot"] = "left_contact"
        answer = await talk.fill("just call me", "nlu_fallback")
        assert answer.events[0]["value"] is None
        asked = await talk.action("action_ask_left_contact")
        assert "could not see a phone number" in asked.text
        assert talk.rows(KeptContact) == []

    @pytest.mark.parametrize("text", ["+49 (30) 1234 5678", "me@home.example", "01632-960-999"])
    async def test_a_number_nobody_recognised_still_counts(self, talk, text):
        talk.slots["requested_slot"] = "left_contact"
        await talk.fill(text, "nlu_fallback")
        assert talk.slots["left_contact"]

    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("how much is it?", "ask_cost"),
            ("cancel", "cancel"),
            ("no", "deny"),
            ("why do you ask", "ask_why"),
            ("he is hitting me and I do not know where to go with the children tonight", "crisis"),
        ],
    )
    @pytest.mark.parametrize("wanted", ["left_message", "left_contact"])
    async def test_something_else_is_left_to_the_rules(self, talk, text, intent, wanted):
        talk.slots["requested_slot"] = wanted
        answer = await talk.fill(text, intent)
        assert answer.events == []
        assert talk.rows(KeptContact) == []

    async def test_a_mere_ok_is_no_message(self, talk):
        talk.slots["requested_slot"] = "left_message"
        await talk.fill("ok", "affirm")
        assert talk.slots["left_message"] is None
        assert talk.rows(KeptContact) == []

    async def test_any_words_at_all_can_be_the_message(self, talk):
        talk.slots["requested_slot"] = "left_message"
        await talk.fill("zxcv 🐟", "nlu_fallback", confidence=0.1)
        assert talk.slots["left_message"]

    async def test_a_long_message_with_a_question_in_it_is_a_message(self, talk):
        talk.slots["requested_slot"] = "left_message"
        text = (
            "how long will it be until somebody looks at my application from March "
            "because I have heard nothing at all?"
        )
        await talk.fill(text, "ask_status")
        assert talk.slots["left_message"]

    async def test_the_form_speaks_again_after_something_else(self, talk):
        talk.slots["requested_slot"] = "left_message"
        await talk.fill("how much is it?", "ask_cost")
        talk.events.append({"event": "action_execution_rejected", "name": "contact_form"})
        silent = await talk.action("validate_contact_form")
        assert silent.events == []
        asked = await talk.action("action_ask_left_message")
        assert "Now back to your message" in asked.text

    @pytest.mark.parametrize("intent", ["crisis", "ask_for_person", "cancel", "start_again"])
    async def test_what_ends_the_form_leaves_it_empty_for_the_next_time(self, talk, intent):
        talk.slots["requested_slot"] = "left_message"
        await talk.fill("Please look at my bin", "find_service")
        assert talk.slots["left_message"]
        await talk.say("something", intent)
        assert talk.slots["left_message"] is None

    async def test_why_it_asks_is_said_while_it_asks(self, talk):
        talk.active_loop = "contact_form"
        answer = await talk.say("why do you need that", "ask_why")
        assert "Staff at Ambershire Council need it to answer you" in answer.text

    async def test_the_service_named_in_the_wish_is_what_it_is_about(self, talk):
        talk.slots["requested_slot"] = None
        await talk.fill(
            "message for the lost property people",
            "leave_message",
            services=[{"service_id": "lost-property", "score": 0.9}],
        )
        assert talk.slots["service_id"] == "lost-property"

    async def test_a_number_in_the_first_wish_is_kept_at_once(self, talk):
        talk.slots["requested_slot"] = None
        await talk.fill(CALL_ME, "leave_message", personal_data=PHONE)
        assert talk.slots["left_contact"]
        assert talk.slots["left_message"] is None

    async def test_yes_to_the_offer_begins_the_form(self, talk):
        await talk.say("can I talk to someone", "ask_for_person")
        answer = await talk.say("yes please", "affirm")
        assert {"event": "followup", "name": "contact_form", "timestamp": None} in answer.events
        assert answer.messages == []

    async def test_no_question_of_the_survey_comes_between(self, talk):
        talk.active_loop = "contact_form"
        answer = await talk.say("how much is a badge", "ask_cost", services=BLUE_BADGE)
        assert answer.kinds == ["answer"]

    async def test_after_its_end_it_cannot_be_read(self, talk, a_house, clock):
        talk.slots["requested_slot"] = "left_message"
        await talk.fill("Please look at my bin", "find_service")
        (row,) = talk.rows(KeptContact)
        clock(TUESDAY_MORNING + dt.timedelta(days=31))
        with pytest.raises(UnreadableContactError):
            await a_house.database.read(read_contact, a_house.secret, row.id)


class TestAMessageThatMayBeNone:
    QUESTION = "Can you send it in braille or large print?"

    async def asked(self, talk):
        talk.slots["requested_slot"] = "left_message"
        await talk.fill(self.QUESTION, "state_interaction_preference", confidence=0.5)
        return await talk.action("action_ask_left_message")

    async def test_a_question_is_passed_on_only_when_they_say_so(self, talk, a_house):
        asked = await self.asked(talk)
        assert "Shall I pass that on as your message?" in asked.text
        assert talk.slots["left_message"] is None
        await talk.fill_by_button("Yes, pass it on", "contact_form")
        (row,) = talk.rows(KeptContact)
        assert talk.slots["left_message"] == str(row.id)
        assert await a_house.database.read(read_contact, a_house.secret, row.id) == self.QUESTION

    async def test_a_typed_yes_counts_too(self, talk):
        await self.asked(talk)
        await talk.fill("yes", "affirm")
        assert talk.slots["left_message"]

    @pytest.mark.parametrize("typed", [True, False])
    async def test_a_no_drops_it_and_asks_for_a_message(self, talk, typed):
        await self.asked(talk)
        if typed:
            await talk.fill("no", "deny")
        else:
            await talk.fill_by_button("No, that was a question", "contact_form")
        assert lasting(talk) == []
        assert "What should I pass on" in (await talk.action("action_ask_left_message")).text

    async def test_another_message_takes_its_place(self, talk):
        await self.asked(talk)
        await talk.fill("Please look at my bin", "find_service")
        (row,) = lasting(talk)
        assert (talk.slots["left_message"], talk.slots["left_draft"]) == (str(row.id), None)

    async def test_it_is_gone_when_they_stop(self, talk):
        await self.asked(talk)
        await talk.say("cancel", "cancel")
        assert lasting(talk) == []

    async def test_why_we_ask_is_answered_whatever_it_was_taken_for(self, talk):
        talk.slots["requested_slot"] = "left_message"
        text = "why do you ask me how long I think it should take"
        answer = await talk.fill(text, "state_expectation", confidence=0.52)
        assert answer.events == []
        talk.active_loop = "contact_form"
        answer = await talk.say(text, "state_expectation", confidence=0.52)
        assert "what people expect" in answer.text


class TestAContact:
    async def test_a_street_reaches_nobody(self, talk):
        talk.slots["requested_slot"] = "left_contact"
        span = [{"start": 8, "end": 22, "kind": "address"}]
        text = "outside 5 Station Road I think"
        await talk.fill(text, "ask_contact", personal_data=span)
        assert talk.slots["left_contact"] is None
        first = await talk.action("action_ask_left_contact")
        assert "could not see a phone number" in first.text
        await talk.fill("by the church", "nlu_fallback")
        second = await talk.action("action_ask_left_contact")
        assert "nobody can answer you" in second.text
        assert lasting(talk) == []

    @pytest.mark.parametrize(
        "text", ["my phone is 07700 900123 call me", "07700 900123", "my email is me@home.example"]
    )
    async def test_a_contact_given_first_is_kept_and_the_message_asked_for(self, talk, text):
        talk.slots["requested_slot"] = "left_message"
        await talk.fill(text, "leave_message")
        assert talk.slots["left_contact"]
        assert talk.slots["left_message"] is None
        asked = await talk.action("action_ask_left_message")
        assert "I have noted how to reach you. What should I pass on" in asked.text
