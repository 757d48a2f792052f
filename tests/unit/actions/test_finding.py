"""Finding the service that is meant, and answering the question about it."""

import pytest

from bot.feedback.tables import Ask, ExceptionCase, Promise

BLUE_BADGE = {"blue-badge": 0.9}
BUS_PASSES = {"older-bus-pass": 0.8, "disabled-bus-pass": 0.76, "student-travel-card": 0.3}
NAMES = [
    "Apply for an older person's bus pass",
    "Apply for a disabled person's bus pass",
    "None of these",
]


async def test_a_clear_service_is_answered_with_its_source(talk, catalogue):
    answer = await talk.say("how much is a blue badge", "ask_cost", services=BLUE_BADGE)
    service = catalogue.services["blue-badge"]
    assert service.fees_description in answer.text
    assert answer.messages[0]["custom"]["source"] == {
        "agency": "Ambershire Council",
        "agency_id": "council",
        "url": service.url,
        "assured_date": service.assured_date.isoformat(),
        "service_id": "blue-badge",
    }
    assert answer.kinds[0] == "answer"


async def test_a_follow_up_needs_no_name(talk, catalogue):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    answer = await talk.say("how much is that?", "ask_cost")
    assert catalogue.services["blue-badge"].fees_description in answer.text


async def test_a_weak_guess_does_not_take_a_follow_up_away(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    answer = await talk.say("what if I lose it", "ask_cost", services={"lost-property": 0.58})
    assert answer.service == "blue-badge"


async def test_another_service_named_in_a_question_takes_over(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    found = {"council-tax-reduction": 0.55}
    answer = await talk.say("what about council tax reduction", "ask_cost", services=found)
    assert answer.service == "council-tax-reduction"


async def test_a_near_tie_becomes_a_question_with_a_way_out(talk):
    answer = await talk.say("bus pass", "find_service", services=BUS_PASSES)
    assert answer.kinds == ["choice"]
    assert answer.titles == NAMES


async def test_choosing_answers_what_was_asked(talk, catalogue):
    await talk.say("how much is a bus pass", "ask_cost", services=BUS_PASSES)
    answer = await talk.press(NAMES[1])
    assert catalogue.services["disabled-bus-pass"].fees_description in answer.text


async def test_a_choice_button_means_the_same_many_turns_later(talk, catalogue):
    choice = await talk.say("how much is a bus pass", "ask_cost", services=BUS_PASSES)
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    answer = await talk.press_payload(NAMES[0], choice.button(NAMES[0]))
    assert catalogue.services["older-bus-pass"].fees_description in answer.text


@pytest.mark.parametrize(
    ("text", "intent", "service"),
    [
        ("the second one", "other_one", "disabled-bus-pass"),
        ("1", "give_rating", "older-bus-pass"),
        ("the last", "nlu_fallback", "disabled-bus-pass"),
        ("the disabled one, disabled bus pass", "find_service", "disabled-bus-pass"),
    ],
)
async def test_a_choice_can_be_typed(talk, text, intent, service):
    await talk.say("how much is a bus pass", "ask_cost", services=BUS_PASSES)
    assert (await talk.say(text, intent)).service == service


async def test_none_of_these_leads_on_honestly(talk, catalogue):
    await talk.say("bus pass", "find_service", services=BUS_PASSES)
    answer = await talk.press("None of these")
    assert catalogue.agencies["council"].phone in answer.text
    assert "Talk to a person" in answer.titles
    again = await talk.say(
        "for my son at college", "find_service", services={"student-travel-card": 0.8}
    )
    assert again.service == "student-travel-card"


async def test_the_other_one_gets_the_same_question(talk, catalogue):
    await talk.say("how much is a bus pass", "ask_cost", services=BUS_PASSES)
    await talk.press(NAMES[0])
    answer = await talk.say("no, the other one", "other_one")
    assert catalogue.services["disabled-bus-pass"].fees_description in answer.text


async def test_the_other_one_can_be_named(talk, catalogue):
    await talk.say(
        "how much is a parking permit", "ask_cost", services={"resident-parking-permit": 0.9}
    )
    found = {"resident-parking-permit": 0.6, "blue-badge": 0.58}
    answer = await talk.say("no, I meant the blue badge", "other_one", services=found)
    assert catalogue.services["blue-badge"].fees_description in answer.text


async def test_the_other_one_of_nothing_asks_which(talk):
    answer = await talk.say("no, the other one", "other_one")
    assert "Which service" in answer.text or "which service" in answer.text


async def test_a_question_without_a_service_asks_which_and_then_answers_it(talk, catalogue):
    await talk.say("how much is it", "ask_cost")
    answer = await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    assert catalogue.services["blue-badge"].fees_description in answer.text


async def test_nothing_found_says_so_and_where_to_turn(talk, catalogue):
    answer = await talk.say("I need a boat licence", "find_service")
    assert answer.service is None
    assert catalogue.agencies["council"].phone in answer.text


async def test_opening_hours_without_a_service_are_those_of_the_agency(talk, catalogue):
    answer = await talk.say("are you open", "ask_opening_hours")
    assert "Phone line: open now, until 5pm." in answer.text
    assert catalogue.agencies["council"].phone in answer.text


async def test_two_services_in_one_message_are_answered_in_turn(talk):
    found = {"missed-bin": 0.7, "blue-badge": 0.66}
    text = "you had a missed bin here and how do I get a blue badge"
    answer = await talk.say(text, "report_problem", services=found)
    assert answer.service == "missed-bin"
    assert "Apply for or renew a Blue Badge" in answer.text
    assert talk.rows(Ask) == []
    second = await talk.press("Apply for or renew a Blue Badge")
    assert second.service == "blue-badge"


async def test_a_problem_is_answered_with_how_to_report_it(talk, catalogue):
    answer = await talk.say(
        "my pass does not scan", "report_problem", services={"older-bus-pass": 0.9}
    )
    assert catalogue.services["older-bus-pass"].application_process[0] in answer.text


async def test_a_time_that_is_stated_becomes_a_promise_with_its_evidence(talk):
    answer = await talk.say("how long is a blue badge", "ask_duration", services=BLUE_BADGE)
    (promise,) = talk.rows(Promise)
    assert promise.text in answer.text
    assert promise.standard_id == "blue-badge-decision"
    assert promise.basis_n >= promise.basis_met
    assert promise.agency_id == "council"


async def test_a_promise_belongs_to_the_agency_of_the_service(talk):
    await talk.say("housing benefit", "ask_duration", services={"housing-benefit": 0.9})
    (promise,) = talk.rows(Promise)
    assert (promise.agency_id, promise.service_id) == ("revenue", "housing-benefit")


async def test_a_notice_is_given_once_for_a_service(talk, catalogue):
    service = next(each for each in catalogue.offered() if each.alert)
    other = next(each for each in catalogue.offered() if each != service)
    first = await talk.say("something", "find_service", services={service.id: 0.9})
    assert service.alert in first.text
    second = await talk.say("how much is that", "ask_cost")
    assert service.alert not in second.text
    await talk.say("something", "find_service", services={other.id: 0.99})
    again = await talk.say("something", "find_service", services={service.id: 0.99})
    assert service.alert in again.text


class TestStepByStep:
    async def test_steps_come_one_at_a_time(self, talk, catalogue):
        steps = catalogue.services["blue-badge"].application_process
        await talk.say("blue badge", "find_service", services=BLUE_BADGE)
        first = await talk.say(
            "take me through it step by step",
            "state_interaction_preference",
            entities=[{"entity": "interaction_level", "value": "guided"}],
        )
        assert steps[0] in first.text
        assert steps[1] not in first.text
        second = await talk.press("Next step")
        assert steps[1] in second.text
        third = await talk.say("ok", "affirm")
        assert steps[2] in third.text

    async def test_next_goes_on_where_a_short_answer_ended(self, talk, catalogue):
        steps = catalogue.services["blue-badge"].application_process
        await talk.say("how do I get one", "ask_how_to_apply", services=BLUE_BADGE)
        answer = await talk.say("what next", "next_step")
        assert steps[3] in answer.text

    async def test_next_with_nothing_begun_asks_what_for(self, talk):
        assert (await talk.say("next", "next_step")).kinds == ["choice"]

    async def test_past_the_last_step_it_says_so(self, talk, catalogue):
        await talk.say("how do I get one", "ask_how_to_apply", services=BLUE_BADGE)
        for _ in range(8):
            answer = await talk.say("what next", "next_step")
        assert "You have seen all the steps" in answer.text


class TestHowMuchHelp:
    async def test_a_person_is_named_to_those_who_want_one(self, talk, catalogue):
        await talk.say("how do I get a blue badge", "ask_how_to_apply", services=BLUE_BADGE)
        entities = [{"entity": "interaction_level", "value": "in_person"}]
        answer = await talk.say(
            "I'd rather do it by phone", "state_interaction_preference", entities=entities
        )
        service = catalogue.services["blue-badge"]
        assert service.phones[0].number in answer.text
        assert service.addresses[0].address_1 in answer.text
        assert answer.service == "blue-badge"

    async def test_without_a_service_it_is_noted_for_later(self, talk, catalogue):
        entities = [{"entity": "interaction_level", "value": "in_person"}]
        await talk.say("by phone please", "state_interaction_preference", entities=entities)
        answer = await talk.say("blue badge", "find_service", services=BLUE_BADGE)
        assert catalogue.services["blue-badge"].phones[0].number in answer.text

    async def test_an_unclear_wish_is_asked_about(self, talk):
        answer = await talk.say("not like this", "state_interaction_preference")
        assert answer.titles == ["On my own, online", "Step by step with you", "With a person"]
        assert "link" in (await talk.press("On my own, online")).text


class TestCasesThatDoNotFit:
    async def test_the_door_is_shown_and_the_case_is_counted(self, talk, catalogue):
        await talk.say("blue badge", "find_service", services=BLUE_BADGE)
        answer = await talk.say("I don't fit any of those", "state_exception")
        assert catalogue.services["blue-badge"].exception.text in answer.text
        assert "What if they say no?" in answer.titles
        (case,) = talk.rows(ExceptionCase)
        assert (case.service_id, case.outcome) == ("blue-badge", "appeal")
        assert case.condition == "I don't fit any of those"

    async def test_without_a_service_the_case_is_kept_until_it_is_known(self, talk, catalogue):
        asked = await talk.say("the form won't let me", "state_exception")
        assert asked.kinds == ["choice"]
        (case,) = talk.rows(ExceptionCase)
        assert (case.service_id, case.outcome) == (None, "unknown_service")
        answer = await talk.say(
            "housing benefit", "find_service", services={"housing-benefit": 0.9}
        )
        service = catalogue.services["housing-benefit"]
        assert service.exception.text in answer.text
        (case,) = talk.rows(ExceptionCase)
        assert (case.service_id, case.agency_id) == ("housing-benefit", "revenue")
        assert case.outcome == service.exception.route
        assert case.condition == "the form won't let me"

    async def test_the_words_of_a_case_are_masked(self, talk):
        text = "I am Ada Smith and have no address"
        spans = [{"start": 5, "end": 14, "kind": "name"}]
        await talk.say(text, "state_exception", services=BLUE_BADGE, personal_data=spans)
        (case,) = talk.rows(ExceptionCase)
        assert case.condition == "I am [name] and have no address"

    async def test_no_question_of_ours_follows(self, talk):
        await talk.say("I don't fit", "state_exception", services=BLUE_BADGE)
        assert talk.rows(Ask) == []


class TestAsides:
    async def test_the_steps_go_on_after_another_question(self, talk, catalogue):
        steps = catalogue.services["blue-badge"].application_process
        level = [{"entity": "interaction_level", "value": "guided"}]
        await talk.say("step by step", "state_interaction_preference", entities=level)
        await talk.say("how do I get a blue badge", "ask_how_to_apply", services=BLUE_BADGE)
        await talk.say("hang on, is it free?", "ask_cost")
        answer = await talk.say("go on", "next_step")
        assert steps[1] in answer.text

    async def test_a_wish_for_help_within_a_question_is_heard(self, talk, catalogue):
        level = [{"entity": "interaction_level", "value": "guided"}]
        answer = await talk.say(
            "how do I apply for a badge, step by step",
            "ask_how_to_apply",
            services=BLUE_BADGE,
            entities=level,
        )
        assert "Step 1 of" in answer.text

    async def test_and_the_other_thing_asks_the_same(self, talk, catalogue):
        await talk.say("how much is a blue badge", "ask_cost", services=BLUE_BADGE)
        answer = await talk.say(
            "and housing benefit?", "find_service", services={"housing-benefit": 1}
        )
        assert catalogue.services["housing-benefit"].fees_description in answer.text

    async def test_a_new_request_in_the_first_person_is_for_oneself(self, talk):
        entities = [{"entity": "on_behalf_of", "value": "mother"}]
        await talk.say("for my mum", "ask_cost", services=BLUE_BADGE, entities=entities)
        kept = await talk.say(
            "and housing benefit", "find_service", services={"housing-benefit": 1}
        )
        assert "means that person" in kept.text
        own = await talk.say("you missed my bin", "report_problem", services={"missed-bin": 1})
        assert "means that person" not in own.text
