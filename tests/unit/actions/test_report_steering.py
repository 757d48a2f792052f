"""Finding one's way through a report: places, refusals, options and orders are heard where they are said."""

import datetime as dt
import uuid

import pytest
from sqlalchemy.orm import Session

from bot.feedback.requests import move_on
from bot.feedback.tables import ServiceRequest
from bot.privacy.contacts import read_contact
from bot.privacy.tables import KeptContact
from bot.text.report_reference import references_in
from tests.support.reporting import Reporter
from tests.unit.actions.conftest import TUESDAY_MORNING, lasting

HOME = "12 Larkspur Lane"
STREET = "Station Road, opposite the school"


@pytest.fixture
def reporter(talk):
    return Reporter(talk)


async def begin(reporter, service="missed-bin", text="something is wrong here"):
    return await reporter.begin(text, services={service: 0.95})


async def at_detail(reporter, service="missed-bin"):
    await begin(reporter, service)
    return await reporter.type(
        HOME if service == "missed-bin" else STREET,
        personal_data=_spans(HOME, "address") if service == "missed-bin" else [],
    )


async def at_contact(reporter, option="Recycling", service="missed-bin"):
    await at_detail(reporter, service)
    return await reporter.press(option)


async def at_check(reporter, option="Recycling", service="missed-bin"):
    await at_contact(reporter, option, service)
    return await reporter.press("No thanks")


async def sent(reporter, option="Recycling", service="missed-bin"):
    await at_check(reporter, option, service)
    answer = await reporter.press("Send it")
    return next(references_in(answer.text)).code


async def kept(talk, a_house, slot):
    return await a_house.database.read(read_contact, a_house.secret, _id(talk.slots[slot]))


def _id(reference):
    return uuid.UUID(reference)


def _spans(text, kind):
    return [{"start": 0, "end": len(text), "kind": kind}]


