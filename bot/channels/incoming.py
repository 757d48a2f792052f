"""What the web process sends to the connector, checked."""

import uuid
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from bot.text.clean import as_typed_text


class MalformedMessageError(ValueError):
    """The message cannot be handled; the text says why, without repeating any of it."""


class Incoming(BaseModel):
    """One message: either typed text or the id of a button."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    conversation_id: uuid.UUID
    message_id: uuid.UUID
    text: str | None = None
    button: uuid.UUID | None = None
    metadata: dict[str, Any] = {}

    @model_validator(mode="after")
    def _one_of_text_and_button(self) -> "Incoming":
        if (self.text is None) == (self.button is None):
            raise ValueError("give either text or button")
        if self.text is not None and not self.text.strip():
            raise ValueError("text is empty")
        return self


def parse_incoming(body: bytes) -> Incoming:
    """Read a request body. Raises MalformedMessageError."""
    try:
        incoming = Incoming.model_validate_json(body)
    except ValidationError as error:
        # Only where and what kind: pydantic's own text would repeat the input.
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['type']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise MalformedMessageError(faults) from None
    if incoming.text is None:
        return incoming
    return incoming.model_copy(update={"text": as_typed_text(incoming.text)})
