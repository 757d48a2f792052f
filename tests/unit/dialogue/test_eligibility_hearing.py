"""Answers to a check in people's own words, against the checks that are published."""

import datetime as dt

import pytest

from bot.catalogue.load import load
from bot.dialogue.eligibility_hearing import Said, explained, hear, hear_ahead
from bot.dialogue.listening import load_listening
from bot.settings import ROOT

CHECKS = load(ROOT / "content").eligibility
LISTENING = load_listening(ROOT / "content" / "listening.yml")
TODAY = dt.date(2026, 11, 24)


def question(place):
    service_id, question_id = place.split(".")
    return CHECKS[service_id].question(question_id)


def said(text):
    return Said(text, TODAY, LISTENING)


def heard(place, text):
    answer = hear(question(place), said(text)).answer
    return answer.key if answer else None


ANSWERS = {
    "childcare-funding.age": {
        "she is 3": "older", "3": "older", "four": "older", "hes 3 and a half": "older", "18 months": "baby",
        "9 months old": "baby", "she's nearly 3": "two", "2": "two", "just turned two": "two",
        "born in june 2023": "older", "she is 5": "school", "she is in reception": "school",
        "under 2": "baby", "its for my niece whos four": "older", "i am 34": None, "purple": None,
    },
    "childcare-funding.benefit": {
        "we get nothing": "no", "yh universal credit": "yes", "no, nothing like that": "no",
        "we don't get universal credit": "no", "i don't know": "unsure", "yes he gets dla": "yes",
    },
    "childcare-funding.work": {
        "we both work": "yes", "i don't work": "no", "single mum working 20 hours": "yes",
        "only he works": "no", "yes but my partner is on leave": "yes",
    },
    "childcare-funding.earn": {
        "20 hours": "yes", "i work 10 hours a week": "no", "i earn 120k": "no", "yeah well over": "yes",
    },
    "free-school-meals.school": {
        "yes he is": "yes", "no we pay fees": "no", "he's at an academy": "yes",
        "yeah she goes to the one on our road": "yes",
    },
    "free-school-meals.year": {
        "hes 6": "infant", "she's 7": None, "9": "older", "yr 4": "older", "year two": "infant",
        "she is in year 9": "older", "he's nine": "older", "y2": "infant",
    },
    "free-school-meals.benefit": {
        "no, we don't get universal credit": "no", "no universal credit": "no", "uc": "yes",
        "no i get universal credit": None,
    },
    "older-bus-pass.home": {
        "yes he lives with me": "yes", "yes but I'm moving to Leeds next month": "yes",
        "no she lives in Derby": "no", "she does not live here": "no",
    },
    "older-bus-pass.born": {
        "june 1960": "between", "12 may 1960": "between", "I am 66": None, "1956": "before", "1960": None,
        "3rd of april 1960": "before", "12/05/1961": "after", "born in 56": "before", "i'm 72": "before",
        "she turns 60 next year": "after", "she was born in 1951": "before", "1958 i think": "before",
    },
    "council-tax-reduction.pays": {
        "my landlord pays it": "no", "yes its in both our names": "yes", "it's not in my name": "no",
    },
    "council-tax-reduction.savings": {
        "i have about 20 grand": "yes", "20k": "yes", "£9,500": "no", "about 500 quid": "no",
        "twenty thousand": "yes", "over 16000": "yes", "less than a few hundred": None, "16000": "no",
        "no only about 5 grand": "no", "not a penny": None, "skint": "no",
    },
    "council-tax-reduction.income": {
        "i lost my job": "yes", "I lost my job last month and get nothing": "yes", "not sure": "unsure",
    },
    "blue-badge.benefit": {
        "no pip, she gets attendance allowance": "none", "he gets PIP": None,
        "10 points for planning journeys": "journeys", "pip with 8 points for moving": "pip",
        "12 points for planning a journey": "none", "he's registered blind": "blind", "war pension": "war",
        "she is not blind": None, "none of them": "none",
    },
    "blue-badge.walking": {
        "she uses a zimmer": "yes", "yes": "yes", "no he just broke his leg": "no", "he runs off": "hidden",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("place", "text", "key"),
    [(place, text, key) for place, texts in ANSWERS.items() for text, key in texts.items()],
)
def test_an_answer_is_heard_in_plain_words(place, text, key):
    assert heard(place, text) == key


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("older-bus-pass.born", "I am 66"),
        ("older-bus-pass.born", "1960"),
        ("free-school-meals.year", "she's 7"),
    ],
)
def test_a_number_that_fits_two_answers_is_asked_more_closely(place, text):
    assert hear(question(place), said(text)).near
    assert question(place).nearer


@pytest.mark.parametrize(
    ("place", "text", "key"),
    [
        ("free-school-meals.year", "she is in year 9 and I get universal credit", "older"),
        ("childcare-funding.age", "help with childcare for my 3 year old", "older"),
        ("childcare-funding.work", "single mum working 20 hours", "yes"),
        ("childcare-funding.earn", "single mum working 20 hours", "yes"),
        ("older-bus-pass.born", "I was born on the 3rd of May 1955", "before"),
        ("council-tax-reduction.savings", "actually i have 20 grand savings", "yes"),
        ("childcare-funding.earn", "I want the 30 hours", None),
        ("older-bus-pass.born", "do you have to be 66", None),
        ("childcare-funding.age", "is it for 2 year olds", None),
        ("council-tax-reduction.savings", "how much is it in 2026", None),
    ],
)
def test_only_what_is_beyond_doubt_answers_a_question_not_yet_asked(place, text, key):
    answer = hear_ahead(question(place), said(text))
    assert (answer.key if answer else None) == key


@pytest.mark.parametrize(
    ("place", "text", "told"),
    [
        ("blue-badge.benefit", "wait what is pip", "Personal Independence Payment"),
        ("blue-badge.benefit", "he gets PIP", "10 points for planning"),
        ("free-school-meals.school", "whats a state school", "do not pay fees"),
        ("council-tax-reduction.income", "how low?", "There is no one limit"),
    ],
)
def test_a_thing_in_a_question_is_explained(place, text, told):
    assert told in explained(question(place), text)


def test_every_way_of_saying_an_answer_leads_to_that_answer():
    wrong = [
        (check.service_id, asked.id, run, answer.key)
        for check in CHECKS.values()
        for asked in check.questions
        for answer in asked.answers
        for run in (*answer.words, *answer.telling)
        if heard(f"{check.service_id}.{asked.id}", run.rstrip("*")) != answer.key
    ]
    assert wrong == []
