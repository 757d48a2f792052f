"""Messages arrive as they are made, and after an interruption from where it was."""

import asyncio
import json
import uuid

import pytest

from bot.web.chat import events
from bot.web.keys import STREAMS
from tests.support.chats import open_chat
from tests.support.waiting import until


class Reader:
    """Reads one stream."""

    def __init__(self, response) -> None:
        self.response = response

    async def next(self) -> dict:
        fields: dict = {}
        async with asyncio.timeout(5):
            while True:
                line = (await self.response.content.readline()).decode().rstrip("\n")
                if line.startswith(("id: ", "data: ")):
                    name, _, value = line.partition(": ")
                    fields[name] = value
                if not line and fields:
                    return {"event": int(fields["id"]), **json.loads(fields["data"])}


async def read(chat, **headers) -> Reader:
    response = await chat.get("events", **headers)
    assert response.status == 200
    assert response.content_type == "text/event-stream"
    return Reader(response)


async def test_a_reader_gets_what_was_said_before_and_then_what_comes(chat):
    await chat.send("blue badge")
    reader = await read(chat)
    assert [(await reader.next())["event"] for _ in range(2)] == [2, 3]
    await chat.send("parking")
    message = await reader.next()
    assert message["event"] == message["seq"] == 5
    assert message["buttons"]


async def test_the_stream_and_the_answer_bring_the_same_messages(chat):
    reader = await read(chat)
    messages = (await (await chat.send("blue badge")).json())["messages"]
    streamed = [await reader.next() for _ in messages]
    assert streamed == [{"event": message["seq"], **message} for message in messages]


async def test_a_reader_that_comes_back_gets_only_what_it_has_not_seen(chat):
    for text in ("blue badge", "parking"):
        await chat.send(text)
    reader = await read(chat, **{"Last-Event-ID": "3"})
    assert (await reader.next())["event"] == 5


@pytest.mark.parametrize("nonsense", ["", "abc", "-1", "1e3", "9" * 40, "٣"])
async def test_a_last_event_id_that_makes_no_sense_begins_from_the_start(chat, nonsense):
    await chat.send("blue badge")
    reader = await read(chat, **{"Last-Event-ID": nonsense})
    assert (await reader.next())["event"] == 2


async def test_two_readers_both_get_every_message(chat):
    readers = [await read(chat), await read(chat)]
    await chat.send("blue badge")
    assert [(await reader.next())["event"] for reader in readers] == [2, 2]


async def test_a_message_another_process_stored_arrives_with_the_next_heartbeat(
    chat, assistant, monkeypatch
):
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.05)
    await chat.send("hello")
    reader = await read(chat, **{"Last-Event-ID": "2"})
    await assistant.say_unasked(uuid.UUID(chat.id), "This is Sam from the council.")
    assert (await reader.next())["text"] == "This is Sam from the council."


async def test_a_silent_stream_beats_so_that_nobody_cuts_it(chat, monkeypatch):
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.05)
    response = await chat.get("events")
    async with asyncio.timeout(5):
        assert b": still here" in await response.content.readuntil(b": still here")


async def test_a_reader_that_does_not_read_holds_nobody_up(chat, http):
    await chat.get("events")  # never read
    other = await open_chat(http)
    reader = await read(other)
    for n in range(20):
        assert (await chat.send(f"message {n}")).status == 200
    await other.send("hello")
    assert (await reader.next())["event"] == 2


async def test_a_reader_that_went_away_leaves_its_place(chat, http, monkeypatch):
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.02)
    response = await chat.get("events")
    await response.content.readline()
    assert len(http.app[STREAMS]) == 1
    response.close()
    await until(lambda: not len(http.app[STREAMS]))


async def test_erasing_a_conversation_ends_its_streams(chat, http):
    await chat.send("hello")
    reader = await read(chat)
    await reader.next()
    await http.delete(chat.url("my-data"), headers=chat.headers)
    async with asyncio.timeout(5):
        assert await reader.response.content.read() == b""


async def test_the_process_stops_although_somebody_listens(chat, http):
    await chat.get("events")
    async with asyncio.timeout(5):
        await http.server.close()
