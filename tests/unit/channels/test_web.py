"""Turns are worked on a few at a time, in the order they came."""

import asyncio
import json
import uuid
from types import SimpleNamespace
from typing import Any

from sanic.response import HTTPResponse
from sanic.response import json as as_json

from bot.channels.web import WebInput
from bot.settings import get_settings


class Noting(WebInput):
    """Notes what is worked on, and lets the others come in meanwhile."""

    def __init__(self) -> None:
        super().__init__(get_settings())
        self.begun: list[str] = []
        self.at_once = self.most_at_once = 0

    async def _answer_once(self, incoming: Any, on_new_message: Any) -> HTTPResponse:
        self.begun.append(incoming.text)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        for _ in range(5):
            await asyncio.sleep(0)
        self.at_once -= 1
        return as_json({})


def request(text: str, conversation: str = "") -> Any:
    ids = {"conversation_id": conversation or str(uuid.uuid4()), "message_id": str(uuid.uuid4())}
    return SimpleNamespace(body=json.dumps({**ids, "text": text}).encode())


async def test_many_at_once_wait_in_the_order_they_came() -> None:
    channel, said = Noting(), [str(number) for number in range(30)]
    await asyncio.gather(*(channel._receive(request(text), None) for text in said))
    assert channel.begun == said
    assert 1 < channel.most_at_once <= 4


async def test_messages_of_one_conversation_take_a_single_place() -> None:
    channel, conversation = Noting(), str(uuid.uuid4())
    said = ["one", "two", "three", "four", "five"]
    hurried = [channel._receive(request(text, conversation), None) for text in said]
    await asyncio.gather(*hurried, channel._receive(request("somebody else"), None))
    assert channel.begun.index("somebody else") == 1
    assert channel.most_at_once == 2
