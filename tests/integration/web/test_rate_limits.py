"""A hundred messages in ten seconds: some wait, none is lost, nobody else is held up."""

import asyncio
import uuid

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.web.app import init_app
from bot.web.keys import GATES
from tests.support.chats import open_chat


@pytest.fixture
def no_time_passes(http, monkeypatch):
    """A busy machine takes seconds for a hundred messages, in which the bucket would refill."""
    monkeypatch.setattr(http.app[GATES]._of_conversation, "_clock", lambda: 0.0)


@pytest.mark.usefixtures("no_time_passes")
async def test_a_hundred_messages_at_once_are_slowed_down_with_a_time_to_come_back(chat, assistant):
    ids = [str(uuid.uuid4()) for _ in range(100)]
    answers = [await chat.send(f"message {n}", message_id=i) for n, i in enumerate(ids)]
    statuses = [answer.status for answer in answers]
    assert statuses.count(200) == 30
    assert statuses.count(429) == 70
    refused = answers[-1]
    assert int(refused.headers["Retry-After"]) > 0
    document = await refused.json()
    assert document["type"] == "/problems/too-many-messages"
    assert "Nothing is lost" in document["detail"]
    assert len(assistant.received) == 30


async def test_a_message_that_was_slowed_down_is_answered_once_when_it_comes_back(chat, http):
    for n in range(30):
        await chat.send(f"message {n}")
    message_id = str(uuid.uuid4())
    assert (await chat.send("blue badge", message_id=message_id)).status == 429
    http.app[GATES]._of_conversation._levels.clear()  # a minute later
    assert (await chat.send("blue badge", message_id=message_id)).status == 200
    assert (await chat.texts()).count("blue badge\n") == 1


async def test_one_conversation_that_hurries_does_not_slow_another(chat, http):
    for n in range(31):
        last = await chat.send(f"message {n}")
    assert last.status == 429
    assert (await (await open_chat(http)).send("hello")).status == 200


async def test_one_address_cannot_open_conversations_without_end(settings, assistant, tmp_path):
    app = init_app(settings.model_copy(update={"rasa_port": assistant.port}))
    content = app[GATES]._content
    limits = content.limits
    content._read["limits"] = limits.__class__(
        **{**limits.__dict__, "conversations_per_hour_per_address": 2}
    )
    async with TestClient(TestServer(app)) as http:
        await open_chat(http)
        await open_chat(http)
        answer = await http.post("/chat/conversations", json={})
        assert answer.status == 429
        assert (await answer.json())["type"] == "/problems/too-many-conversations"


async def test_messages_at_the_same_time_are_all_answered(http):
    chats = [await open_chat(http) for _ in range(10)]
    answers = await asyncio.gather(*(chat.send("hello") for chat in chats))
    assert {answer.status for answer in answers} == {200}
