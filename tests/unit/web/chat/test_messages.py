"""A message is checked before anything is done with it, and no complaint repeats it."""

import pytest

from bot.web.chat.messages import message_from
from bot.web.problems import ProblemError

ID = "48cee07c-9365-48ad-88eb-9c7e31685cc6"


def problem_of(**fields) -> ProblemError:
    with pytest.raises(ProblemError) as caught:
        message_from({"message_id": ID, **fields}, limit=2000)
    return caught.value


def test_a_text_is_cleaned():
    assert message_from({"message_id": ID, "text": " hello\x00 "}, limit=2000).text == "hello"


@pytest.mark.parametrize("text", ["", " \n ", "\u200b"])
def test_an_empty_text_is_refused(text):
    assert problem_of(text=text).kind == "message-empty"


def test_a_text_may_be_as_long_as_the_limit_and_no_longer():
    assert message_from({"message_id": ID, "text": "😀" * 2000}, limit=2000).text == "😀" * 2000
    problem = problem_of(text="a" * 2001)
    assert (problem.kind, problem.values) == ("message-too-long", {"length": 2001, "limit": 2000})


@pytest.mark.parametrize("message_id", [None, "", "1", 7, ["x"], ID[:-1], "{" + ID + "}", ID + " "])
def test_a_message_id_must_be_a_uuid(message_id):
    assert problem_of(message_id=message_id, text="hello").kind == "message-id-invalid"


@pytest.mark.parametrize(
    "said", [{}, {"text": "a", "button": ID}, {"text": 7}, {"text": ["a"]}, {"text": {"a": 1}}]
)
def test_exactly_one_of_text_and_button_is_given_and_text_is_text(said):
    assert problem_of(**said).kind == "malformed"


@pytest.mark.parametrize("button", ["", "x", 7, [], "../../etc"])
def test_a_button_that_cannot_be_one_is_a_button_nobody_knows(button):
    assert problem_of(button=button).kind == "unknown-button"


def test_a_problem_never_holds_what_was_written():
    problem = problem_of(text="my secret " * 1000)
    assert "secret" not in repr(problem) + str(problem.values)
