"""Every problem has its words, and its document is what RFC 9457 asks for."""

from pathlib import Path

import pytest

from bot.catalogue.wording import Wording
from bot.web.problems import STATUS, ProblemError, problem_document

WORDING = Wording.load(Path(__file__).parents[3] / "content" / "wording" / "en.yml")
VALUES = {"limit": 1, "length": 2, "fields": "text", "known": "council", "seconds": 3}


def say(key: str, **values: object) -> str:
    return WORDING.get(f"page.{key}", **values)


@pytest.mark.parametrize("kind", STATUS)
def test_every_problem_can_be_said(kind):
    document = problem_document(ProblemError(kind, **VALUES), say)
    assert document["type"] == f"/problems/{kind}"
    assert document["status"] == STATUS[kind]
    assert document["title"]
    assert document["detail"].endswith(".")
    assert "{" not in document["detail"]


def test_a_problem_that_passes_says_when_to_try_again():
    assert ProblemError("assistant-away", retry_after=3).headers() == {"Retry-After": "3"}


def test_a_missing_token_says_which_kind_is_wanted():
    assert ProblemError("no-token").headers()["WWW-Authenticate"].startswith("Bearer")
