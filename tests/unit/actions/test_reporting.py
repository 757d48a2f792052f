"""Reporting a problem as a form: what is asked, what is kept and where, and what is never said back."""

import datetime as dt
import uuid
from dataclasses import replace
from types import MappingProxyType

import pytest
from sqlalchemy.orm import Session

from bot.catalogue.model import RequestForm
from bot.feedback.requests import move_on
from bot.feedback.tables import Promise, ServiceRequest
from bot.privacy.contacts import read_contact
from bot.privacy.tables import KeptContact
from bot.text.report_reference import new_reference, references_in
from tests.support.reporting import Reporter
from tests.unit.actions.conftest import TUESDAY_MORNING, lasting

BIN = {"missed-bin": 0.95}
HOME = "12 Larkspur Lane"
ADDRESS = [{"start": 0, "end": 16, "kind": "address"}]
PHONE = "07700 900123"


@pytest.fixture
def reporter(talk):
    return Reporter(talk)


@pytest.fixture
def a_light(live_content, monkeypatch):
    """Missed bins are a street light, so that a street says where and something can be dangerous."""
    content = live_content.current
    form = RequestForm.model_validate(
        {
            "service_code": "missed-bin",
            "agency_id": "council",
            "opening": "Thank you for telling us about the light.",
            "place": {"question": "Where is the light?", "help": "Look at the post."},
            "attributes": [
                {
                    "code": "fault",
                    "variable": True,
                    "datatype": "singlevaluelist",
                    "required": True,
                    "order": 1,
                    "description": "What is wrong?",
                    "values": [
                        {"key": "out", "name": "It is out", "words": ["out", "not working"]},
                        {"key": "flickering", "name": "It flickers", "words": ["flicker*"]},
                        {"key": "wires", "name": "Wires", "words": ["wires"], "danger": True},
                        {"key": "other", "name": "Something else"},
                    ],
                }
            ],
            "danger": {
                "number": "01632 960199",
                "text": "Call 01632 960199 now.",
                "words": ["sparks"],
            },
        }
    )
    catalogue = replace(content.catalogue, request_forms=MappingProxyType({"missed-bin": form}))
    monkeypatch.setattr(live_content, "_content", replace(content, catalogue=catalogue))
    return form


async def reported(reporter, place=HOME, contact=None):
    """A whole report; returns what was said last."""
    await reporter.begin("my bin was not emptied", services=BIN)
    await reporter.type(place, personal_data=ADDRESS)
    await reporter.press("Recycling")
    await (reporter.type(contact) if contact else reporter.press("No thanks"))
    return await reporter.press("Send it")


def reference_in(answer):
    return next(references_in(answer.text)).code


async def kept(talk, a_house):
    rows = talk.rows(KeptContact)
    return {
        row.purpose: await a_house.database.read(read_contact, a_house.secret, row.id)
        for row in rows
    }


