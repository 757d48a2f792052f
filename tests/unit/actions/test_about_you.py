"""Facts about the citizen, or about the person they ask for, and what they change."""

import pytest

from bot.feedback.tables import Ask
from tests.support.facts import fact, on_behalf_of

BUS_PASS = {"older-bus-pass": 0.9}
BLUE_BADGE = {"blue-badge": 0.9}
CHILDCARE = {"childcare-funding": 0.9}
REDUCTION = {"council-tax-reduction": 0.9}
MEALS = {"free-school-meals": 0.9}
WHY = "Why this answer?"
CHECK = "Can I get it? Ask me"


def note(catalogue, service_id, segment):
    return next(
        each
        for each in catalogue.services[service_id].notes_for_segments
        if each.segment == segment
    )


async def test_the_same_question_gets_another_right_answer_after_a_fact(start_talk, catalogue):
    plain, carer = start_talk(), start_talk()
    general = await plain.say("who can get it", "ask_eligibility", services=BLUE_BADGE)
    entities = [fact("carer")]
    fitted = await carer.say(
        "I'm a carer, who can get a blue badge",
        "ask_eligibility",
        services=BLUE_BADGE,
        entities=entities,
    )
    assert note(catalogue, "blue-badge", "carers").text in fitted.text
    assert note(catalogue, "blue-badge", "carers").text not in general.text
    assert WHY in fitted.titles
    assert WHY not in general.titles


async def test_why_names_the_rule_and_the_fact(talk, catalogue):
    await talk.say("carer here", "ask_eligibility", services=BLUE_BADGE, entities=[fact("carer")])
    answer = await talk.press(WHY)
    assert "You told me you look after someone." in answer.text
    assert "Ambershire Council" in answer.text


async def test_a_fact_said_later_answers_the_last_question_anew(talk, catalogue):
    await talk.say("who can get a blue badge", "ask_eligibility", services=BLUE_BADGE)
    answer = await talk.say("I look after my wife", "state_about_me", entities=[fact("carer")])
    assert "I will bear in mind that you look after someone" in answer.text
    assert note(catalogue, "blue-badge", "carers").text in answer.text


async def test_a_fact_that_matters_elsewhere_says_where(talk, catalogue):
    offline = note(catalogue, "blue-badge", "offline")
    await talk.say("how long does a badge take", "ask_duration", services=BLUE_BADGE)
    answer = await talk.say("I have no internet", "state_about_me", entities=[fact("no_internet")])
    assert catalogue.wording.get(f"facet.{offline.facets[0]}.ask") in answer.text
    assert answer.messages[0]["buttons"]