class TestPlaces:
    @pytest.mark.parametrize(
        "text",
        ["you forgot my bin again, for the 3rd time", "not collected for 2 weeks", "same as ever"],
    )
    async def test_a_complaint_is_no_home(self, reporter, talk, text):
        await begin(reporter)
        answer = await reporter.type(text, "report_problem")
        assert "I need the home where the bin stands" in answer.text
        assert talk.slots["report_place"] is None

    async def test_nor_is_it_when_it_is_said_twice(self, reporter, talk):
        await begin(reporter)
        await reporter.type("you forgot my bin again", "report_problem")
        await reporter.type("my bin was forgotten", "report_problem")
        assert talk.slots["report_place"] is None

    @pytest.mark.parametrize(
        "text", ["number 9, the bungalow", "14b larkspur lane", "Rose Cottage"]
    )
    async def test_a_number_or_the_name_of_a_house_is(self, reporter, talk, text):
        await begin(reporter)
        await reporter.type(text)
        assert talk.slots["report_place"]

    async def test_that_it_is_not_done_is_no_place(self, reporter, talk):
        await begin(reporter, "pothole")
        await reporter.type("it's still not done")
        assert talk.slots["report_place"] is None

    async def test_a_tale_without_a_place_is_asked_again_once(self, reporter, talk):
        await begin(reporter, "pothole")
        answer = await reporter.type("they came and then they left it like that", "other_one")
        assert "I need a spot that a crew can find" in answer.text
        await reporter.type("they came and then they left it like that", "other_one")
        assert talk.slots["report_place"]

    @pytest.mark.parametrize(
        ("text", "intent"), [("I don't know", "help"), ("sorry what do you mean", "repeat")]
    )
    async def test_who_does_not_know_the_place_is_helped(self, reporter, text, intent):
        await begin(reporter, "pothole")
        assert "I need a spot that a crew can find" in (await reporter.type(text, intent)).text

    async def test_what_is_told_of_the_problem_where_the_place_was_asked_for_is_not_lost(
        self, reporter, talk
    ):
        await begin(reporter)
        answer = await reporter.type("the cardboard one was left", "report_problem")
        assert talk.slots["report_detail"] == "recycling"
        assert "I need the home" in answer.text
        assert len(talk.slots["report_words"]) == 2

    async def test_an_address_where_the_bin_was_asked_for_is_the_place(
        self, reporter, talk, a_house
    ):
        await begin(reporter)
        await reporter.type("Larkspur Lane")
        await reporter.type("Larkspur Lane, the end")
        answer = await reporter.type(HOME, "ask_contact", personal_data=_spans(HOME, "address"))
        assert "noted that as the place" in answer.text
        assert "Which bin was missed?" in answer.text
        assert await kept(talk, a_house, "report_place") == HOME
        assert talk.slots["report_detail"] is None
        assert len(talk.rows(KeptContact)) == 3

    async def test_an_address_is_no_kind_of_graffiti(self, reporter, talk):
        await begin(reporter, "graffiti")
        await reporter.type("by the shop")
        spans = _spans("7 Market Street", "address")
        await reporter.type("7 Market Street, the door", "find_service", personal_data=spans)
        assert talk.slots["report_detail"] is None

    async def test_an_address_with_an_option_fills_both(self, reporter, talk, a_house):
        await begin(reporter, "graffiti")
        await reporter.type("it is on a shutter")
        spans = _spans("7 Market Street", "address")
        await reporter.type("7 Market Street, a tag", personal_data=spans)
        assert talk.slots["report_detail"] == "tag"

    @pytest.mark.parametrize("text", ["stop AM4471", "stop 7", "am4471"])
    async def test_the_code_of_a_stop_is_a_place_and_no_order_to_stop(self, reporter, talk, text):
        await begin(reporter, "bus-stop-fault")
        answer = await reporter.type(text, "cancel")
        assert "What is wrong at the stop?" in answer.text
        assert talk.slots["report_place"]

    @pytest.mark.parametrize("text", ["stop", "cancel stop 7", "never mind"])
    async def test_an_order_to_stop_stays_one(self, reporter, text):
        await begin(reporter, "bus-stop-fault")
        assert (await reporter.type(text, "cancel")).events == []


