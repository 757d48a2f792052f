"""What the action server answers is checked against Rasa's schema; the schema itself is checked once.

Rasa checks both each time, and its schema describes every event there is: nearly half of the time that a turn
takes in its process was spent on that.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def check_the_schema_once() -> None:
    """Let Rasa's remote actions check answers with one validator for the whole process."""
    RemoteAction._validate_action_result = _validated


def _validated(_: RemoteAction, answer: dict[str, Any]) -> bool:
    """Raises jsonschema.ValidationError when the answer is not one of an action server."""
    _validator().validate(answer)
    return True


@cache
def _validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)
