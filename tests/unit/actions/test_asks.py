"""The questions of the survey: when they are put, how they are answered, and when they are let be."""

import uuid

import pytest

from bot.feedback.instruments import draw_pair
from bot.feedback.tables import Answer, Ask, Comment, Promise, Submission
from tests.support.facts import duration, fact

BLUE_BADGE = {"blue-badge": 0.9}
SKIP = "Skip this question"


@pytest.fixture
def instrument(live_content):
    return live_content.current.instrument


@pytest.fixture
def talk_with(start_talk, instrument, new_id):
    """A conversation for which the pair with this before- and after-question is drawn."""

    def start(before, after=None, pseudonym="p" * 64):
        conversation_id = new_id()
        while not fits(draw_pair(instrument, conversation_id).pair, before, after):
            conversation_id = new_id()
        return start_talk(pseudonym=pseudonym, conversation_id=conversation_id)

    def fits(pair, before, after):
        return pair.before == before and after in (None, pair.after)

    return start


async def ask_cost(talk):
    return await talk.say("how much is a blue badge", "ask_cost", services=BLUE_BADGE)


async def test_the_first_answer_is_followed_by_one_question(talk, instrument):
    answer = await ask_cost(talk)
    assert answer.kinds == ["answer", "ask"]
    (ask,) = talk.rows(Ask)
    assert (ask.moment, ask.outcome, ask.service_id) == ("before", "pending", "blue-badge")
    assert 0 < ask.probability <= 1
    assert answer.titles[-1] == SKIP
    second = await talk.say("who can get it", "ask_eligibility")
    assert "ask" not in second.kinds


async def test_a_question_of_how_long_is_not_followed_by_how_long_do_you_think(talk_with):
    talk = talk_with("expected-time-will")
    answer = await talk.say("how long does a badge take", "ask_duration", services=BLUE_BADGE)
    assert answer.kinds == ["answer"]
    later = await talk.say("how much is it", "ask_cost")
    assert later.kinds == ["answer"]
    assert talk.rows(Ask) == []


async def test_a_pressed_length_of_time_is_kept_and_held_against_the_standard(talk_with):
    talk = talk_with("expected-time-will")
    await ask_cost(talk)
    answer = await talk.press("2 weeks")
    (row,) = talk.rows(Answer)
    assert (row.item_kind, row.value_duration) == ("expectation_will", "P2W")
    (ask,) = talk.rows(Ask)
    assert (row.ask_id, ask.outcome) == (ask.id, "answered")
    assert "You expect it to take 2 weeks" in answer.text
    assert talk.rows(Promise)[0].text in answer.text


async def test_a_typed_length_of_time_answers_it_too(talk_with):
    talk = talk_with("expected-time-should")
    await ask_cost(talk)
    await talk.say("3 weeks", "nlu_fallback", entities=[duration("P3W")])
    (row,) = talk.rows(Answer)
    assert (row.item_kind, row.item_id) == ("expectation_should", "expected-time-should")
    assert (row.value_duration, row.value_text) == ("P3W", "3 weeks")


async def test_an_expectation_typed_while_it_waits_answers_it(talk_with):
    talk = talk_with("expected-time-will")
    await ask_cost(talk)
    text = "I reckon it will be about three weeks altogether"
    await talk.say(text, "state_expectation", entities=[duration("P3W")])
    assert talk.rows(Ask)[0].outcome == "answered"
    assert len(talk.rows(Submission)) == 1


async def test_what_should_be_does_not_answer_what_will_be(talk_with):
    talk = talk_with("expected-time-will")
    await ask_cost(talk)
    await talk.say("it should take three weeks", "state_expectation", entities=[duration("P3W")])
    (row,) = talk.rows(Answer)
    assert (row.item_kind, row.ask_id) == ("expectation_should", None)
    assert talk.rows(Ask)[0].outcome == "pending"


async def test_the_longest_fair_wait_is_not_called_an_expectation(talk_with):
    talk = talk_with("longest-fair-wait")
    await ask_cost(talk)
    answer = await talk.press("A month")
    assert talk.rows(Answer)[0].item_kind == "minimum_acceptable"
    assert "You would call 1 month OK" in answer.text
    assert "You expect" not in answer.text
    assert "within 12 weeks" in answer.text


async def test_a_choice_is_kept_with_its_driver(talk_with):
    talk = talk_with("what-matters-most")
    await ask_cost(talk)
    await talk.press("Being treated with respect")
    (row,) = talk.rows(Answer)
    assert (row.item_kind, row.value_choice, row.driver) == (
        "importance_choice",
        "humanity",
        "humanity",
    )