class TestOptions:
    @pytest.mark.parametrize(
        ("service", "text", "key"),
        [
            ("missed-bin", "the brown one", "garden"),
            ("missed-bin", "blue", "recycling"),
            ("fly-tipping", "a freezer and two sofas", "electrical"),
            ("fly-tipping", "old tyres and a carpet", "building"),
            ("pothole", "deep", "deep"),
        ],
    )
    async def test_a_word_of_an_option_is_enough(self, reporter, talk, service, text, key):
        await at_detail(reporter, service)
        await reporter.type(text, "other_one")
        assert talk.slots["report_detail"] == key

    @pytest.mark.parametrize(
        ("text", "intent"), [("thanks, bye", "goodbye"), ("goodbye then", "goodbye")]
    )
    async def test_a_goodbye_is_no_bin_and_nothing_is_sent(self, reporter, talk, text, intent):
        await at_detail(reporter)
        answer = await reporter.type(text, intent)
        assert "is not sent yet" in answer.text
        assert "Which bin was missed?" in answer.text
        assert talk.slots["report_detail"] is None

    async def test_what_is_hardly_an_answer_is_asked_again_once(self, reporter, talk):
        await at_detail(reporter)
        answer = await reporter.type("hello there my friend", "greet")
        assert "I am not sure what you mean. Which bin" in answer.text
        await reporter.type("hello there my friend", "greet")
        assert talk.slots["report_detail"] == "other"


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("no I don't want to leave a number", "leave_message"),
            ("no, I do not wish to give my phone number", "refuse_consent"),
            ("no number", "ask_contact"),
            ("I'd rather not", "deny"),
            ("I would prefer not to", "decline_ask"),
            ("no thank you, that's fine", "deny"),
            ("skip", "find_service"),
        ],
    )
    async def test_nobody_has_to_leave_a_number(self, reporter, talk, text, intent):
        await at_contact(reporter)
        answer = await reporter.type(text, intent)
        assert "you did not leave a number" in answer.text

    @pytest.mark.parametrize("intent", ["deny", "nlu_fallback"])
    async def test_a_correction_is_heard_before_a_refusal(self, reporter, talk, intent):
        await at_contact(reporter, "It goes on and off", "street-light")
        answer = await reporter.type("no wait, it's completely out", intent)
        assert "changed what is wrong" in answer.text
        assert talk.slots["report_detail"] == "out"
        assert talk.slots["report_contact"] is None

    @pytest.mark.parametrize("intent", ["deny", "nlu_fallback"])
    async def test_a_no_with_something_else_is_no_refusal(self, reporter, talk, intent):
        await at_contact(reporter)
        await reporter.type("no wait, my daughter's phone is charging", intent)
        assert talk.slots["report_contact"] is None

    @pytest.mark.parametrize(
        ("text", "intent"),
        [("skip", "decline_ask"), ("no", "deny"), ("rather not", "deny"), ("skip this", "cancel")],
    )
    async def test_what_is_needed_is_explained_with_the_way_out(self, reporter, talk, text, intent):
        await begin(reporter)
        answer = await reporter.type(text, intent)
        assert "needs the place" in answer.text
        assert "say “cancel”" in answer.text
        assert "Which address was missed?" in answer.text
        await reporter.type(HOME, personal_data=_spans(HOME, "address"))
        assert "needs to know what is wrong" in (await reporter.type(text, intent)).text

    async def test_who_asks_for_a_person_is_answered_and_keeps_the_report(self, reporter, talk):
        await at_detail(reporter)
        before = dict(talk.slots)
        answer = await talk.say("can I talk to somebody", "ask_for_person")
        assert "01632" in answer.text
        assert "Your report is still here" in answer.text
        assert answer.titles == []
        assert {name: talk.slots[name] for name in before if name.startswith("report_")} == {
            name: value for name, value in before.items() if name.startswith("report_")
        }
        assert talk.rows(KeptContact)

    async def test_a_message_in_its_place_ends_it_and_says_so(self, reporter, talk):
        await at_detail(reporter)
        talk.last = await talk.say("I want to leave a message", "ask_for_person")
        answer = await talk.action("action_stop_report_for_message")
        assert "I have stopped your report. Nothing was sent." in answer.text
        assert "Leave a message" in answer.titles
        assert lasting(talk) == []

    async def test_danger_ends_it_and_says_so_last(self, reporter, talk):
        await at_detail(reporter)
        answer = await talk.say("something", "crisis")
        assert answer.messages[-1]["text"] == "I have stopped your report. Nothing was sent."


class TestNothingEndsItUnheard:
    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("well I never did", "cancel"),
            ("and the library card", "start_again"),
            ("so what number is it", "leave_message"),
        ],
    )
    async def test_what_sounds_like_the_end_and_is_not_keeps_the_report(
        self, reporter, text, intent
    ):
        await at_check(reporter)
        answer = await reporter.type(text, intent)
        assert "Your report is still here" in answer.text
        assert "Shall I send it?" in answer.text

    async def test_a_question_that_sounds_like_the_end_is_met_as_a_question(self, reporter):
        await at_check(reporter)
        answer = await reporter.type("what if they come back", "cancel")
        assert "I cannot answer that here" in answer.text
        assert "Shall I send it?" in answer.text

    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("forget it", "cancel"),
            ("can we stop this?", "cancel"),
            ("start over", "start_again"),
            ("can I leave a message?", "leave_message"),
        ],
    )
    async def test_who_wants_to_end_it_can(self, reporter, text, intent):
        await at_check(reporter)
        assert (await reporter.type(text, intent)).events == []


