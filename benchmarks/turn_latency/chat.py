"""A citizen with a stop-watch: one conversation through the web chat's API, one message after the other."""

import http.client
import json
import time
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Timed:
    """A server's answer and how many seconds it took, from the request to the last byte."""

    seconds: float
    status: int
    body: dict[str, Any]


class Connection:
    """A kept-alive connection that posts JSON."""

    def __init__(self, url: str) -> None:
        self._http = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)

    def post(self, path: str, body: dict[str, Any], token: str = "") -> Timed:
        """Send one request and wait for its answer. Raises OSError when nobody is there."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = json.dumps(body).encode()
        began = time.perf_counter()
        self._http.request("POST", path, data, headers)
        answer = self._http.getresponse()
        received = answer.read()
        return Timed(time.perf_counter() - began, answer.status, json.loads(received or b"{}"))

    def close(self) -> None:
        """Hang up."""
        self._http.close()


class Chat:
    """One conversation, opened when it is made."""

    def __init__(self, connection: Connection) -> None:
        opened = connection.post("/chat/conversations", {}).body
        self._connection = connection
        self._path = f"/chat/conversations/{opened['conversation_id']}/messages"
        self._token = opened["token"]

    def say(self, text: str) -> Timed:
        """Send one message; the answer comes when the turn is stored."""
        body = {"message_id": str(uuid.uuid4()), "text": text}
        return self._connection.post(self._path, body, self._token)


def is_from_catalogue(answer: Timed) -> bool:
    """Whether an answer names the catalogue entry it comes from."""
    return any(message.get("source") for message in answer.body.get("messages", []))
