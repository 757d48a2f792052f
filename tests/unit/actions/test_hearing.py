"""What citizens expect, what matters to them, and how it went."""

import pytest

from bot.feedback.tables import Answer, Ask, Promise, Submission
from tests.support.facts import duration

BLUE_BADGE = {"blue-badge": 0.9}


async def test_an_expectation_is_kept_with_service_dimension_kind_quantity_and_masked_words(talk):
    text = "Ada Smith here, my blue badge should take two days"
    spans = [{"start": 0, "end": 9, "kind": "name"}]
    await talk.say(
        text,
        "state_expectation",
        services=BLUE_BADGE,
        entities=[duration("P2D")],
        personal_data=spans,
    )
    (answer,) = talk.rows(Answer)
    assert (answer.item_kind, answer.driver) == ("expectation_should", "efficiency")
    assert answer.value_duration == "P2D"
    assert answer.value_text == "[name] here, my blue badge should take two days"
    assert (answer.scale_type, answer.ask_id) == ("duration", None)
    (submission,) = talk.rows(Submission)
    assert (submission.service_id, submission.moment) == ("blue-badge", "before")
    assert (submission.agency_id, submission.channel) == ("council", "web")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I expect it will take two days", "expectation_will"),
        ("it should take two days", "expectation_should"),
        ("two days would be acceptable", "expectation_should"),
        ("I should think it takes two days", "expectation_will"),
    ],
)
async def test_what_will_be_and_what_should_be_are_never_merged(talk, text, kind):
    entities = [duration("P2D")]
    await talk.say(text, "state_expectation", services=BLUE_BADGE, entities=entities)
    assert talk.rows(Answer)[0].item_kind == kind


async def test_it_is_held_against_the_standard_and_against_what_was_achieved(talk):
    answer = await talk.say(
        "a blue badge should take two days",
        "state_expectation",
        services=BLUE_BADGE,
        entities=[duration("P2D")],
    )
    assert "You think it should take 2 days" in answer.text
    assert "shorter than the standard" in answer.text
    assert "It is not being kept right now" in answer.text
    (promise,) = talk.rows(Promise)
    assert promise.text in answer.text
    assert promise.standard_version == 1


async def test_time_that_has_gone_by_is_no_expectation(talk):
    entities = [duration("P6W", elapsed=True), duration("P2D")]
    text = "I have waited six weeks, I expected two days"
    await talk.say(text, "state_expectation", services=BLUE_BADGE, entities=entities)
    assert talk.rows(Answer)[0].value_duration == "P2D"


async def test_an_expectation_about_respect_is_noted_without_talk_of_time(talk):
    text = "I'd expect you to treat my mum with a bit of respect"
    answer = await talk.say(text, "state_expectation", services=BLUE_BADGE)
    assert talk.rows(Answer)[0].driver == "humanity"
    assert "I cannot promise how it will turn out" in answer.text
    assert talk.rows(Promise) == []


async def test_an_expectation_without_a_service_is_kept_and_asked_about(talk):
    asked = await talk.say(
        "it should take two days", "state_expectation", entities=[duration("P2D")]
    )
    assert "Which service is it about?" in asked.text
    assert talk.rows(Submission)[0].service_id is None
    answer = await talk.say("the blue badge", "find_service", services=BLUE_BADGE)
    assert "within 12 weeks" in answer.text


async def test_what_matters_is_kept_with_its_driver(talk):
    text = "being told what is happening matters most"
    answer = await talk.say(text, "state_importance", services=BLUE_BADGE)
    (row,) = talk.rows(Answer)
    assert (row.item_kind, row.driver, row.value_text) == (
        "importance_stated",
        "transparency",
        text,
    )
    assert "what matters to you" in answer.text