class TestOrders:
    @pytest.mark.parametrize("text", ["change it", "Change it.", "CHANGE IT"])
    async def test_the_title_of_a_button_is_the_button(self, reporter, text):
        await at_check(reporter)
        answer = await reporter.type(text, "cancel")
        assert "What do you want to change?" in answer.text
        assert "Which bin was missed?" in (await reporter.type("what is wrong", "help")).text

    @pytest.mark.parametrize(
        ("text", "intent"), [("send it", "nlu_fallback"), ("yes send", "affirm")]
    )
    async def test_it_is_sent_by_words(self, reporter, text, intent):
        await at_check(reporter)
        assert "Your reference is" in (await reporter.type(text, intent)).text

    async def test_back_goes_one_question_back(self, reporter, talk):
        await begin(reporter)
        assert "This is the first question" in (await reporter.type("back", "cancel")).text
        await reporter.type(HOME, personal_data=_spans(HOME, "address"))
        await reporter.press("Recycling")
        assert "Which bin was missed?" in (await reporter.type("back", "state_about_me")).text
        assert "Which address was missed?" in (await reporter.type("go back please", "cancel")).text
        assert talk.slots["report_place"] is None

    async def test_report_it_is_no_question_where_it_stands(self, reporter):
        await at_contact(reporter)
        answer = await reporter.type("yes report it", "ask_status")
        assert "we are reporting it now" in answer.text
        assert "How can Ambershire Council reach you" in answer.text

    async def test_unknown_words_at_the_end_are_no_wish_to_change_it(self, reporter, talk):
        await at_check(reporter)
        assert (await reporter.type("and can I have an allotment", "find_service")).events == []
        talk.events.append({"event": "action_execution_rejected", "name": "report_form"})
        answer = await talk.action("action_ask_report_sent")
        assert "Now back to your report. Please check this." in answer.text

    @pytest.mark.parametrize(
        "text", ["no that is not correct", "don't send it yet", "something is wrong"]
    )
    async def test_what_is_not_right_is_asked_for(self, reporter, talk, text):
        await at_check(reporter)
        assert "What do you want to change?" in (await reporter.type(text)).text
        assert talk.rows(ServiceRequest) == []


class TestQuestions:
    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("what if it lies on private land?", "find_service"),
            ("do you fine people for it", "nlu_fallback"),
            ("will the neighbours know it was me?", "report_problem"),
        ],
    )
    async def test_what_cannot_be_answered_is_said_honestly(self, reporter, talk, text, intent):
        await at_contact(reporter)
        assert (await reporter.type(text, intent)).events == []
        answer = await talk.say(text, intent, services={"allotment": 0.99})
        assert "I cannot answer that here. You can ask Ambershire Council on" in answer.text
        assert talk.slots["report_contact"] is None

    @pytest.mark.parametrize("intent", ["out_of_scope", "ask_duration", "nlu_fallback"])
    async def test_when_it_is_done_is_answered(self, reporter, talk, intent):
        await at_contact(reporter)
        assert (await reporter.type("when will you come", intent)).events == []
        answer = await talk.say("when will you come", intent)
        assert "1,571 of 1,689" in answer.text

    async def test_help_is_about_the_report(self, reporter, talk):
        await at_detail(reporter)
        assert (await reporter.type("help", "help")).events == []
        answer = await talk.say("help", "help")
        assert "We are making a report" in answer.text
        assert "library" not in answer.text

    @pytest.mark.parametrize(
        ("text", "intent"),
        [("has it gone off?", "ask_status"), ("what is my reference?", "ask_documents")],
    )
    async def test_nothing_is_sent_yet(self, reporter, talk, text, intent):
        await at_contact(reporter)
        assert (await reporter.type(text, intent)).events == []
        assert "is not sent yet" in (await talk.say(text, intent)).text

    async def test_where_something_else_stands_is_another_question(self, reporter, talk):
        await at_contact(reporter)
        answer = await talk.say(
            "what about my blue badge?", "ask_status", services={"blue-badge": 0.97}
        )
        assert answer.service == "blue-badge"


