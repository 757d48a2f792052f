"""``assistant chat``: a conversation in the terminal, through the public web API like everybody's."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests
from rich.console import Console
from rich.markup import escape

from bot.cli.errors import CannotRunError

_SECONDS = 60
Ask = Callable[[], str]


def talk(url: str, agency: str | None, console: Console, ask: Ask | None = None) -> None:
    """Open a conversation, and take lines until an empty one or the end of the input.

    A number presses the button with that number in the last answer. `ask` gives the next line; EOFError and
    KeyboardInterrupt end it too.

    Raises:
        CannotRunError: that is no web address, or no assistant answers there.
    """
    line = Line(url, agency)
    console.print(
        "You talk with the assistant. Type a number to press a button; an empty line ends it."
    )
    read = ask or (lambda: console.input("[bold]you:[/] "))
    try:
        while text := read().strip():
            show(line.say(text), console)
    except (EOFError, KeyboardInterrupt):
        pass
    console.print("Goodbye.")


class Line:
    """One conversation. `buttons` are those of the last answer."""

    def __init__(self, url: str, agency: str | None) -> None:
        _refuse_address(url)
        self._http = requests.Session()
        self._site = url.rstrip("/")
        conversations = f"{self._site}/chat/conversations"
        opened = self._post(conversations, {"agency": agency} if agency else {})
        if not {"conversation_id", "token"} <= opened.keys():
            raise CannotRunError(self._something_else())
        self._messages = f"{conversations}/{opened['conversation_id']}/messages"
        self._http.headers["Authorization"] = f"Bearer {opened['token']}"
        self.buttons: list[dict[str, str]] = []

    def say(self, text: str) -> list[dict[str, Any]]:
        """Send what was typed, or the button whose number it is; the messages that come back."""
        answer = self._post(self._messages, {"message_id": str(uuid.uuid4()), **self._meant(text)})
        messages: list[dict[str, Any]] = answer["messages"]
        self.buttons = [button for message in messages for button in message["buttons"]]
        return messages

    def _meant(self, text: str) -> dict[str, str]:
        if text.isdigit() and 0 < int(text) <= len(self.buttons):
            return {"button": self.buttons[int(text) - 1]["id"]}
        return {"text": text}

    def _post(self, url: str, content: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._http.post(url, json=content, timeout=_SECONDS)
        except requests.RequestException:
            raise CannotRunError(
                f"Nobody answers at {self._site}. Is the address right? "
                "On this machine, `make run` starts the assistant."
            ) from None
        told = _object_in(answer)
        if told is None or not (answer.ok or _is_problem(answer)):
            raise CannotRunError(self._something_else())
        if not answer.ok:
            raise CannotRunError(str(told.get("detail") or told.get("title") or answer.reason))
        return told

    def _something_else(self) -> str:
        return f"What answers at {self._site} is not this assistant. Is the address right?"


def _refuse_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # a bracket without its other
        sound = False
    if not sound:
        raise CannotRunError(f"{url!r} is not a web address. Write it like http://127.0.0.1:8080")


def _object_in(answer: requests.Response) -> dict[str, Any] | None:
    try:
        told = answer.json()
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _is_problem(answer: requests.Response) -> bool:
    """Whether the assistant says so itself (RFC 9457), and not some other server."""
    return answer.headers.get("Content-Type", "").startswith("application/problem+json")


def show(messages: list[dict[str, Any]], console: Console) -> None:
    """Print what the assistant says, its source, and the buttons numbered over all messages."""
    number = 0
    for message in messages:
        console.print(f"[bold cyan]assistant:[/] {escape(message['text'])}")
        source = message["source"]
        if source:
            console.print(f"  [dim]{escape(source['agency'])}, {escape(source['url'])}[/]")
        for button in message["buttons"]:
            number += 1
            console.print(f"  [{number}] {escape(button['title'])}", markup=False)
