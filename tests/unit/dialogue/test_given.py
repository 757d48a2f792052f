"""Reading an answer to a question from what was typed or pressed."""

import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.given import Given, given_by_button, given_in_words, typed_number
from bot.dialogue.listening import load_listening
from bot.dialogue.message import Message
from bot.feedback.instruments import load_instrument
from tests.support.facts import duration

CONTENT = Path(__file__).parents[3] / "content"
INSTRUMENT = load_instrument(CONTENT / "survey.yml")
LISTENING = load_listening(CONTENT / "listening.yml")
ITEMS = INSTRUMENT.items


def message(text, intent="nlu_fallback", entities=()):
    return Message(
        message_id=uuid.uuid4(),
        conversation_id=uuid.uuid4(),
        agency_id="council",
        text=text,
        intent=intent,
        entities=tuple(entities),
    )


def read(item_id, text, intent="nlu_fallback", entities=()):
    return given_in_words(ITEMS[item_id], message(text, intent, entities), LISTENING)


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.id)
def test_every_button_of_every_question_is_an_answer_on_its_scale(item):
    for option in item.options:
        answer = given_by_button(item, str(option.value))
        assert answer is not None
        assert not answer.off_scale


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.id)
def test_every_label_can_be_typed(item):
    for option in item.options:
        answer = given_in_words(item, message(option.label), LISTENING)
        assert answer == given_by_button(item, str(option.value))


def test_a_made_up_value_of_a_button_is_no_answer():
    assert given_by_button(ITEMS["satisfied"], "9") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", (4, None)),
        ("four", (4, None)),
        ("4 out of 5", (4, 5)),
        ("3/5", (3, 5)),
        ("I'd give it a 2", (2, None)),
        ("five stars", (5, None)),
        ("2 or 3", None),
        ("a lot", None),
    ],
)
def test_ratings_in_words_and_figures(text, number):
    assert typed_number(text) == number


def test_a_rating_off_the_scale_is_noticed():
    assert read("satisfied", "7") == Given(off_scale=True)
    assert read("satisfied", "8 out of 10") == Given(off_scale=True)


def test_a_number_in_a_longer_sentence_is_about_something_else():
    text = "I have 3 children and one of them needs free school meals"
    assert read("satisfied", text, "find_service") is None


@pytest.mark.parametrize("intent", ["ask_cost", "ask_duration"])
def test_a_question_is_never_an_answer(intent):
    assert read("satisfied", "is it 4 pounds", intent) is None


def test_a_length_of_time_in_a_question_is_no_answer():
    text = "is it true that it takes more than three weeks?"
    assert read("expected-time-will", text, "nlu_fallback", [duration("P3W")]) is None


def test_a_length_of_time_in_a_new_request_is_no_answer():
    text = "my bin was not emptied for two weeks now"
    assert read("expected-time-will", text, "report_problem", [duration("P2W")]) is None


@given(st.text(max_size=80), st.sampled_from(sorted(ITEMS)))
def test_no_text_is_too_odd(text, item_id):
    answer = read(item_id, text)
    assert (
        answer is None or answer.off_scale or any((answer.number, answer.duration, answer.choice))
    )
