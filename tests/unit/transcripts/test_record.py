import json
import uuid

import pytest
from sqlalchemy.exc import IntegrityError

from bot.transcripts.claims import find_turn
from bot.transcripts.record import EmptyTurnError, UnknownConversationError, record_events
from bot.transcripts.tables import MessageClaim, Prediction, Turn, Utterance


def user(text="how much is it", message_id=None, **parse_data):
    return {
        "event": "user",
        "timestamp": 1_700_000_000.0,
        "text": text,
        "message_id": str(message_id or uuid.uuid4()),
        "parse_data": {"intent": {"name": "ask_cost", "confidence": 0.9}, **parse_data},
    }


def bot(text="It is free.", buttons=(), **custom):
    return {
        "event": "bot",
        "timestamp": 1_700_000_001.0,
        "text": text,
        "data": {
            "buttons": [{"title": t, "payload": json.dumps(p)} for t, p in buttons],
            "custom": custom or None,
        },
    }


@pytest.fixture
def record(db_session, conversation):
    def _record(*events, may_be_silent=False):
        record_events(db_session, conversation.id, list(events), may_be_silent=may_be_silent)
        db_session.flush()

    return _record


def test_a_turn_keeps_what_was_said_understood_and_answered(record, db_session):
    message_id = uuid.uuid4()
    action = {"event": "action", "name": "action_answer", "policy": "RulePolicy", "confidence": 1.0}
    record(user(message_id=message_id), action, bot(kind="answer"))
    turn = find_turn(db_session, message_id)
    assert (turn.text, turn.intent, turn.confidence) == ("how much is it", "ask_cost", 0.9)
    assert [utterance.text for utterance in turn.utterances] == ["It is free."]
    assert db_session.query(Prediction).one().action == "action_answer"


def test_both_sides_share_one_numbering(record, db_session):
    record(user(), bot(), bot())
    record(user(), bot())
    assert [turn.seq for turn in db_session.query(Turn).order_by(Turn.seq)] == [1, 4]
    assert [u.seq for u in db_session.query(Utterance).order_by(Utterance.seq)] == [2, 3, 5]


def test_a_turn_belongs_to_the_agency_of_the_service_it_is_about(record, db_session):
    record(user(), bot(source={"agency_id": "health", "service_id": "find-dentist"}))
    turn = db_session.query(Turn).one()
    assert (turn.agency_id, turn.service_id) == ("health", "find-dentist")


def test_a_turn_about_no_service_belongs_to_the_host(record, db_session):
    record(user(), bot())
    assert db_session.query(Turn).one().agency_id == "council"


def test_buttons_keep_their_payload_and_order(record, db_session):
    record(user(), bot(buttons=[("Yes", {"intent": "affirm"}), ("No", {"intent": "deny"})]))
    buttons = db_session.query(Utterance).one().buttons
    assert [(b.title, b.payload["intent"]) for b in buttons] == [("Yes", "affirm"), ("No", "deny")]


def test_a_message_without_a_reply_is_not_kept(record):
    with pytest.raises(EmptyTurnError):
        record(user())


def test_a_paused_assistant_may_be_silent(record, db_session):
    record(user(), may_be_silent=True)
    assert db_session.query(Turn).count() == 1


def test_the_same_message_cannot_be_recorded_twice(record):
    event = user()
    record(event, bot())
    with pytest.raises(IntegrityError):
        record(event, bot())


def test_recording_a_turn_removes_its_claim(record, db_session, conversation):
    message_id = uuid.uuid4()
    db_session.add(
        MessageClaim(message_id=message_id, conversation_id=conversation.id, owner="slot:1")
    )
    db_session.flush()
    record(user(message_id=message_id), bot())
    assert db_session.query(MessageClaim).count() == 0


def test_withheld_text_is_null(record, db_session):
    record(user(text="[withheld]"), bot())
    assert db_session.query(Turn).one().text is None


def test_events_of_an_unknown_conversation_are_refused(db_session):
    with pytest.raises(UnknownConversationError):
        record_events(db_session, uuid.uuid4(), [], may_be_silent=True)


def test_a_message_from_staff_belongs_to_no_turn(record, db_session):
    record(bot("Hello, this is Ana."))
    assert db_session.query(Utterance).one().turn_id is None