class TestFromTheFirstWordToTheReference:
    async def test_it_begins_at_once_with_a_kind_word_and_the_question_where(self, reporter):
        answer = await reporter.begin("my bin was not emptied", services=BIN)
        assert answer.text.startswith("I am sorry we missed your bin.")
        assert "Which address was missed?" in answer.text
        assert answer.service == "missed-bin"
        assert answer.titles == ["Cancel"]

    async def test_the_report_is_written_down_with_open311_names(self, reporter, talk):
        answer = await reported(reporter)
        (row,) = talk.rows(ServiceRequest)
        assert row.service_request_id == reference_in(answer)
        assert (row.service_code, row.agency_id, row.status) == ("missed-bin", "council", "open")
        assert row.agency_responsible == "Ambershire Council"
        assert row.attributes == {"bin": "recycling"}
        assert row.requested_datetime == row.updated_datetime == TUESDAY_MORNING
        assert (row.outcome, row.citizen_confirmed) == (None, None)

    async def test_what_is_personal_is_encrypted_and_everything_else_holds_references(
        self, reporter, talk, a_house
    ):
        await reported(reporter, contact=PHONE)
        (row,) = talk.rows(ServiceRequest)
        held = {each.id: each for each in talk.rows(KeptContact)}
        assert {held[each].purpose for each in (row.place_id, row.description_id, row.contact_id)} == {
            "report_place", "report_description", "report_contact",
        }  # fmt: skip
        assert await kept(talk, a_house) == {
            "report_place": HOME,
            "report_description": "my bin was not emptied",
            "report_contact": PHONE,
        }
        assert all(HOME.encode() not in each.ciphertext for each in held.values())
        assert not any(HOME in str(value) for value in talk.slots.values())

    async def test_nothing_personal_comes_back_at_any_time(self, reporter, talk):
        answer = await reported(reporter, contact=PHONE)
        said = [event["text"] for event in talk.events if event["event"] == "bot"]
        assert not any("Larkspur" in text or "900123" in text for text in [*said, answer.text])
        assert any("the place you told me" in text for text in said)

    async def test_what_was_sent_is_kept_as_long_as_the_policy_says_and_the_slots_are_empty(
        self, reporter, talk, catalogue
    ):
        await reported(reporter)
        end = catalogue.policy.request_expires_after.after(TUESDAY_MORNING)
        assert {row.expires_at for row in talk.rows(KeptContact)} == {end}
        assert not any(value for name, value in talk.slots.items() if name.startswith("report_"))

    async def test_the_day_is_from_what_was_achieved_and_the_ledger_has_the_evidence(
        self, reporter, talk
    ):
        answer = await reported(reporter)
        assert "1,571 of 1,689" in answer.text
        assert "by Thursday 26 November 2026. I cannot promise that." in answer.text
        (row,) = talk.rows(ServiceRequest)
        assert row.expected_datetime == dt.datetime(2026, 11, 26, 23, 59, 59, tzinfo=dt.UTC)
        (promise,) = talk.rows(Promise)
        assert promise.text in answer.text
        assert "Thursday 26 November" in promise.text
        assert (promise.basis_n, promise.standard_id) == (1689, "missed-bin-return")

    async def test_a_weekend_and_a_holiday_are_no_working_days(self, reporter, talk, clock):
        clock(dt.datetime(2026, 12, 24, 15, tzinfo=dt.UTC))
        assert "by Wednesday 30 December 2026" in (await reported(reporter)).text

    async def test_without_a_standard_no_day_is_named(
        self, reporter, talk, live_content, monkeypatch
    ):
        content = live_content.current
        catalogue = replace(content.catalogue, standards=MappingProxyType({}))
        monkeypatch.setattr(live_content, "_content", replace(content, catalogue=catalogue))
        answer = await reported(reporter)
        assert "no published standard" in answer.text
        assert "it will be done by" not in answer.text
        assert talk.rows(ServiceRequest)[0].expected_datetime is None

    async def test_before_it_is_sent_it_is_shown(self, reporter):
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type(HOME, personal_data=ADDRESS)
        await reporter.press("Food waste")
        answer = await reporter.type(PHONE)
        assert "Report a missed bin collection" in answer.text
        assert "Which bin was missed? Food waste" in answer.text
        assert "the number or address you gave" in answer.text
        assert answer.titles == ["Send it", "Change it", "Cancel"]

    async def test_no_question_of_the_survey_comes_between_or_at_once(self, reporter, talk):
        await reported(reporter)
        assert "ask" not in talk.last.kinds


class TestAFormThatIsWithdrawn:
    @pytest.fixture
    async def withdrawn(self, reporter, live_content, monkeypatch):
        """An edit takes the form out of the content while somebody fills it in."""
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type(HOME, personal_data=ADDRESS)
        content = live_content.current
        catalogue = replace(content.catalogue, request_forms=MappingProxyType({}))
        monkeypatch.setattr(live_content, "_content", replace(content, catalogue=catalogue))
        return content

    @pytest.mark.usefixtures("withdrawn")
    @pytest.mark.parametrize("intent", ["nlu_fallback", "greet", "ask_cost", "report_problem"])
    async def test_it_ends_says_so_once_and_keeps_nothing(self, reporter, talk, intent):
        answer = await reporter.type("the food caddy", intent)
        assert "can no longer be reported here" in answer.text
        assert "01632 960" in answer.text
        assert talk.active_loop is None
        assert (lasting(talk), talk.rows(ServiceRequest)) == ([], [])
        assert talk.slots["report_about"] is None
        assert "no longer" not in (await talk.say("hello", "greet")).text

    @pytest.mark.usefixtures("withdrawn")
    async def test_a_button_of_it_ends_it_too(self, reporter):
        assert "can no longer be reported here" in (await reporter.press("Food waste")).text

    async def test_something_else_can_be_reported_afterwards(
        self, reporter, withdrawn, live_content, monkeypatch
    ):
        await reporter.type("the food caddy")
        monkeypatch.setattr(live_content, "_content", withdrawn)
        assert "Which address" in (await reporter.begin("my bin was missed", services=BIN)).text