async def test_where_no_note_tells_it_is_not_known_and_the_check_is_offered(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    answer = await talk.say("I'm a landlord", "state_about_me", entities=[fact("landlord")])
    assert "I do not know if it changes anything" in answer.text
    assert CHECK in answer.titles


async def test_a_fact_on_which_the_rules_depend_is_never_said_to_make_no_difference(
    talk, catalogue
):
    await talk.say("funded childcare", "find_service", services=CHILDCARE)
    answer = await talk.say("we both work", "state_about_me", entities=[fact("working")])
    assert "it can matter" in answer.text
    assert catalogue.services["childcare-funding"].eligibility_description in answer.text
    assert CHECK in answer.titles


async def test_what_tells_no_fact_is_met_with_who_can_get_it_and_the_check(talk, catalogue):
    await talk.say("council tax reduction", "ask_cost", services=REDUCTION)
    answer = await talk.say("actually i have 20 grand savings", "state_about_me")
    assert "I have noted that for my check" in answer.text
    assert catalogue.services["council-tax-reduction"].eligibility_description in answer.text
    assert CHECK in answer.titles
    assert talk.slots["eligibility_heard"] == {"council-tax-reduction.savings": "yes"}


class TestAYesToWhatAnAnswerSpeaksOf:
    @pytest.mark.parametrize("text", ["yh universal credit", "yes universal credit", "yeah UC"])
    async def test_is_about_that_answer(self, talk, text):
        await talk.say("who gets free meals", "ask_eligibility", services=MEALS)
        answer = await talk.say(text, "out_of_scope")
        assert "you get Universal Credit" in answer.text
        assert answer.service == "free-school-meals"

    async def test_so_is_a_fact_that_sounds_like_something_beyond_us(self, talk):
        entities = [on_behalf_of("mother")]
        await talk.say("for my mum", "ask_eligibility", services=BLUE_BADGE, entities=entities)
        entities = [fact("disabled", subject="other")]
        answer = await talk.say("she gets attendance allowance", "out_of_scope", entities=entities)
        assert "I will bear that in mind for the person you ask for" in answer.text

    async def test_needs_an_answer_that_speaks_of_it(self, talk):
        await talk.say("a lost umbrella", "find_service", services={"lost-property": 0.95})
        answer = await talk.say("yes universal credit", "out_of_scope")
        assert "I cannot help with that" in answer.text


async def test_a_fact_without_a_service_is_thanked_for(talk):
    answer = await talk.say("I'm 72", "state_about_me", entities=[fact("age", number=72)])
    assert "you are 72 years old" in answer.text
    assert "What do you need?" in answer.text


async def test_what_cannot_be_used_is_said_honestly(talk):
    answer = await talk.say("I have a cat", "state_about_me")
    assert "I did not hear anything in it that changes an answer" in answer.text


async def test_a_fact_can_be_taken_back_in_plain_words(talk):
    await talk.say("I'm a student", "state_about_me", entities=[fact("student")])
    await talk.say("not any more", "state_about_me", entities=[fact("student", holds=False)])
    answer = await talk.say("what do you know", "ask_my_data")
    assert "You are not a student" in answer.text


async def test_a_service_named_along_with_a_fact_is_answered(talk):
    entities = [fact("age", number=72)]
    answer = await talk.say(
        "I'm 72, senior pass please", "state_about_me", services=BUS_PASS, entities=entities
    )
    assert answer.service == "older-bus-pass"


async def test_no_question_of_the_survey_follows_a_fact(talk):
    await talk.say("who can get it", "ask_eligibility", services=BLUE_BADGE)
    before = len(talk.rows(Ask))
    await talk.say("I'm a carer", "state_about_me", entities=[fact("carer")])
    assert len(talk.rows(Ask)) == before


class TestForSomebodyElse:
    async def test_and_for_my_mum_keeps_the_service_and_the_question(self, talk, catalogue):
        await talk.say("how much is a blue badge", "ask_cost", services=BLUE_BADGE)
        entities = [on_behalf_of("mother")]
        answer = await talk.say("and for my mum?", "state_about_me", entities=entities)
        assert catalogue.services["blue-badge"].fees_description in answer.text
        assert "Here “you” means that person" in answer.text

    async def test_the_speakers_own_facts_are_not_used_for_another(self, talk, catalogue):
        text = note(catalogue, "blue-badge", "carers").text
        await talk.say("I'm a carer", "state_about_me", entities=[fact("carer")])
        entities = [on_behalf_of("mother")]
        answer = await talk.say(
            "can my mum get a blue badge", "ask_eligibility", services=BLUE_BADGE, entities=entities
        )
        assert text not in answer.text

    async def test_facts_of_another_are_used_while_asking_for_them(self, talk, catalogue):
        entities = [on_behalf_of("father"), fact("veteran", subject="other")]
        answer = await talk.say(
            "my dad was in the navy, can he get a blue badge",
            "ask_eligibility",
            services=BLUE_BADGE,
            entities=entities,
        )
        assert note(catalogue, "blue-badge", "veterans").text in answer.text

    async def test_facts_of_another_are_never_the_speakers(self, talk, catalogue):
        entities = [on_behalf_of("father"), fact("veteran", subject="other")]
        await talk.say("my dad was in the navy", "state_about_me", entities=entities)
        await talk.say("it's for me", "state_about_me", entities=[on_behalf_of("self")])
        answer = await talk.say("can I get one", "ask_eligibility", services=BLUE_BADGE)
        assert note(catalogue, "blue-badge", "veterans").text not in answer.text
        assert "know nothing about you" in (await talk.say("my data", "ask_my_data")).text

    async def test_another_persons_facts_do_not_pass_to_a_third(self, talk, catalogue):
        entities = [on_behalf_of("father"), fact("veteran", subject="other")]
        await talk.say("my dad was in the navy", "state_about_me", entities=entities)
        answer = await talk.say(
            "can my mum get a blue badge",
            "ask_eligibility",
            services=BLUE_BADGE,
            entities=[on_behalf_of("mother")],
        )
        assert note(catalogue, "blue-badge", "veterans").text not in answer.text

    @pytest.mark.parametrize("first", [[], [on_behalf_of("father")]])
    async def test_him_and_her_are_somebody_else(self, talk, first):
        await talk.say("how much is a badge", "ask_cost", services=BLUE_BADGE, entities=first)
        answer = await talk.say("it's for him", "state_about_me")
        assert "Here “you” means that person" in answer.text

    async def test_a_button_leads_back_to_oneself(self, talk):
        entities = [on_behalf_of("mother")]
        await talk.say("for my mum", "ask_cost", services=BLUE_BADGE, entities=entities)
        answer = await talk.press("It is for me")
        assert "here it is for you" in answer.text
        assert "means that person" not in answer.text

    async def test_you_is_the_asker_where_the_asker_applies(self, talk):
        answer = await talk.say(
            "can my kids get free meals",
            "ask_eligibility",
            services=MEALS,
            entities=[on_behalf_of("child")],
        )
        assert "means that person" not in answer.text
        assert "It is for me" not in answer.titles
        answer = await talk.say(
            "I get universal credit", "state_about_me", entities=[fact("universal_credit")]
        )
        assert "you get Universal Credit" in answer.text

    async def test_what_is_said_of_a_child_is_heard_where_the_asker_applies(self, talk):
        await talk.say("free school meals", "find_service", services=MEALS)
        entities = [on_behalf_of("child"), fact("age", number=6, subject="other")]
        answer = await talk.say("my son is 6", "state_about_me", entities=entities)
        assert "it can matter" in answer.text
        assert CHECK in answer.titles

    async def test_another_who_could_apply_gets_the_rule_on_who_can(self, talk, catalogue):
        services = {"register-death": 0.9}
        await talk.say("registering the death", "ask_cost", services=services)
        answer = await talk.say(
            "can my brother do it instead", "state_about_me", entities=[on_behalf_of("other")]
        )
        assert catalogue.services["register-death"].eligibility_description in answer.text
        assert "that person" not in answer.text

    @pytest.mark.parametrize(("whom", "means"), [("partner", False), ("mother", True)])
    async def test_a_household_applies_as_one(self, talk, whom, means):
        await talk.say("council tax support", "ask_eligibility", services=REDUCTION)
        entities = [on_behalf_of(whom)]
        answer = await talk.say("what about them", "state_about_me", entities=entities)
        assert ("means that person" in answer.text) is means

    async def test_it_ends_with_a_new_service_and_no_word_of_them(self, talk):
        entities = [on_behalf_of("mother")]
        await talk.say("for my mum", "ask_cost", services=BLUE_BADGE, entities=entities)
        vote = {"register-to-vote": 0.99}
        answer = await talk.say("too late for the may elections?", "ask_duration", services=vote)
        assert "means that person" not in answer.text

    @pytest.mark.parametrize("text", ["and the bus pass?", "can she get a bus pass too"])
    async def test_it_goes_on_where_they_are_still_meant(self, talk, text):
        entities = [on_behalf_of("mother")]
        await talk.say("for my mum", "ask_cost", services=BLUE_BADGE, entities=entities)
        answer = await talk.say(text, "ask_eligibility", services=BUS_PASS)
        assert "means that person" in answer.text

    async def test_why_says_that_it_was_told_for_another(self, talk):
        entities = [on_behalf_of("mother")]
        await talk.say("for my mum", "ask_cost", services=BLUE_BADGE, entities=entities)
        answer = await talk.say("why this answer", "ask_why")
        assert "You ask for someone else" in answer.text
        assert "I used nothing about you" not in answer.text

    async def test_a_fact_about_a_stranger_says_nothing(self, talk):
        entities = [fact("landlord", subject="other")]
        answer = await talk.say("my neighbour is a landlord", "state_about_me", entities=entities)
        assert "Are you asking for that person?" in answer.text
        assert "know nothing about you" in (await talk.say("my data", "ask_my_data")).text

    async def test_without_a_service_it_asks_what_they_need(self, talk):
        answer = await talk.say(
            "it's for my mum", "state_about_me", entities=[on_behalf_of("mother")]
        )
        assert "What do they need?" in answer.text


async def test_a_fact_in_a_message_that_was_hardly_understood_is_heard(talk):
    answer = await talk.say(
        "I care for my father", "state_importance", confidence=0.45, entities=[fact("carer")]
    )
    assert "you look after someone" in answer.text


async def test_a_fact_while_choosing_keeps_the_choice_open(talk):
    tie = {"older-bus-pass": 0.8, "disabled-bus-pass": 0.75}
    await talk.say("the pass", "ask_documents", services=tie)
    answer = await talk.say("I'm a carer", "state_about_me", entities=[fact("carer")])
    assert {"None of these"} < set(answer.titles)
    assert "Yes, remember it" not in answer.titles
