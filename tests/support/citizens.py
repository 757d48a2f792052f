"""Citizens who talk with a running system through the public web API."""

import time
import uuid
from typing import Any

import requests

RETRY_LATER = {429, 502, 503, 504}


class Citizen:
    """Somebody who opens a conversation and sends messages, and gives up when one is not answered."""

    def __init__(self, web_url: str, agency: str | None = None, **opening: str) -> None:
        self._http = requests.Session()
        self._url = f"{web_url}/chat/conversations"
        if agency:
            opening["agency"] = agency
        opened = self._http.post(self._url, json=opening, timeout=30)
        assert opened.status_code == 201, opened.text
        self.conversation_id = opened.json()["conversation_id"]
        self.token = opened.json()["token"]
        self.last: list[dict[str, Any]] = []
        self.key: str | None = opening.get("citizen_key")
        """What an app keeps to be known again, once the citizen has agreed to be remembered."""

    def say(self, text: str) -> list[dict[str, Any]]:
        """Send a typed message; returns the assistant's messages."""
        return self._send({"text": text})

    def press(self, title: str) -> list[dict[str, Any]]:
        """Press the button with this title in the last answer."""
        buttons = [button for message in self.last for button in message["buttons"]]
        for button in buttons:
            if button["title"].casefold() == title.casefold():
                return self._send({"button": button["id"]})
        raise AssertionError(f"no button {title!r} among {[b['title'] for b in buttons]}")

    def post(self, content: dict[str, Any]) -> requests.Response:
        """Post a message as it is; returns whatever comes back."""
        return self._http.post(
            f"{self._url}/{self.conversation_id}/messages",
            headers={"Authorization": f"Bearer {self.token}"},
            json={"message_id": str(uuid.uuid4()), **content},
            timeout=60,
        )

    def _send(self, content: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.post(content)
        assert answer.status_code == 200, answer.text
        if answer.json().get("citizen_key_kept"):
            self.key = self.token
        self.last = answer.json()["messages"]
        return self.last


class PatientCitizen(Citizen):
    """Somebody whose browser keeps a message and sends it again, under the same id, until it is answered."""

    patience = 90.0
    """Seconds."""

    def _send(self, content: dict[str, Any]) -> list[dict[str, Any]]:
        content = {"message_id": str(uuid.uuid4()), **content}
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            try:
                answer = self.post(content)
            except requests.ConnectionError:
                time.sleep(0.2)
                continue
            if answer.status_code not in RETRY_LATER:
                assert answer.status_code == 200, answer.text
                self.last = answer.json()["messages"]
                return self.last
            time.sleep(0.2)
        raise AssertionError(f"not answered within {self.patience} s")
