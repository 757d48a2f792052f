"""A check of eligibility always comes to a finding; one that would not is refused with the reason."""

import copy
import itertools

import pytest
import yaml
from pydantic import ValidationError

from bot.catalogue.load import load
from bot.catalogue.model.eligibility import EligibilityCheck
from bot.settings import ROOT

CHECKS = load(ROOT / "content").eligibility.values()

CHECK = {
    "service_id": "pool-pass",
    "agency_id": "town",
    "opening": "Three questions.",
    "questions": [
        {
            "id": "age",
            "question": "How old are you?",
            "condition": "You must be 18.",
            "help": "Choose one.",
            "answers": [
                {"key": "old", "name": "18 or more"},
                {"key": "young", "name": "Under 18", "finding": "unlikely", "text": "Come later."},
            ],
        },
        {
            "id": "home",
            "question": "Do you live here?",
            "condition": "You must live here.",
            "help": "Choose one.",
            "answers": [
                {"key": "yes", "name": "Yes", "finding": "likely", "text": "Apply."},
                {"key": "no", "name": "No", "finding": "open", "text": "Ask us."},
            ],
        },
    ],
}  # fmt: skip


def changed(**answer):
    check = copy.deepcopy(CHECK)
    check["questions"][1]["answers"][0] = {"key": "yes", "name": "Yes"} | answer
    return check


def test_the_answers_lead_from_question_to_question():
    check = EligibilityCheck.model_validate(CHECK)
    age, home = check.questions
    assert check.after(age, age.answers[0]) == "home"
    assert check.after(age, age.answers[1]) is None
    assert check.question("home") is home


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({}, "leads to no later question"),
        ({"goes_to": "age"}, "leads to no later question"),
        ({"goes_to": "moon"}, "leads to no later question"),
        ({"finding": "likely"}, "belong together"),
        ({"text": "Apply."}, "belong together"),
        ({"finding": "likely", "text": "Apply.", "goes_to": "age"}, "ends the check"),
    ],
)
def test_an_answer_that_leads_nowhere_is_refused(answer, reason):
    with pytest.raises(ValidationError, match=reason):
        EligibilityCheck.model_validate(changed(**answer))


@pytest.mark.parametrize(("fact", "faults"), [("carer", 0), ("rich", 1)])
def test_a_fact_that_answers_a_question_must_be_one_that_people_can_state(
    content_dir, refusals, fact, faults
):
    check = changed(finding="likely", text="Apply.", when={"fact": fact})
    del check["agency_id"]
    folder = content_dir / "eligibility"
    folder.mkdir()
    content = {"agency": "town", "eligibility": [check]}
    (folder / "town.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    assert sum("no fact is called rich" in each for each in refusals()) == faults
    assert len(refusals()) == faults


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.service_id)
def test_every_published_check_can_end_likely_and_unlikely_and_no_word_has_two_meanings(check):
    answers = [answer for question in check.questions for answer in question.answers]
    assert {str(answer.finding) for answer in answers if answer.finding} >= {"likely", "unlikely"}
    for question in check.questions:
        words = [word for answer in question.answers for word in answer.words]
        assert len(words) == len(set(words)), question.id
        for one, other in itertools.permutations(question.answers, 2):
            stems = [word[:-1] for word in one.words if word.endswith("*")]
            clash = [word for word in other.words for stem in stems if word.startswith(stem)]
            assert not clash, (question.id, clash)
