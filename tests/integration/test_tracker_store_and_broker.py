"""What the tracker store writes and streams, with a real broker."""

import json
import time
import uuid

import pytest

from bot.transcripts.tables import Conversation, Turn
from tests.support.skipping import missing
from tests.support.system import environment_of_settings, settings_for

CANARY = "Wilhelmina Featherstonehaugh"


@pytest.fixture
def store(database_url, tmp_path):
    pytest.importorskip("rasa")
    from rasa.shared.core.domain import Domain

    from bot.transcripts.tracker_store import TranscriptTrackerStore

    with environment_of_settings(settings_for(tmp_path, database_url)):
        yield TranscriptTrackerStore(domain=Domain.empty())


@pytest.fixture
def conversation_id(store):
    identity = uuid.uuid4()
    with store._writing.begin() as db_session:
        db_session.add(
            Conversation(id=identity, agency_id="council", channel="web", token_hash="0" * 64)
        )
    return identity


def tracker_of(conversation_id, *events):
    from rasa.shared.core.trackers import DialogueStateTracker

    return DialogueStateTracker.from_events(str(conversation_id), list(events))


def a_turn(message_id=None, said=f"I am {CANARY}", answered=f"Hello {CANARY}"):
    from rasa.shared.core.events import BotUttered, SlotSet, UserUttered

    spans = [{"start": said.index(CANARY), "end": len(said), "kind": "name"}]
    return [
        UserUttered(
            said,
            {"name": "greet", "confidence": 0.9},
            parse_data={"personal_data": spans, "text": said},
            message_id=str(message_id or uuid.uuid4()),
        ),
        SlotSet("who", CANARY),
        BotUttered(answered, {}),
    ]


async def test_what_is_saved_is_masked_and_can_be_loaded(store, conversation_id):
    await store.save(tracker_of(conversation_id, *a_turn()))
    loaded = await store.retrieve(str(conversation_id))
    told = json.dumps([event.as_dict() for event in loaded.events])
    assert "[name]" in told
    assert CANARY not in told


async def test_a_save_that_fails_is_raised_and_leaves_nothing(store, conversation_id):
    from sqlalchemy.exc import IntegrityError

    message_id = uuid.uuid4()
    await store.save(tracker_of(conversation_id, *a_turn(message_id)))
    again = tracker_of(conversation_id, *a_turn(), *a_turn(message_id))
    with pytest.raises(IntegrityError):
        await store.save(again)
    assert len(list((await store.retrieve(str(conversation_id))).events)) == 3


async def test_a_turn_without_a_reply_is_not_stored(store, conversation_id):
    from bot.transcripts.record import EmptyTurnError

    with pytest.raises(EmptyTurnError):
        await store.save(tracker_of(conversation_id, *a_turn()[:2]))
    assert await store.retrieve(str(conversation_id)) is None


async def test_only_what_is_new_is_added(store, conversation_id):
    first = a_turn()
    await store.save(tracker_of(conversation_id, *first))
    await store.save(tracker_of(conversation_id, *first, *a_turn()))
    with store._writing.begin() as db_session:
        assert db_session.query(Turn).count() == 2


async def talk_for(store, conversation_id, turns, *events):
    """Save turn after turn as Rasa does: load, append, save; returns the longest tracker that was loaded."""
    from rasa.shared.core.trackers import DialogueStateTracker

    longest = 0
    for turn in range(turns):
        tracker = await store.retrieve(str(conversation_id))
        tracker = tracker or DialogueStateTracker(str(conversation_id), store.domain.slots)
        longest = max(longest, len(tracker.events))
        for event in (*a_turn(answered=f"answer {turn}"), *(events if turn == 1 else ())):
            tracker.update(event)
        await store.save(tracker)
    return longest


async def test_what_is_loaded_does_not_grow_with_the_conversation(store, conversation_id):
    short = await talk_for(store, conversation_id, 12)
    long = await talk_for(store, conversation_id, 60)
    assert long <= short + 2
    with store._writing.begin() as db_session:
        assert db_session.query(Turn).count() == 72


async def test_what_was_known_before_the_session_was_folded_is_known_after(store, conversation_id):
    from rasa.shared.core.events import ConversationPaused, SlotSet
    from rasa.shared.core.slots import AnySlot

    store.domain.slots.extend(AnySlot(name, mappings=[{}]) for name in ("kept", "undone"))
    told = (SlotSet("kept", {"a": 1}), SlotSet("undone", "x"), ConversationPaused())
    await talk_for(store, conversation_id, 3, *told, SlotSet("undone", None))
    await talk_for(store, conversation_id, 30)
    tracker = await store.retrieve(str(conversation_id))
    assert tracker.get_slot("kept") == {"a": 1}
    assert tracker.get_slot("undone") is None
    assert tracker.is_paused()
    assert tracker.latest_bot_utterance.text == "answer 29"


async def test_all_that_was_said_stays_and_can_be_read_in_one(store, conversation_id):
    await talk_for(store, conversation_id, 30)
    whole = await store.retrieve_full_tracker(str(conversation_id))
    said = [event.text for event in whole.events if event.type_name == "bot"]
    assert said == [f"answer {turn}" for turn in range(30)]


async def test_a_form_is_not_folded_while_it_is_filled(store, conversation_id):
    from rasa.shared.core.events import ActiveLoop

    await talk_for(store, conversation_id, 3, ActiveLoop("report_form"))
    await talk_for(store, conversation_id, 30)
    assert (await store.retrieve(str(conversation_id))).active_loop_name == "report_form"


async def test_what_is_streamed_to_the_broker_is_masked(store, conversation_id):
    queue = f"events-{uuid.uuid4()}"
    store.event_broker = await rabbitmq(queue)
    await store.save(tracker_of(conversation_id, *a_turn()))
    streamed = [await received(queue) for _ in range(3)]
    await store.event_broker.close()
    assert [event["event"] for event in streamed] == ["user", "slot", "bot"]
    assert "[name]" in streamed[0]["text"]
    assert CANARY not in json.dumps(streamed)


async def rabbitmq(queue):
    from aio_pika import connect
    from rasa.core.brokers.pika import PikaEventBroker

    try:
        await (await connect("amqp://guest:guest@127.0.0.1/", timeout=3)).close()
    except OSError:
        missing("no RabbitMQ server at 127.0.0.1:5672")
    broker = PikaEventBroker("127.0.0.1", "guest", "guest", queues=[queue])
    await broker.connect()
    return broker


async def received(queue):
    from aio_pika import connect

    connection = await connect("amqp://guest:guest@127.0.0.1/")
    async with connection:
        channel = await connection.channel()
        declared = await channel.declare_queue(queue, durable=True)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            message = await declared.get(fail=False)
            if message is not None:
                await message.ack()
                return json.loads(message.body)
    raise AssertionError("nothing was streamed")