class TestHowItBegins:
    @pytest.mark.parametrize("intent", ["find_service", "report_problem"])
    async def test_the_wish_to_report_is_enough(self, reporter, intent):
        answer = await reporter.begin("I want to report a missed bin", intent, services=BIN)
        assert "Which address" in answer.text

    async def test_who_only_names_the_service_is_answered_and_offered_it(self, reporter, talk):
        answer = await talk.say("missed bin", "find_service", services=BIN)
        assert not reporter.takes_over(answer)
        assert answer.titles[0] == "Report it here"
        assert "Which address" in (await reporter.begin_by_button("Report it here")).text

    async def test_a_question_how_to_report_is_answered(self, reporter, talk):
        answer = await talk.say("how do I report a bin", "ask_how_to_apply", services=BIN)
        assert not reporter.takes_over(answer)
        assert "Report it here" in answer.titles

    async def test_of_two_that_are_close_the_one_that_can_be_reported_is_meant(self, reporter):
        both = {"lost-property": 0.9, "missed-bin": 0.85}
        answer = await reporter.begin("it was left behind", services=both)
        assert "Which address" in answer.text

    async def test_what_cannot_be_reported_here_is_answered_with_how_to_do_it(self, reporter, talk):
        answer = await talk.say(
            "my pass is broken", "report_problem", services={"older-bus-pass": 0.9}
        )
        assert not reporter.takes_over(answer)
        assert answer.service == "older-bus-pass"
        assert "Report it here" not in answer.titles

    async def test_a_place_said_at_once_is_not_asked_for_again(self, reporter, talk, a_house):
        text = "you missed 12 Larkspur Lane today, the food caddy"
        spans = [{"start": 11, "end": 27, "kind": "address"}]
        answer = await reporter.begin(text, services=BIN, personal_data=spans)
        assert "You have told me where it is and what is wrong" in answer.text
        assert "How can Ambershire Council reach you" in answer.text
        assert (await kept(talk, a_house))["report_place"] == text
        assert "Larkspur" not in answer.text

    async def test_a_street_is_no_home(self, reporter):
        answer = await reporter.begin("our bins in Larkspur Lane were missed", services=BIN)
        assert "Which address was missed?" in answer.text

    async def test_a_street_says_where_a_light_is(self, reporter, a_light):
        answer = await reporter.begin("the light on Larkspur Lane is out", services=BIN)
        assert "How can Ambershire Council reach you" in answer.text
        assert answer.text.count("Larkspur") == 0

    async def test_a_road_without_a_name_is_no_place(self, reporter, a_light):
        answer = await reporter.begin("the light in our road is out", services=BIN)
        assert "Where is the light?" in answer.text
        assert "You have told me what is wrong" in answer.text


class TestAnswers:
    async def test_free_words_that_name_nothing_on_the_list_are_something_else(
        self, reporter, talk, a_house
    ):
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type(HOME, personal_data=ADDRESS)
        await reporter.type("the big one with the dent in its side")
        await reporter.press("No thanks")
        await reporter.press("Send it")
        assert talk.rows(ServiceRequest)[0].attributes == {"bin": "other"}
        assert (await kept(talk, a_house))["report_description"] == (
            "my bin was not emptied\nthe big one with the dent in its side"
        )
        assert len(lasting(talk)) == 2

    async def test_free_words_can_name_what_is_on_the_list(self, reporter, talk):
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type(HOME, personal_data=ADDRESS)
        await reporter.type("the cardboard one")
        assert talk.slots["report_detail"] == "recycling"

    async def test_a_street_for_a_home_is_asked_for_once_more_and_then_taken(self, reporter, talk):
        await reporter.begin("my bin was not emptied", services=BIN)
        answer = await reporter.type("Larkspur Lane")
        assert "A house number with a street will do" in answer.text
        await reporter.type("Larkspur Lane, the last cottage")
        assert talk.slots["report_place"]

    async def test_who_does_not_know_the_place_is_helped(self, reporter, talk):
        await reporter.begin("my bin was not emptied", services=BIN)
        answer = await reporter.type("not sure what you mean", "report_problem")
        assert "I need the home where the bin stands" in answer.text
        assert talk.slots["report_place"] is None

    @pytest.mark.parametrize("text", ["no thanks", "nope", "I'd rather not say"])
    @pytest.mark.parametrize("intent", ["deny", "decline_ask", "thank", "nlu_fallback"])
    async def test_nobody_has_to_be_reached(self, reporter, talk, text, intent):
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type(HOME, personal_data=ADDRESS)
        await reporter.press("Recycling")
        answer = await reporter.type(text, intent)
        assert "you did not leave a number" in answer.text

    async def test_words_without_a_number_are_asked_for_again(self, reporter, talk):
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type(HOME, personal_data=ADDRESS)
        await reporter.press("Recycling")
        answer = await reporter.type("just ring me at home")
        assert "could not see a phone number" in answer.text
        assert talk.slots["report_contact"] is None

    @pytest.mark.parametrize("text", ["yes", "yes please", "send it", "ok go ahead"])
    async def test_it_is_sent_in_words_too(self, reporter, talk, text):
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type(HOME, personal_data=ADDRESS)
        await reporter.press("Recycling")
        await reporter.press("No thanks")
        answer = await reporter.type(text, "affirm" if "yes" in text else "nlu_fallback")
        assert "Your reference is" in answer.text

    async def test_a_mere_ok_is_no_place(self, reporter, talk):
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type("ok", "affirm")
        assert talk.slots["report_place"] is None


