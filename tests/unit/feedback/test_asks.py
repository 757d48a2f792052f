"""When a question may be put, and what became of it."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.feedback import asks
from bot.feedback.asks import find_ask, next_ask, pending_ask, place_ask, resolve_ask
from bot.feedback.tables import Ask


def put(db_session, instrument, context, moment="before"):
    ask = next_ask(db_session, instrument, context, moment)
    assert ask is not None
    return place_ask(db_session, context, ask)


def test_the_first_question_is_the_before_question_of_the_drawn_pair(
    db_session, instrument, context
):
    ask = next_ask(db_session, instrument, context, "before")
    assert ask.item.moment == "before"
    assert ask.service_id == "blue-badge"


def test_without_a_service_there_is_no_question(db_session, instrument, context):
    context = replace(context, service_id=None)
    assert next_ask(db_session, instrument, context, "before") is None


def test_the_after_question_needs_its_before_question(
    db_session, instrument, context, next_message
):
    assert next_ask(db_session, instrument, context, "after") is None
    put(db_session, instrument, context)
    later = next_ask(db_session, instrument, next_message(context), "after")
    assert later.item.moment == "after"


def test_the_after_question_keeps_the_service_of_the_first(
    db_session, instrument, context, next_message
):
    put(db_session, instrument, context)
    elsewhere = next_message(context, service_id="missed-bin")
    assert next_ask(db_session, instrument, elsewhere, "after").service_id == "blue-badge"


def test_there_is_one_before_question_and_two_questions_in_all(
    db_session, instrument, context, next_message
):
    put(db_session, instrument, context)
    second = next_message(context)
    assert next_ask(db_session, instrument, second, "before") is None
    put(db_session, instrument, second, "after")
    third = next_message(context)
    assert next_ask(db_session, instrument, third, "after") is None


def test_a_turn_that_is_run_again_decides_and_writes_the_same(db_session, instrument, context):
    first = put(db_session, instrument, context)
    assert put(db_session, instrument, context) == first
    assert db_session.query(Ask).count() == 1


def test_the_chance_of_the_draw_is_kept(db_session, instrument, context):
    ask_id = put(db_session, instrument, context)
    ask = db_session.get(Ask, ask_id)
    total = sum(pair.weight for pair in instrument.pairs)
    assert ask.probability == pytest.approx(
        next(pair.weight for pair in instrument.pairs if pair.id == ask.pair_id) / total
    )


def test_a_pending_question_is_found_from_the_next_message_on(
    db_session, instrument, context, next_message
):
    ask_id = put(db_session, instrument, context)
    assert pending_ask(db_session, context) is None
    assert pending_ask(db_session, next_message(context)).id == ask_id
    resolve_ask(db_session, ask_id, "declined")
    assert pending_ask(db_session, next_message(context)) is None


def test_an_answered_question_stays_answered(db_session, instrument, context):
    ask_id = put(db_session, instrument, context)
    resolve_ask(db_session, ask_id, "answered")
    resolve_ask(db_session, ask_id, "ignored")
    db_session.expire_all()
    assert db_session.get(Ask, ask_id).outcome == "answered"


def test_an_outcome_that_does_not_exist_is_refused(db_session, instrument, context):
    ask_id = put(db_session, instrument, context)
    with pytest.raises(IntegrityError):
        resolve_ask(db_session, ask_id, "forgotten")


def test_somebody_elses_question_is_not_found(db_session, instrument, context):
    ask_id = put(db_session, instrument, context)
    assert find_ask(db_session, ask_id, context.conversation_id).id == ask_id
    assert find_ask(db_session, ask_id, uuid.uuid4()) is None


class TestCoolDown:
    @pytest.fixture
    def asked(self, db_session, instrument, context):
        known = replace(context, citizen_id=uuid.uuid4())
        put(db_session, instrument, known)
        return known

    def test_a_known_citizen_is_not_asked_again_soon(self, db_session, instrument, asked):
        again = replace(asked, conversation_id=uuid.uuid4(), message_id=uuid.uuid4())
        assert next_ask(db_session, instrument, again, "before") is None

    def test_but_is_after_a_while(self, db_session, instrument, asked, monkeypatch):
        later = dt.datetime.now(dt.UTC) + dt.timedelta(days=91)
        monkeypatch.setattr(asks, "now", lambda: later)
        again = replace(asked, conversation_id=uuid.uuid4(), message_id=uuid.uuid4())
        assert next_ask(db_session, instrument, again, "before") is not None

    def test_it_does_not_stop_the_second_question_of_the_pair(
        self, db_session, instrument, asked, next_message
    ):
        assert next_ask(db_session, instrument, next_message(asked), "after") is not None
