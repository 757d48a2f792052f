"""What the action server answers is still checked, only faster."""

from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from bot.channels.validation import check_the_schema_once

check = RemoteAction._validate_action_result


@pytest.fixture(autouse=True)
def replaced() -> Any:
    check_the_schema_once()
    yield
    RemoteAction._validate_action_result = check  # type: ignore[method-assign]


@pytest.mark.parametrize(
    "answer",
    [
        {"events": [], "responses": []},
        {"events": [{"event": "slot", "name": "service", "value": None, "timestamp": None}]},
        {"responses": [{"text": "Hello"}]},
    ],
)
def test_a_proper_answer_passes(answer: dict[str, Any]) -> None:
    assert RemoteAction("action_greet", None)._validate_action_result(answer)


@pytest.mark.parametrize(
    "answer",
    [
        {"events": [{"event": "slot"}]},
        {"events": [{"event": "no such event"}]},
        {"events": "none"},
        {"responses": ["Hello"]},
        [],
    ],
)
def test_what_rasa_refuses_is_still_refused(answer: Any) -> None:
    action = RemoteAction("action_greet", None)
    with pytest.raises(ValidationError):
        check(action, answer)
    with pytest.raises(ValidationError):
        action._validate_action_result(answer)