async def test_a_choice_in_ones_own_words_counts(talk_with):
    talk = talk_with("what-matters-most")
    await ask_cost(talk)
    await talk.say("that they are not rude to me", "state_importance")
    assert talk.rows(Answer)[0].value_choice == "humanity"


async def test_a_question_can_be_skipped(talk):
    await ask_cost(talk)
    await talk.press(SKIP)
    assert talk.rows(Ask)[0].outcome == "declined"


@pytest.mark.parametrize("intent", ["decline_ask", "deny", "cancel"])
async def test_a_question_can_be_skipped_in_words(talk, intent):
    await ask_cost(talk)
    await talk.say("no thanks", intent)
    assert talk.rows(Ask)[0].outcome == "declined"


async def test_yes_you_may_ask_puts_the_question_again(talk):
    first = await ask_cost(talk)
    again = await talk.say("yes", "affirm")
    assert again.messages[0]["text"] == first.messages[1]["text"]
    assert len(talk.rows(Ask)) == 1


async def test_a_digression_is_answered_and_the_question_waits(talk_with):
    talk = talk_with("expected-time-will")
    await ask_cost(talk)
    digression = await talk.say("who can get it", "ask_eligibility")
    assert digression.kinds == ["answer"]
    await talk.say("2 weeks", "nlu_fallback", entities=[duration("P2W")])
    assert talk.rows(Ask)[0].outcome == "answered"


async def test_after_two_more_messages_it_counts_as_ignored(talk):
    await ask_cost(talk)
    await talk.say("who can get it", "ask_eligibility")
    assert talk.rows(Ask)[0].outcome == "pending"
    await talk.say("what do I need", "ask_documents")
    assert talk.rows(Ask)[0].outcome == "ignored"


async def test_a_late_button_still_counts(talk_with):
    talk = talk_with("expected-time-will")
    first = await ask_cost(talk)
    await talk.say("who can get it", "ask_eligibility")
    await talk.say("what do I need", "ask_documents")
    await talk.press_payload("2 weeks", first.button("2 weeks"))
    assert talk.rows(Ask)[0].outcome == "answered"


async def test_an_answer_is_given_once(talk_with):
    talk = talk_with("expected-time-will")
    first = await ask_cost(talk)
    await talk.press("2 weeks")
    answer = await talk.press_payload("A day", first.button("A day"))
    assert "I have your answer already" in answer.text
    assert len(talk.rows(Answer)) == 1


async def test_a_made_up_question_is_closed(talk):
    payload = {
        "intent": "give_rating",
        "entities": [
            {"entity": "ask_id", "value": str(uuid.uuid4())},
            {"entity": "item_id", "value": "satisfied"},
            {"entity": "value", "value": "5"},
        ],
    }
    assert "closed" in (await talk.press_payload("5", payload)).text
    assert talk.rows(Submission) == []


class TestAtTheEnd:
    @pytest.mark.parametrize("intent", ["goodbye", "thank", "express_satisfaction"])
    async def test_the_second_question_comes_with_a_farewell_or_thanks(self, talk, intent):
        await ask_cost(talk)
        await talk.press(SKIP)
        answer = await talk.say("thanks, bye", intent)
        assert answer.kinds == ["note", "ask"]
        assert [ask.moment for ask in talk.rows(Ask)] == ["before", "after"]

    async def test_it_belongs_to_the_same_pair_and_service(self, talk, instrument):
        await ask_cost(talk)
        await talk.say("council tax", "find_service", services={"council-tax-payment": 0.9})
        await talk.say("bye", "goodbye")
        before, after = talk.rows(Ask)
        assert before.pair_id == after.pair_id
        assert after.service_id == before.service_id == "blue-badge"
        assert after.agency_id == before.agency_id == "council"
        pair = draw_pair(instrument, talk.conversation_id).pair
        assert (before.item_id, after.item_id) == (pair.before, pair.after)

    async def test_an_unanswered_first_question_was_ignored(self, talk):
        await ask_cost(talk)
        await talk.say("bye", "goodbye")
        assert [ask.outcome for ask in talk.rows(Ask)] == ["ignored", "pending"]

    async def test_without_a_first_question_there_is_no_second(self, talk):
        await talk.say("hello", "greet")
        assert "ask" not in (await talk.say("bye", "goodbye")).kinds

    async def test_there_are_two_questions_at_the_most(self, talk):
        await ask_cost(talk)
        await talk.press(SKIP)
        await talk.say("thanks", "thank")
        await talk.press(SKIP)
        await talk.say("council tax", "ask_cost", services={"council-tax-payment": 0.9})
        await talk.say("bye", "goodbye")
        assert len(talk.rows(Ask)) == 2


