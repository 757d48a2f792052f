"""Readers are woken, bounded, and never hold each other up."""

import uuid

import pytest

from bot.web.problems import ProblemError
from bot.web.streams import Streams

HERE, THERE = uuid.uuid4(), uuid.uuid4()
ROOM = {"at_most": 10, "in_conversation": 2}


async def test_a_stored_turn_wakes_the_readers_of_its_conversation_only():
    streams = Streams()
    with streams.listen(HERE, **ROOM) as here, streams.listen(THERE, **ROOM) as there:
        streams.wake(HERE)
        assert await here.wait(1)
        assert not await there.wait(0)


async def test_what_happens_between_two_waits_is_not_missed():
    streams = Streams()
    with streams.listen(HERE, **ROOM) as stream:
        streams.wake(HERE)
        streams.wake(HERE)
        assert await stream.wait(1)
        assert not await stream.wait(0)


def test_a_reader_that_does_not_read_costs_no_queue_and_stops_nobody():
    streams = Streams()
    with streams.listen(HERE, **ROOM):
        for _ in range(100_000):
            streams.wake(HERE)


def test_one_too_many_in_a_conversation_ends_the_oldest():
    streams = Streams()
    with (
        streams.listen(HERE, **ROOM) as first,
        streams.listen(HERE, **ROOM) as second,
        streams.listen(HERE, **ROOM) as third,
    ):
        assert (first.ended, second.ended, third.ended) == (True, False, False)


def test_one_too_many_in_the_process_is_told_to_come_back():
    streams = Streams()
    with (
        streams.listen(HERE, at_most=1, in_conversation=2),
        pytest.raises(ProblemError, match="too-many-streams") as caught,
        streams.listen(THERE, at_most=1, in_conversation=2),
    ):
        pass
    assert caught.value.retry_after


def test_streams_that_end_leave_nothing_behind():
    streams = Streams()
    with streams.listen(HERE, **ROOM), streams.listen(THERE, **ROOM):
        assert len(streams) == 2
    assert len(streams) == 0
    assert not streams._of


def test_all_streams_end_when_the_process_stops():
    streams = Streams()
    with streams.listen(HERE, **ROOM) as here, streams.listen(THERE, **ROOM) as there:
        streams.end_all()
        assert here.ended
        assert there.ended