class TestDanger:
    async def test_whom_to_call_is_said_before_anything_is_asked(self, reporter, a_light):
        answer = await reporter.begin("the light is out", services=BIN)
        assert answer.text.index("01632 960199") < answer.text.index("Where is the light?")

    @pytest.mark.parametrize("text", ["the light gives off sparks", "there are wires showing"])
    async def test_who_tells_of_danger_hears_it_first_of_all(self, reporter, a_light, text):
        answer = await reporter.begin(text, services=BIN)
        assert answer.text.startswith("Call 01632 960199 now.")

    async def test_a_dangerous_choice_is_answered_with_the_number(self, reporter, a_light):
        await reporter.begin("the light is broken", services=BIN)
        await reporter.type("Larkspur Lane")
        assert "01632 960199" in (await reporter.press("Wires")).text

    async def test_danger_told_with_the_place_is_heard(self, reporter, a_light):
        await reporter.begin("the light is broken", services=BIN)
        assert "01632 960199" in (await reporter.type("Larkspur Lane, sparks everywhere")).text


class TestCorrections:
    async def so_far(self, reporter):
        await reporter.begin("the light is out", services=BIN)
        await reporter.type("Larkspur Lane")

    async def test_the_place_is_put_right_and_the_wrong_one_soon_deleted(
        self, reporter, talk, a_light, a_house
    ):
        await self.so_far(reporter)
        answer = await reporter.type("no, the light is on Mill Street", "deny")
        assert "I have changed the place" in answer.text
        assert "How can Ambershire Council reach you" in answer.text
        assert (await kept(talk, a_house))["report_place"] == "no, the light is on Mill Street"
        assert "Mill Street" not in answer.text
        assert [row.purpose for row in lasting(talk)].count("report_place") == 1

    async def test_at_the_end_a_place_a_fault_and_a_number_need_no_no(
        self, reporter, talk, a_light
    ):
        await self.so_far(reporter)
        await reporter.type(PHONE)
        assert "changed the place" in (await reporter.type("it is on Mill Street")).text
        assert "changed what is wrong" in (await reporter.type("it flickers")).text
        answer = await reporter.type("call 07700 900456")
        assert "changed how to reach you" in answer.text
        assert "What is wrong? It flickers" in answer.text
        assert len([r for r in lasting(talk) if r.purpose == "report_contact"]) == 1

    @pytest.mark.parametrize(
        ("title", "asked"),
        [
            ("Where it is", "Where is the light?"),
            ("What is wrong", "What is wrong?"),
            ("How to reach me", "reach you"),
        ],
    )
    async def test_change_it_asks_which_part_and_then_for_it(self, reporter, a_light, title, asked):
        await self.so_far(reporter)
        await reporter.press("No thanks")
        answer = await reporter.press("Change it")
        assert answer.titles == ["Where it is", "What is wrong", "How to reach me", "Cancel"]
        assert asked in (await reporter.press(title)).text

    async def test_a_no_at_the_end_asks_what_to_change(self, reporter, talk, a_light):
        await self.so_far(reporter)
        await reporter.press("No thanks")
        answer = await reporter.type("no", "deny")
        assert "What do you want to change?" in answer.text
        assert talk.rows(ServiceRequest) == []

    async def test_the_part_can_be_said(self, reporter, talk, a_light):
        await self.so_far(reporter)
        await reporter.press("No thanks")
        assert "Where is the light?" in (await reporter.type("the address is wrong")).text


