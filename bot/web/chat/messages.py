"""A message as it comes in, checked and cleaned, from JSON or from the page's form."""

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.text.clean import clean_text
from bot.web.problems import ProblemError

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class NewMessage:
    """One message to hand over; either ``text`` or ``button`` is given."""

    message_id: uuid.UUID
    text: str | None = None
    button: uuid.UUID | None = None


async def read_object(request: web.Request) -> dict[str, Any]:
    """The JSON object in the body; no body is an empty one. Raises ProblemError."""
    try:
        body = await request.read()
        value = json.loads(body) if body else {}
    except (ValueError, RecursionError, web.RequestPayloadError):
        # ``from None``: the error quotes the body.
        raise ProblemError("broken-json") from None
    if not isinstance(value, dict):
        raise ProblemError("malformed", fields="body")
    return value


def message_from(fields: Mapping[str, Any], *, limit: int) -> NewMessage:
    """The message in a request. ``limit`` is in characters. Raises ProblemError, and repeats none of it."""
    message_id = as_uuid(fields.get("message_id"))
    if message_id is None:
        raise ProblemError("message-id-invalid")
    text, button = fields.get("text"), fields.get("button")
    if (text is None) == (button is None):
        raise ProblemError("malformed", fields="text, button")
    if button is not None:
        return NewMessage(message_id, button=button_id(button))
    return NewMessage(message_id, text=checked_text(text, limit=limit))


def checked_text(text: Any, *, limit: int) -> str:
    """A text cleaned, not empty and not too long. Raises ProblemError."""
    if not isinstance(text, str):
        raise ProblemError("malformed", fields="text")
    cleaned = clean_text(text)
    if not cleaned:
        raise ProblemError("message-empty")
    if len(cleaned) > limit:
        raise ProblemError("message-too-long", length=len(cleaned), limit=limit)
    return cleaned


def button_id(button: Any) -> uuid.UUID:
    """The id of a button; anything that cannot be one is a button nobody knows."""
    found = as_uuid(button)
    if found is None:
        raise ProblemError("unknown-button")
    return found


def as_uuid(value: Any) -> uuid.UUID | None:
    """A UUID in its usual form; ``None`` for anything else."""
    is_one = isinstance(value, str) and _UUID.fullmatch(value)
    return uuid.UUID(value) if is_one else None