class TestWhatIsShown:
    @pytest.mark.parametrize(
        ("place", "shown"),
        [
            ("12 Larkspur Lane, AM3 4QT", "(a number, a street and a postcode)"),
            ("Larkspur Lane opposite the school", "(a street and something close by)"),
            ("corner of Mill Road and Station Road", "(where streets meet)"),
            ("down our road", "(a street whose name I could not see)"),
            ("Tesco", "(in your own words)"),
        ],
    )
    async def test_the_kind_of_place_is_shown_and_never_the_place(self, reporter, place, shown):
        await begin(reporter, "pothole")
        await reporter.type(place)
        await reporter.press("A pothole")
        answer = await reporter.press("No thanks")
        assert f"the place you told me {shown}" in answer.text
        assert "Larkspur" not in answer.text

    async def test_the_code_of_a_stop_is_public(self, reporter):
        await begin(reporter, "bus-stop-fault")
        await reporter.type("the code is am4471")
        await reporter.press("Something else")
        assert "stop AM4471" in (await reporter.press("No thanks")).text

    @pytest.mark.parametrize(
        ("contact", "shown"),
        [
            ("07700 900123", "a mobile number with 11 figures"),
            ("01632 960123", "a phone number with 11 figures"),
            ("pat@example.org", "an email address"),
        ],
    )
    async def test_so_is_the_kind_of_contact(self, reporter, contact, shown):
        await at_contact(reporter)
        answer = await reporter.type(contact)
        assert shown in answer.text
        assert contact not in answer.text