class TestRatings:
    @pytest.fixture
    async def talk(self, talk_with):
        talk = talk_with("expected-time-should", "satisfied")
        await ask_cost(talk)
        await talk.press(SKIP)
        await talk.say("bye", "goodbye")
        return talk

    @pytest.mark.parametrize(
        ("text", "number"),
        [("4", 4), ("4 out of 5", 4), ("five", 5), ("very happy", 5), ("I'd give it a 2", 2)],
    )
    async def test_a_typed_rating_is_kept_on_its_scale(self, talk, text, number):
        await talk.say(text, "give_rating")
        (row,) = talk.rows(Answer)
        assert (row.item_kind, row.value_number) == ("satisfaction", number)
        assert (row.scale_min, row.scale_max, row.item_version) == (1, 5, 1)
        assert row.direction == "higher_is_better"

    @pytest.mark.parametrize("text", ["7", "0", "9 out of 10"])
    async def test_a_rating_off_the_scale_is_asked_for_again(self, talk, text):
        answer = await talk.say(text, "give_rating")
        assert "from 1 to 5" in answer.text
        assert talk.rows(Submission) == []

    async def test_then_one_comment_is_invited_and_kept_masked(self, talk):
        asked = await talk.press("4 – happy")
        assert asked.kinds == ["comment"]
        text = "Ada Smith was lovely but I waited"
        spans = [{"start": 0, "end": 9, "kind": "name"}]
        await talk.say(text, "find_service", personal_data=spans, services={"travel-refund": 0.6})
        assert [comment.text for comment in talk.rows(Comment)] == [
            "[name] was lovely but I waited"
        ]
        await talk.say("blue badge", "find_service", services=BLUE_BADGE)
        assert len(talk.rows(Comment)) == 1

    @pytest.mark.parametrize(
        "intent", ["nlu_fallback", "express_dissatisfaction", "out_of_scope", "state_about_me"]
    )
    async def test_free_words_of_any_kind_are_the_comment(self, talk, intent):
        await talk.press("4 – happy")
        await talk.say("the form kept crashing on my phone", intent)
        assert len(talk.rows(Comment)) == 1

    async def test_thanks_with_more_to_it_is_a_comment_and_bare_thanks_is_not(self, talk):
        await talk.press("4 – happy")
        await talk.say("thanks, the lady on the phone was lovely", "thank")
        assert len(talk.rows(Comment)) == 1

    async def test_a_question_instead_of_a_comment_is_answered(self, talk):
        await talk.press("4 – happy")
        answer = await talk.say("who can get it?", "ask_eligibility")
        assert answer.service == "blue-badge"
        assert talk.rows(Comment) == []

    @pytest.mark.parametrize(("text", "intent"), [("no", "deny"), ("skip", "decline_ask")])
    async def test_no_comment_is_fine(self, talk, text, intent):
        await talk.press("4 – happy")
        answer = await talk.say(text, intent)
        assert "That is fine" in answer.text
        assert talk.rows(Comment) == []

    async def test_the_skip_button_skips_the_comment(self, talk):
        await talk.press("4 – happy")
        await talk.press(SKIP)
        assert talk.rows(Comment) == []
        assert all(ask.outcome != "pending" for ask in talk.rows(Ask))

    async def test_a_comment_that_is_too_long_can_be_made_shorter(self, talk, instrument):
        await talk.press("4 – happy")
        answer = await talk.say("a " * 400, "nlu_fallback")
        assert instrument.comment.too_long in answer.text
        await talk.say("it was slow", "nlu_fallback")
        assert [comment.text for comment in talk.rows(Comment)] == ["it was slow"]

    async def test_a_cry_for_help_is_never_a_comment(self, talk):
        await talk.press("4 – happy")
        answer = await talk.say("he hits me", "crisis", crisis={"kind": "abuse"})
        assert answer.kinds == ["crisis"]
        assert talk.rows(Comment) == []