async def test_somebody_unhappy_is_heard_and_shown_a_way_on(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    answer = await talk.say("the staff were rude, useless lot", "express_dissatisfaction")
    (row,) = talk.rows(Answer)
    assert (row.item_kind, row.driver) == ("perception", "humanity")
    assert "I am sorry" in answer.text
    assert answer.titles == ["Talk to a person", "What if they say no?", "Leave a message"]


async def test_an_insult_is_met_with_kindness_and_no_question_follows(talk):
    answer = await talk.say("you stupid bot", "express_dissatisfaction")
    assert answer.kinds == ["note"]
    assert talk.rows(Ask) == []


async def test_words_nobody_looked_at_for_personal_data_are_not_kept(talk):
    await talk.say("it matters", "state_importance", services=BLUE_BADGE, personal_data=None)
    assert talk.rows(Submission) == []


async def test_somebody_pleased_is_thanked(talk):
    assert "glad" in (await talk.say("that was brilliant", "express_satisfaction")).text


def said_as_read(text: str, *lengths: tuple[str, str], **more: bool) -> list[dict]:
    """The entities of lengths of time, where they stand in a text."""
    return [
        duration(value, start=text.index(words), end=text.index(words) + len(words), **more)
        for words, value in lengths
    ]


async def test_a_length_of_time_alone_chooses_no_service(talk):
    text = "I expect 3 months"
    answer = await talk.say(
        text,
        "state_expectation",
        services={"hospital-waiting-time": 0.98},
        entities=said_as_read(text, ("3 months", "P3M")),
    )
    assert "Which service is it about?" in answer.text
    assert talk.rows(Submission)[0].service_id is None


async def test_a_length_of_time_does_not_choose_among_the_services_shown(talk):
    tie = {"planning-application": 0.8, "planning-comment": 0.78}
    shown = await talk.say("planning", "find_service", services=tie)
    text = "I expect 3 months"
    answer = await talk.say(
        text,
        "state_expectation",
        services={"hospital-waiting-time": 0.98},
        entities=said_as_read(text, ("3 months", "P3M")),
    )
    assert answer.titles == shown.titles
    assert talk.rows(Submission)[0].service_id is None


async def test_a_feeling_that_names_nothing_is_filed_with_no_service(talk):
    await talk.say("8 weeks is too long", "express_dissatisfaction", services={"allotment": 0.7})
    assert talk.rows(Submission)[0].service_id is None


async def test_what_should_be_and_what_will_be_are_both_kept(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    text = "should answer within 10 days but it will probably be 6 weeks"
    answer = await talk.say(
        text,
        "state_expectation",
        entities=said_as_read(text, ("10 days", "P10D"), ("6 weeks", "P6W")),
    )
    kept = {row.item_kind: row.value_duration for row in talk.rows(Answer)}
    assert kept == {"expectation_should": "P10D", "expectation_will": "P6W"}
    assert "You think it should take 10 days" in answer.text
    assert "You expect it to take 6 weeks" in answer.text


async def test_the_half_without_a_number_is_kept_too(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    text = "I think three weeks is fair, but I expect it'll be months"
    entities = said_as_read(text, ("three weeks", "P3W"))
    await talk.say(text, "state_expectation", entities=entities)
    kept = {row.item_kind: row.value_duration for row in talk.rows(Answer)}
    assert kept == {"expectation_should": "P3W", "expectation_will": None}


async def test_what_would_do_is_the_longest_that_is_acceptable(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    text = "two days would be ok"
    entities = said_as_read(text, ("two days", "P2D"))
    answer = await talk.say(text, "state_expectation", entities=entities)
    assert talk.rows(Answer)[0].item_kind == "minimum_acceptable"
    assert "You would call 2 days OK." in answer.text


async def test_a_time_echoed_in_disbelief_is_not_expected(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    text = "that's ridiculous. 8 weeks?? I expected 2"
    entities = said_as_read(text, ("8 weeks", "P8W"), ("2", "P2W"))
    await talk.say(text, "state_expectation", entities=entities)
    assert [row.value_duration for row in talk.rows(Answer)] == ["P2W"]


async def test_what_expects_nothing_is_not_kept_as_an_expectation(talk):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    answer = await talk.say("i already paid half", "state_expectation")
    assert talk.rows(Submission) == []
    assert "did not understand" in answer.text


async def test_a_broken_promise_is_a_complaint(talk):
    text = "you said you'd answer in a week and it's been a month"
    entities = [
        *said_as_read(text, ("a week", "P1W")),
        *said_as_read(text, ("a month", "P1M"), elapsed=True),
    ]
    answer = await talk.say(text, "state_expectation", entities=entities)
    assert [row.item_kind for row in talk.rows(Answer)] == ["perception"]
    assert "I am sorry" in answer.text


class TestHowToComplain:
    async def test_it_is_answered_and_kept_nowhere(self, talk):
        await talk.say("blue badge", "find_service", services=BLUE_BADGE)
        answer = await talk.say("how do I complain about this", "express_dissatisfaction")
        assert "To complain to Ambershire Council" in answer.text
        assert "01632 960100" in answer.text
        assert "Leave a message" in answer.titles
        assert talk.rows(Submission) == []

    async def test_an_agency_with_a_service_for_complaints_is_answered_by_it(self, start_talk):
        talk = start_talk("health")
        answer = await talk.say("I want to make a complaint", "express_dissatisfaction")
        assert answer.service == "health-complaint"

    async def test_what_is_complained_about_by_name_is_answered(self, talk):
        text = "how do I make a noise complaint"
        answer = await talk.say(text, "express_dissatisfaction")
        assert answer.service == "noise-nuisance"
