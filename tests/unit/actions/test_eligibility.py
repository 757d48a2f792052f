"""Whether somebody may have a service, asked step by step: what decided it, and what to do then."""

import pytest

from bot.feedback.tables import ExceptionCase

FORM = "eligibility_form"
MEALS = {"free-school-meals": 0.95}
BEGIN = "Can I get it? Ask me"


class Checked:
    """Plays the form as Rasa's FormAction runs it: validate, then ask again, or end."""

    def __init__(self, talk):
        self.talk = talk

    async def begin(self):
        await self.talk.say("free school meals", "find_service", services=MEALS)
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
        return (heard, await self._next()) if heard.events else (heard, None)

    async def _next(self):
        if self.talk.slots["eligibility_result"] is None:
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