class TestNotNow:
    async def test_never_after_a_crisis(self, talk):
        await talk.say("help", "crisis", crisis={"kind": "abuse"})
        await ask_cost(talk)
        await talk.say("bye", "goodbye")
        assert talk.rows(Ask) == []

    async def test_a_waiting_question_is_dropped_in_a_crisis(self, talk):
        await ask_cost(talk)
        await talk.say("help", "crisis", crisis={"kind": "abuse"})
        assert talk.rows(Ask)[0].outcome == "ignored"
        assert "ask" not in (await talk.say("bye", "goodbye")).kinds

    async def test_not_between_the_steps_of_a_guided_answer(self, talk):
        level = [{"entity": "interaction_level", "value": "guided"}]
        await talk.say("step by step", "state_interaction_preference", entities=level)
        answer = await talk.say("how do I get one", "ask_how_to_apply", services=BLUE_BADGE)
        assert answer.kinds == ["answer"]

    async def test_somebody_asked_lately_is_left_alone(self, start_talk):
        first, second = start_talk(), start_talk()
        await first.say("remember me", "give_consent", entities=[fact("carer")])
        await ask_cost(first)
        assert len(first.rows(Ask)) == 1
        assert (await ask_cost(second)).kinds == ["about_you", "answer"]

    async def test_a_bare_number_out_of_the_blue_is_not_a_rating(self, talk):
        answer = await talk.say("5", "give_rating")
        assert "not sure what you are rating" in answer.text
        assert talk.rows(Submission) == []

    async def test_a_bare_number_while_a_length_of_time_is_asked_for_is_asked_about(
        self, talk_with
    ):
        talk = talk_with("expected-time-will")
        first = await ask_cost(talk)
        answer = await talk.say("4", "give_rating")
        assert answer.messages[0]["text"] == first.messages[1]["text"]
        assert talk.rows(Submission) == []

    async def test_stars_nobody_asked_for_are_a_rating(self, talk):
        await ask_cost(talk)
        await talk.press(SKIP)
        await talk.say("four stars", "give_rating")
        assert talk.rows(Answer)[0].value_number == 4

    async def test_a_rating_nobody_asked_for_is_kept_as_satisfaction(self, talk):
        await ask_cost(talk)
        await talk.press(SKIP)
        await talk.say("I'd give this 2 out of 5", "give_rating")
        (row,) = talk.rows(Answer)
        assert (row.item_kind, row.value_number, row.ask_id) == ("satisfaction", 2, None)


DEATH = {"register-death": 0.97}


class TestWhereItWouldBeUnkind:
    async def test_no_question_follows_a_death(self, talk):
        answer = await talk.say("my dad has died", "find_service", services=DEATH)
        assert answer.kinds == ["answer"]
        await talk.say("blue badge", "find_service", services=BLUE_BADGE)
        await talk.say("thanks", "thank")
        assert talk.rows(Ask) == []

    async def test_a_question_that_waits_is_let_be(self, talk):
        await ask_cost(talk)
        await talk.say("my dad has died", "find_service", services=DEATH)
        assert [ask.outcome for ask in talk.rows(Ask)] == ["ignored"]
        assert "ask" not in (await talk.say("thanks", "thank")).kinds


class TestANumber:
    async def test_within_a_request_it_is_no_rating(self, talk):
        await ask_cost(talk)
        answer = await talk.say("blu bage 4 nan", "give_rating", confidence=0.57)
        assert "ask" not in answer.kinds
        assert talk.rows(Submission) == []

    async def test_alone_it_is_a_rating_when_they_say_so(self, talk_with):
        talk = talk_with("what-matters-most")
        await ask_cost(talk)
        await talk.press(SKIP)
        await talk.say("it was worse than I expected", "express_dissatisfaction")
        asked = await talk.say("2", "give_rating")
        assert "Do you mean 2 out of 5 for “Apply for or renew a Blue Badge”?" in asked.text
        await talk.say("yes", "affirm")
        kept = [row for row in talk.rows(Answer) if row.item_kind == "satisfaction"]
        assert [row.value_number for row in kept] == [2]

    async def test_pressed_or_denied_it_is_what_was_said(self, talk_with):
        talk = talk_with("what-matters-most")
        await ask_cost(talk)
        await talk.press(SKIP)
        await talk.say("4", "give_rating")
        await talk.say("no", "deny")
        assert talk.rows(Submission) == []
        await talk.say("4", "give_rating")
        await talk.press("Yes, 4 out of 5")
        assert [row.value_number for row in talk.rows(Answer)] == [4]