class TestDigressions:
    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("how much is it?", "ask_cost"),
            ("how long will that take?", "ask_duration"),
            ("cancel", "cancel"),
            ("start again", "start_again"),
            ("why do you ask", "ask_why"),
            ("can I talk to a person?", "ask_for_person"),
            ("he is hitting me and I have nowhere to go", "crisis"),
            ("what happened to K7Q2-M4XC", "ask_status"),
        ],
    )
    async def test_something_else_is_left_to_the_rules(self, reporter, talk, text, intent):
        await reporter.begin("my bin was not emptied", services=BIN)
        before = len(talk.rows(KeptContact))
        assert (await reporter.type(text, intent)).events == []
        assert len(talk.rows(KeptContact)) == before

    async def test_then_the_form_asks_again_where_it_stood(self, reporter, talk):
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type("how much is it?", "ask_cost")
        talk.events.append({"event": "action_execution_rejected", "name": "report_form"})
        assert (await talk.action("validate_report_form")).events == []
        asked = await talk.action("action_ask_report_place")
        assert "Now back to your report. Which address" in asked.text

    @pytest.mark.parametrize("intent", ["crisis", "cancel", "start_again"])
    async def test_what_ends_the_form_soon_deletes_what_was_kept_for_it(
        self, reporter, talk, intent
    ):
        await reporter.begin("my bin was not emptied", services=BIN)
        await reporter.type(HOME, personal_data=ADDRESS)
        assert talk.rows(KeptContact)
        await talk.say("something", intent)
        assert lasting(talk) == []
        assert not any(value for name, value in talk.slots.items() if name.startswith("report_"))

    async def test_another_problem_waits_until_this_one_is_told(self, reporter, talk):
        await reporter.begin("my bin was not emptied", services=BIN)
        answer = await talk.say("and my other bin", "report_problem", services=BIN)
        assert not reporter.takes_over(answer)
        assert "finish this report first" in answer.text

    async def test_why_it_asks_is_said(self, reporter, talk):
        await reporter.begin("my bin was not emptied", services=BIN)
        answer = await talk.say("why do you need that", "ask_why")
        assert "find the problem and put it right" in answer.text

    async def test_while_a_message_for_staff_is_taken_no_report_begins(self, reporter, talk):
        talk.active_loop = "contact_form"
        answer = await talk.say("my bin was missed", "report_problem", services=BIN)
        assert not reporter.takes_over(answer)

    async def test_a_button_of_a_report_that_is_over_says_so(self, reporter, talk):
        await reporter.begin("my bin was not emptied", services=BIN)
        asked = await reporter.type(HOME, personal_data=ADDRESS)
        payload = asked.button("Recycling")
        await talk.say("cancel", "cancel")
        talk.active_loop = None
        answer = await talk.press_payload("Recycling", payload)
        assert "nothing more was sent" in answer.text

    async def test_a_form_that_is_withdrawn_meanwhile_ends_kindly(
        self, reporter, talk, live_content, monkeypatch
    ):
        await reporter.begin("my bin was not emptied", services=BIN)
        content = live_content.current
        catalogue = replace(content.catalogue, request_forms=MappingProxyType({}))
        monkeypatch.setattr(live_content, "_content", replace(content, catalogue=catalogue))
        heard = await talk.fill(HOME, "nlu_fallback", form="report_form")
        assert [(each["name"], each["value"]) for each in heard.events] == [
            ("requested_slot", None),
            ("report_sent", None),
        ]
        assert "Nothing was sent" in (await talk.action("action_report_sent")).text
        assert lasting(talk) == []