class TestAfterwards:
    async def test_an_address_put_right_leads_to_who_can_change_it(self, reporter, talk):
        code = await sent(reporter)
        spans = [{"start": 7, "end": 18, "kind": "address"}]
        answer = await talk.say(
            "it was 24 Oak Road not 22",
            "report_problem",
            services={"bus-times": 0.9},
            personal_data=spans,
        )
        assert f"give your reference {code}" in answer.text
        assert "Oak" not in answer.text

    async def test_so_does_a_street_right_after_it_was_sent(self, reporter, talk):
        code = await sent(reporter, "A pothole", "pothole")
        assert f"reference {code}" in (await talk.say("I meant Hill Road", "other_one")).text

    async def test_so_does_a_no_right_after_it_was_sent(self, reporter, talk):
        code = await sent(reporter)
        assert f"reference {code}" in (await talk.say("no that's wrong", "deny")).text

    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("cancel my report {}", "cancel"),
            ("cancel {}", "cancel"),
            ("please withdraw my report {}", "nlu_fallback"),
        ],
    )
    async def test_from_another_conversation_it_says_what_can_be_done(
        self, reporter, talk, start_talk, text, intent
    ):
        code = await sent(reporter)
        answer = await start_talk(conversation_id=uuid.uuid4()).say(text.format(code), intent)
        assert f"Report {code} was sent, and Ambershire Council has it" in answer.text
        assert "01632 960100" in answer.text
        assert "I have stopped" not in answer.text
        assert talk.rows(ServiceRequest)[0].status == "open"

    async def test_in_another_report_that_one_is_said_to_stop_too(self, reporter, talk, start_talk):
        code = await sent(reporter)
        other = Reporter(start_talk(conversation_id=uuid.uuid4()))
        await begin(other)
        answer = await other.talk.say(f"cancel my report {code}", "cancel")
        assert "I have stopped" in answer.text
        assert f"Report {code} was sent" in answer.text

    async def test_where_it_was_made_no_reference_is_needed(self, reporter, talk):
        code = await sent(reporter)
        answer = await talk.say("cancel my report", "cancel")
        assert "I cannot take back a report that was sent" in answer.text
        assert code in answer.text

    async def test_it_cannot_be_taken_back_here_and_the_door_is_shown(self, reporter, talk):
        code = await sent(reporter)
        answer = await talk.say("please can you withdraw that report", "find_service")
        assert f"give your reference {code}" in answer.text
        assert answer.titles == ["Talk to a person", "Forget everything about me"]

    async def test_without_a_report_nothing_is_taken_back(self, talk):
        answer = await talk.say("please can you withdraw that report", "find_service")
        assert "take back a report" not in answer.text

    async def test_who_says_that_it_is_not_done_is_noted(self, reporter, talk, engine):
        code = await sent(reporter)
        _close(engine)
        answer = await talk.say("it was resolved? no it isn't", "other_one")
        assert f"report {code}" in answer.text
        assert "01632 960100" in answer.text
        assert talk.rows(ServiceRequest)[0].citizen_confirmed is False

    async def test_of_one_that_is_open_it_is_told_that_it_is(self, reporter, talk):
        code = await sent(reporter)
        answer = await talk.say("it was resolved? no it isn't", "other_one")
        assert f"Your report {code}" in answer.text
        assert "It is open" in answer.text

    async def test_of_several_the_one_meant_is_noted(self, reporter, talk, engine, clock):
        await sent(reporter)
        clock(TUESDAY_MORNING + dt.timedelta(hours=1))
        second = await sent(reporter)
        _close(engine)
        await talk.say("the second one is still not done", "other_one")
        noted = [each for each in talk.rows(ServiceRequest) if each.citizen_confirmed is False]
        assert [each.service_request_id for each in noted] == [second]

    async def test_danger_told_later_is_answered_with_the_number(self, reporter, talk):
        code = await sent(reporter, "Bags of rubbish", "fly-tipping")
        answer = await talk.say(
            "actually there were also needles", "find_service", services={"vaccination": 0.97}
        )
        assert answer.text.startswith("Are there needles")
        assert "01632 960161" in answer.text
        assert f"To add to your report {code}" in answer.text

    async def test_one_good_half_is_one_with_a_slip(self, talk):
        answer = await talk.say("what happened to K7QA-1232", "ask_status")
        assert "There is a slip in that reference" in answer.text

    @pytest.mark.parametrize("intent", ["out_of_scope", "ask_status", "nlu_fallback"])
    async def test_what_only_looks_like_a_reference_is_found_nowhere(self, talk, intent):
        answer = await talk.say("what about ABCD-1234", intent)
        assert "I cannot find a report with that reference" in answer.text


def _close(engine):
    with Session(engine) as session, session.begin():
        for row in session.query(ServiceRequest):
            move_on(row, TUESDAY_MORNING + dt.timedelta(days=1), outcome="resolved")


async def test_what_is_told_of_the_problem_late_is_added_to_the_report(reporter, talk, a_house):
    await at_contact(reporter)
    answer = await reporter.type("it is as deep as my boot", "state_importance", confidence=0.51)
    assert "added that to your report" in answer.text
    assert "How can" in answer.text
    assert "could not see" not in answer.text
    assert (await kept_words(talk, a_house))[-1] == "it is as deep as my boot"
    await reporter.press("No thanks")
    answer = await reporter.type("and it has been like that since March", "report_problem")
    assert "added that to your report" in answer.text
    assert "Shall I send it?" in answer.text
    assert (await kept_words(talk, a_house))[-1] == "and it has been like that since March"


async def kept_words(talk, a_house):
    ids = map(_id, talk.slots["report_words"])
    return [await a_house.database.read(read_contact, a_house.secret, each) for each in ids]


@pytest.mark.parametrize("text", ["ring me on my mobile", "phone please", "by email or by phone"])
async def test_a_way_without_a_number_is_no_part_of_the_problem(reporter, talk, text):
    await at_contact(reporter)
    before = talk.slots["report_words"]
    answer = await reporter.type(text, "nlu_fallback")
    assert "could not see a phone number" in answer.text
    assert talk.slots["report_words"] == before
