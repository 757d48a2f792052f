"""Whether somebody may have a service, asked step by step: what decided it, and what to do then."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from bot.feedback.tables import ExceptionCase
from tests.support.facts import fact

FORM = "eligibility_form"
MEALS = {"free-school-meals": 0.95}
BEGIN = "Can I get it? Ask me"


class Checked:
    """Plays the form as Rasa's FormAction runs it: validate, then ask again, or end."""

    def __init__(self, talk):
        self.talk = talk

    async def begin(self, services=None):
        await self.talk.say("a thing you offer", "find_service", services=services or MEALS)
        return await self.go_on()

    async def go_on(self):
        opening = await self.talk.press(BEGIN)
        assert any(event.get("name") == FORM for event in opening.events)
        self.talk.active_loop, self.talk.slots["requested_slot"] = FORM, None
        await self.talk.action(f"validate_{FORM}")
        return opening, await self._next()

    async def press(self, title):
        return await self._after(await self.talk.fill_by_button(title, form=FORM))

    async def type(self, text, intent="nlu_fallback", **parse):
        return await self._after(await self.talk.fill(text, intent, form=FORM, **parse))

    async def _after(self, heard):
        own = [each for each in heard.events if each.get("name") != "requested_slot"]
        ends = any(each.get("name") == "requested_slot" for each in heard.events)
        # As Rasa has it: where no slot of the form was set, it is a digression.
        return (heard, await self._next(ends=ends)) if own else (heard, None)

    async def _next(self, *, ends=False):
        if self.talk.slots["eligibility_result"] is None and not ends:
            asked = await self.talk.action("action_ask_eligibility_result")
            self.talk.slots["requested_slot"] = "eligibility_result"
            return asked
        self.talk.active_loop, self.talk.slots["requested_slot"] = None, None
        return await self.talk.action("action_eligibility_told")


@pytest.fixture
def checked(talk):
    return Checked(talk)


async def test_it_says_who_decides_and_asks_the_first_question(checked):
    opening, asked = await checked.begin()
    assert "Ambershire Council decides" in opening.text
    assert opening.service == "free-school-meals"
    assert "state school" in asked.text
    assert asked.titles == ["Yes", "No", "Cancel"]


async def test_a_check_that_is_withdrawn_while_it_is_open_ends_and_says_so_once(
    checked, talk, live_content, monkeypatch
):
    await checked.begin()
    content = live_content.current
    catalogue = replace(content.catalogue, eligibility=MappingProxyType({}))
    monkeypatch.setattr(live_content, "_content", replace(content, catalogue=catalogue))
    _, end = await checked.type("yes he does")
    assert "I can no longer check this here" in end.text
    assert talk.active_loop is None
    assert talk.slots["eligibility_about"] is None
    after = await talk.say("hello", "greet")
    assert "no longer" not in after.text


async def test_answers_that_fit_end_with_likely_and_what_to_do(checked, talk):
    await checked.begin()
    await checked.press("Yes")
    await checked.press("Year 3 or older")
    _, end = await checked.press("Yes")
    assert "you are likely to get it" in end.text
    assert "Please apply online" in end.text
    assert "How do I do it?" in end.titles
    assert talk.rows(ExceptionCase) == []


async def test_the_condition_that_failed_is_named_with_a_way_on_and_counted(checked, talk):
    await checked.begin()
    await checked.press("Yes")
    await checked.press("Year 3 or older")
    _, end = await checked.press("No")
    assert "The rule is: For children in year 3 and above you must get one of these" in end.text
    assert "Talk to our school meals team" in end.text
    assert "My case is different" in end.titles
    (row,) = talk.rows(ExceptionCase)
    assert row.service_id == "free-school-meals"
    assert row.condition.startswith("For children in year 3")


async def test_nothing_of_the_answers_is_left_in_the_conversation_afterwards(checked, talk):
    await checked.begin()
    await checked.press("No")
    assert not any(value for name, value in talk.slots.items() if name.startswith("eligibility"))


@pytest.mark.parametrize(
    ("text", "intent"), [("yes", "affirm"), ("yeah he is at the primary", "nlu_fallback")]
)
async def test_it_can_be_answered_in_words(checked, text, intent):
    await checked.begin()
    _, asked = await checked.type(text, intent)
    assert "Which year" in asked.text