class TestWhatBecameOfIt:
    async def asked(self, start_talk, text, intent="ask_status"):
        return await start_talk(conversation_id=uuid.uuid4()).say(text, intent)

    @pytest.mark.parametrize(
        "written",
        [
            "what happened to my report {}?",
            "what happened to {}",
            "{}",
        ],
    )
    @pytest.mark.parametrize(
        "intent", ["ask_status", "nlu_fallback", "find_service", "out_of_scope"]
    )
    async def test_it_is_found_from_another_conversation(
        self, reporter, start_talk, written, intent
    ):
        code = reference_in(await reported(reporter, contact=PHONE))
        answer = await self.asked(start_talk, written.format(code), intent)
        assert f"Your report {code} is about “Report a missed bin collection”" in answer.text
        assert "24 November 2026" in answer.text
        assert "It is open" in answer.text
        assert "26 November 2026" in answer.text
        assert "Larkspur" not in answer.text
        assert "900123" not in answer.text
        assert answer.service == "missed-bin"

    @pytest.mark.parametrize(
        "change",
        [
            str.lower,
            lambda code: code.replace("-", " "),
            lambda code: code.replace("-", ""),
            lambda code: code.replace("0", "O").replace("1", "I"),
        ],
    )
    async def test_however_it_is_written(self, reporter, start_talk, change):
        code = reference_in(await reported(reporter))
        answer = await self.asked(start_talk, f"any news on {change(code)}")
        assert f"Your report {code}" in answer.text

    async def test_without_the_reference_in_its_own_conversation(self, reporter, talk):
        code = reference_in(await reported(reporter))
        for text, intent in (
            ("what about my report", "nlu_fallback"),
            ("any news", "ask_status"),
            ("is there an update on the bin", "ask_status"),
        ):
            assert f"Your report {code}" in (await talk.say(text, intent)).text

    async def test_the_newest_is_told_and_the_others_named(self, reporter, talk, clock):
        first = reference_in(await reported(reporter))
        clock(TUESDAY_MORNING + dt.timedelta(hours=1))
        second = reference_in(await reported(reporter))
        answer = await talk.say("what about my report", "ask_status")
        assert f"Your report {second}" in answer.text
        assert f"You also reported {first}" in answer.text

    async def test_the_status_of_something_else_is_answered_as_ever(
        self, reporter, talk, catalogue
    ):
        await reported(reporter)
        answer = await talk.say(
            "where is my blue badge", "ask_status", services={"blue-badge": 0.97}
        )
        assert catalogue.services["blue-badge"].status_description in answer.text

    async def test_nobody_elses_report_is_told_without_its_reference(self, reporter, start_talk):
        code = reference_in(await reported(reporter))
        answer = await self.asked(start_talk, "what about my report")
        assert code not in answer.text
        assert "type its reference: eight letters and numbers" in answer.text

    async def test_a_slip_is_noticed_and_the_next_try_is_understood(self, reporter, start_talk):
        code = reference_in(await reported(reporter))
        wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
        talk = start_talk(conversation_id=uuid.uuid4())
        answer = await talk.say(f"what happened to {wrong}", "ask_status")
        assert "There is a slip in that reference" in answer.text
        assert "01632 960100" in answer.text
        again = await talk.say(f"oh sorry, I think that it should have been {code}", "nlu_fallback")
        assert f"Your report {code}" in again.text

    @pytest.mark.parametrize("wrong", ["QV62-BQWB", "YY2S-MXFZ"])
    async def test_a_slip_that_takes_the_only_figure_of_a_half_is_one(self, start_talk, wrong):
        talk = start_talk(conversation_id=uuid.uuid4())
        asked = await talk.say(f"what happened to {wrong}", "ask_status")
        assert "There is a slip in that reference" in asked.text
        again = await talk.say(wrong.replace("-", " "), "nlu_fallback")
        assert "There is a slip in that reference" in again.text

    async def test_one_that_nobody_has_is_met_kindly(self, start_talk):
        answer = await self.asked(start_talk, f"what happened to {new_reference()}")
        assert "I cannot find a report with that reference" in answer.text
        assert answer.titles == ["Talk to a person"]

    async def test_when_it_is_late_it_says_so(self, reporter, talk, clock):
        await reported(reporter)
        clock(TUESDAY_MORNING + dt.timedelta(days=4))
        answer = await talk.say("any news on my report", "ask_status")
        assert "It is late, and I am sorry." in answer.text
        assert "26 November 2026" in answer.text

    @pytest.mark.parametrize(
        ("outcome", "told"),
        [
            ("resolved", "put right"),
            ("partly", "a part of it"),
            ("not", "could not put it right"),
            ("duplicate", "reported the same thing before"),
            ("redirected", "passed it on"),
        ],
    )
    async def test_what_staff_made_of_it_is_told(self, reporter, talk, engine, outcome, told):
        await reported(reporter)
        _staff_say(engine, outcome, "We came on Wednesday.")
        answer = await talk.say("any news on my report", "ask_status")
        assert told in answer.text
        assert "They wrote: “We came on Wednesday.”" in answer.text
        assert "It is open" not in answer.text


def _staff_say(engine, outcome, notes):
    with Session(engine) as session, session.begin():
        (row,) = session.query(ServiceRequest)
        move_on(row, TUESDAY_MORNING + dt.timedelta(days=1), outcome=outcome, notes=notes)
