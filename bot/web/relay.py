"""The client of the assistant process: one message in, its stored answer out, within a deadline."""

import uuid
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.text.clean import as_typed_text
from bot.web.problems import ProblemError

WEBHOOK = "/webhooks/web/webhook"
READY = "/webhooks/web/"
PARSE = "/model/parse"
AWAY_RETRY_SECONDS = 3
READY_DEADLINE = 2.0
"""Seconds. A readiness answer that takes longer is a no."""

_REFUSED = {404: "unknown-button", 409: "message-id-used", 422: "malformed"}


@dataclass(frozen=True)
class Outgoing:
    """One message on its way to the assistant: either ``text`` or ``button`` is given."""

    conversation_id: uuid.UUID
    message_id: uuid.UUID
    metadata: dict[str, Any]
    text: str | None = None
    button: uuid.UUID | None = None

    def as_json(self) -> dict[str, Any]:
        """The body of the connector's webhook."""
        said = {"text": self.text} if self.button is None else {"button": str(self.button)}
        return {
            "conversation_id": str(self.conversation_id),
            "message_id": str(self.message_id),
            "metadata": self.metadata,
            **said,
        }


class Relay:
    """Speaks to the connector. Every failure is a ProblemError; nothing of a message is in it."""

    def __init__(self, http_session: aiohttp.ClientSession, url: str, deadline: float) -> None:
        self._http_session = http_session
        self._url = url
        self._deadline = aiohttp.ClientTimeout(total=deadline)

    async def send(self, outgoing: Outgoing) -> list[dict[str, Any]]:
        """Hand over one message and return the messages of its stored answer.

        Raises ProblemError: ``assistant-away`` when it may be sent again, else what is wrong with it.
        """
        answer = await self._post(WEBHOOK, outgoing.as_json())
        messages = answer.get("messages")
        if not isinstance(messages, list):
            raise _away()
        return messages

    async def personal_data(self, text: str) -> list[dict[str, Any]]:
        """The spans of personal data in a cleaned text: ``[{"start", "end", "kind"}]``.

        Raises ProblemError.
        """
        # A leading slash would make it a payload: nobody would look at it, and Rasa would log it.
        answer = await self._post(PARSE, {"text": as_typed_text(text)})
        spans = answer.get("personal_data")
        if not isinstance(spans, list):
            # Nobody looked. A text that was not looked at must not be stored.
            raise _away()
        return spans

    async def is_ready(self) -> bool:
        """Whether the assistant would answer now."""
        deadline = aiohttp.ClientTimeout(total=READY_DEADLINE)
        try:
            async with self._http_session.get(self._url + READY, timeout=deadline) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            async with self._http_session.post(
                self._url + path, json=body, timeout=self._deadline
            ) as response:
                if response.status in _REFUSED:
                    raise ProblemError(_REFUSED[response.status])
                response.raise_for_status()
                answer = await response.json()
        except (aiohttp.ClientError, TimeoutError, ValueError):
            # ``from None``: the error could quote what was sent.
            raise _away() from None
        return answer if isinstance(answer, dict) else {}


def _away() -> ProblemError:
    return ProblemError("assistant-away", retry_after=AWAY_RETRY_SECONDS)
