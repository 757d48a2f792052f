"""Citizens for tests of the web chat: one with an app, one with a browser that runs no scripts."""

import re
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient


@dataclass
class Chat:
    """One conversation through the API, as an agency's app would have it."""

    http: TestClient
    id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """What proves whose conversation it is."""
        return {"Authorization": f"Bearer {self.token}"}

    def url(self, part: str) -> str:
        """The address of a part of the conversation."""
        return f"/chat/conversations/{self.id}/{part}"

    async def send(self, text: Any = None, **fields: Any) -> ClientResponse:
        """Send a message with an id of its own, unless one is given."""
        said = {} if text is None else {"text": text}
        body = {"message_id": str(uuid.uuid4()), **said, **fields}
        return await self.http.post(self.url("messages"), json=body, headers=self.headers)

    async def get(self, part: str, **headers: str) -> ClientResponse:
        """Read a part of the conversation."""
        return await self.http.get(self.url(part), headers=self.headers | headers)

    async def texts(self) -> str:
        """The transcript in plain text."""
        return await (await self.get("transcript")).text()


async def open_chat(http: TestClient, **fields: Any) -> Chat:
    """A new conversation through the API."""
    answer = await http.post("/chat/conversations", json=fields)
    assert answer.status == 201, await answer.text()
    opened = await answer.json()
    return Chat(http, opened["conversation_id"], opened["token"])


@dataclass
class Form:
    """A form of a page: where it goes, its hidden fields, and its buttons by what stands on them."""

    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, dict[str, str]] = field(default_factory=dict)


class Page(HTMLParser):
    """What a browser without scripts has of a page."""

    def __init__(self, answer: ClientResponse, html: str) -> None:
        super().__init__()
        self.status = answer.status
        self.path = answer.url.path_qs
        self.html = html
        self.forms: list[Form] = []
        self.main: dict[str, str] = {}
        self._button: dict[str, str] | None = None
        self._template = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of forms and what is in them."""
        given = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._template += 1
        if self._template:
            return
        if tag == "main":
            self.main = given
        elif tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "input" and given.get("type") == "hidden":
            self.forms[-1].fields[given["name"]] = given["value"]
        elif tag == "button" and self.forms:
            self._button = {given["name"]: given["value"]} if "name" in given else {}

    def handle_endtag(self, tag: str) -> None:
        """Leave a template or a button."""
        if tag == "template":
            self._template -= 1
        if tag == "button":
            self._button = None

    def handle_data(self, data: str) -> None:
        """Name a button by what stands on it."""
        if self._button is not None and data.strip():
            self.forms[-1].buttons[data.strip()] = self._button

    def form_with(self, button: str) -> Form:
        """The form that a button belongs to."""
        return next(form for form in self.forms if button in form.buttons)

    @property
    def text(self) -> str:
        """Everything that stands on the page, without markup."""
        bare = re.sub(r"<template.*?</template>|<[^>]+>", " ", self.html, flags=re.DOTALL)
        return re.sub(r"\s+", " ", bare)


class Visitor:
    """Somebody whose browser runs no scripts."""

    def __init__(self, http: TestClient) -> None:
        self.http = http

    async def open(self, path: str = "/chat?agency=council") -> Page:
        """Go to a page."""
        answer = await self.http.get(path, headers={"Accept": "text/html"})
        return Page(answer, await answer.text())

    async def press(self, page: Page, button: str, **fields: str) -> Page:
        """Fill in the form that a button belongs to, and press it."""
        form = page.form_with(button)
        data = form.fields | fields | form.buttons[button]
        answer = await self.http.post(form.action, data=data, headers={"Accept": "text/html"})
        return Page(answer, await answer.text())

    async def say(self, page: Page, text: str) -> Page:
        """Write a message and send it."""
        return await self.press(page, "Send", text=text)