async def test_a_plain_no_is_an_answer_and_not_the_end(checked):
    await checked.begin()
    _, end = await checked.type("no", "deny")
    assert "one rule does not fit" in end.text


async def test_what_is_no_answer_is_helped_and_asked_again(checked, talk):
    await checked.begin()
    heard, asked = await checked.type("purple")
    assert "Most schools are state schools" in heard.text
    assert "state school or college" in asked.text
    assert talk.slots["eligibility_answers"] is None


async def test_a_question_in_between_is_a_digression(checked):
    await checked.begin()
    heard, asked = await checked.type("how much does it cost?", "ask_cost")
    assert (heard.events, asked) == ([], None)


async def test_one_can_go_back_one_question(checked):
    await checked.begin()
    await checked.press("Yes")
    _, asked = await checked.press("Back one question")
    assert "state school or college" in asked.text


async def test_an_answer_is_put_right_in_words(checked):
    await checked.begin()
    await checked.press("Yes")
    await checked.press("Year 3 or older")
    heard, end = await checked.type("sorry I meant she is in reception")
    assert "changed that answer" in heard.text
    assert "you are likely to get it" in end.text


async def test_a_button_further_up_answers_its_own_question_anew(checked, talk):
    await checked.begin()
    first = talk.last.button("No")
    await checked.press("Yes")
    await checked.press("Year 3 or older")
    talk._hear(
        "No", first["intent"], entities=first["entities"], personal_data=[], from_button=True
    )
    talk.active_loop = FORM
    await talk.action(f"validate_{FORM}")
    assert talk.slots["eligibility_answers"] == {"school": "no"}


async def test_a_button_of_a_check_that_is_over_says_so(checked, talk):
    await checked.begin()
    payload = talk.last.button("Yes")
    await checked.press("No")
    answer = await talk.press_payload("Yes", payload)
    assert "That check is over" in answer.text


async def test_who_asks_to_be_checked_in_words_is_asked_at_once(talk):
    answer = await talk.say(
        "can you check if I qualify for free school meals", "ask_eligibility", services=MEALS
    )
    assert any(event.get("name") == FORM for event in answer.events)


async def test_what_has_no_check_offers_none(talk):
    answer = await talk.say("lost property", "find_service", services={"lost-property": 0.95})
    assert BEGIN not in answer.titles


BADGE = {"blue-badge": 0.95}
CHILDCARE = {"childcare-funding": 0.95}
BUS_PASS = {"older-bus-pass": 0.95}


class TestAQuestionInTheMiddle:
    async def test_is_explained_and_the_check_asks_again(self, checked):
        await checked.begin(BADGE)
        heard, asked = await checked.type("wait what is pip")
        assert "Personal Independence Payment" in heard.text
        assert "Do any of these fit" in asked.text

    @pytest.mark.parametrize("intent", ["help", "nlu_fallback", "ask_how_to_apply"])
    async def test_what_if_i_do_not_know_says_what_happens_then(self, checked, intent):
        await checked.begin()
        await checked.press("Yes")
        await checked.press("Year 3 or older")
        heard, asked = await checked.type("what if i dont know", intent)
        assert "Then choose “I am not sure”. You can apply all the same" in heard.text
        assert "Do you get Universal Credit" in asked.text

    async def test_where_no_answer_is_for_the_unsure_it_helps(self, checked):
        await checked.begin()
        heard, asked = await checked.type("i dont know", "help")
        assert "Most schools are state schools" in heard.text
        assert "state school or college" in asked.text


class TestSteering:
    async def test_back_is_understood_in_words(self, checked):
        await checked.begin()
        await checked.press("Yes")
        _, asked = await checked.type("back", "repeat")
        assert "state school or college" in asked.text

    async def test_there_is_nothing_before_the_first_question(self, checked):
        await checked.begin()
        heard, asked = await checked.type("go back")
        assert "This is the first question" in heard.text
        assert "state school or college" in asked.text

    async def test_check_again_begins_the_check_anew(self, checked, talk):
        await checked.begin()
        await checked.press("Yes")
        _, asked = await checked.type("I changed my mind, check again")
        assert "state school or college" in asked.text
        assert talk.slots["eligibility_answers"] is None or talk.slots["eligibility_answers"] == {}

    async def test_check_again_is_understood_after_the_check(self, checked, talk):
        await checked.begin()
        await checked.press("No")
        answer = await talk.say("check again", "repeat")
        assert any(event.get("name") == FORM for event in answer.events)

    async def test_danger_is_never_taken_for_an_answer(self, checked):
        await checked.begin()
        heard, asked = await checked.type("yes and i want to die", "crisis")
        assert (heard.events, asked) == ([], None)

    async def test_a_person_is_wanted_whatever_it_begins_with(self, checked):
        await checked.begin()
        heard, asked = await checked.type("yes but let me speak to somebody", "ask_for_person")
        assert (heard.events, asked) == ([], None)


class TestWhatWasSaidBefore:
    async def test_it_is_not_asked_and_the_check_says_so(self, checked, talk):
        await talk.say("a thing you offer", "find_service", services=MEALS)
        entities = [fact("universal_credit")]
        text = "she is in year 9 and I get universal credit"
        await talk.say(text, "state_about_me", entities=entities)
        await checked.go_on()
        heard, end = await checked.press("Yes")
        assert "You told me some of this already" in heard.text
        assert "Which year is your child in? Year 3 or older" in heard.text
        assert "you are likely to get it" in end.text

    async def test_it_may_answer_the_first_question(self, checked, talk):
        text = "funded hours for my 3 year old, single mum working 20 hours"
        await talk.say(text, "find_service", services=CHILDCARE)
        answer = await talk.press(BEGIN)
        assert "How old is your child now? 3 or 4" in answer.text
        assert "you are likely to get it" in answer.text

    async def test_in_the_check_it_answers_what_comes_later(self, checked):
        await checked.begin()
        await checked.type("she is in year 9")
        heard, asked = await checked.press("Yes")
        assert "Year 3 or older" in heard.text
        assert "Do you get Universal Credit" in asked.text

    async def test_going_back_asks_it_after_all(self, checked, talk):
        entities = [fact("age", number=72)]
        await talk.say("I am 72", "find_service", services=BUS_PASS, entities=entities)
        await checked.go_on()
        talk.events.clear()
        _, end = await checked.press("Yes")
        assert "you are likely to get it" in end.text

    async def test_a_check_again_asks_everything(self, checked, talk):
        entities = [fact("universal_credit")]
        await talk.say("I'm on UC", "find_service", services=MEALS, entities=entities)
        await checked.go_on()
        await checked.press("Yes")
        _, end = await checked.press("Year 3 or older")
        assert "you are likely to get it" in end.text
        await talk.press("Check again")
        assert all(value == "" for value in talk.slots["eligibility_heard"].values())

    async def test_it_is_told_and_forgotten_with_everything_else(self, talk):
        await talk.say("a thing you offer", "find_service", services=MEALS)
        await talk.say("she is in year 9", "state_about_me")
        assert talk.slots["eligibility_heard"] == {"free-school-meals.year": "older"}
        known = await talk.say("what do you know", "ask_my_data")
        assert "Which year is your child in? Year 3 or older" in known.text
        await talk.say("forget it all", "delete_my_data")
        await talk.press("Yes, forget everything")
        assert talk.slots["eligibility_heard"] is None


async def test_an_answer_to_an_earlier_question_puts_that_one_right(checked):
    await checked.begin({"council-tax-reduction": 0.95})
    await checked.press("Yes")
    heard, end = await checked.type("my landlord pays it")
    assert "changed that answer" in heard.text
    assert "one rule does not fit" in end.text


async def test_ten_points_for_planning_journeys_are_a_badge_without_another_check(checked):
    await checked.begin(BADGE)
    _, end = await checked.type("10 points for planning journeys")
    assert "you are likely to get it" in end.text


async def test_why_after_a_check_speaks_of_the_answers_given(checked, talk):
    await checked.begin()
    await checked.press("No")
    answer = await talk.say("why", "ask_why")
    assert "It comes from your answers to my check" in answer.text


async def test_what_fits_two_answers_is_asked_again_and_not_noted(checked, talk):
    await checked.begin()
    await checked.press("Yes")
    heard, asked = await checked.type("year 3 and reception")
    assert "Reception is the first year at school" in heard.text
    assert "Which year" in asked.text
    assert talk.slots["eligibility_heard"] is None or not talk.slots["eligibility_heard"]
