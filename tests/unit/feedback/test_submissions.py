"""What was said is stored once, typed, with its scale."""

import datetime as dt
import uuid

import pytest

from bot.feedback.asks import next_ask, place_ask
from bot.feedback.submissions import (
    GivenAnswer,
    add_comment,
    answering_message,
    record_submission,
)
from bot.feedback.tables import Answer, Ask, Comment, Submission

MONTH = dt.timedelta(days=30)


def test_an_expectation_is_stored_with_its_words_and_quantity(db_session, context):
    answer = GivenAnswer("expectation_should", "efficiency", duration="P2D", text="two days")
    record_submission(db_session, context, "before", [answer])
    (row,) = db_session.query(Answer)
    assert (row.value_duration, row.value_text, row.scale_type) == ("P2D", "two days", "duration")
    assert (row.agency_id, row.item_id, row.driver) == ("council", None, "efficiency")


def test_a_rating_keeps_its_scale_version_and_direction(db_session, context, instrument):
    item = instrument.items["satisfied"]
    given = GivenAnswer(item.kind, item.driver, item=item, number=4)
    record_submission(db_session, context, "after", [given])
    (row,) = db_session.query(Answer)
    assert (row.item_version, row.scale_min, row.scale_max) == (1, 1, 5)
    assert row.direction == "higher_is_better"


@pytest.mark.parametrize("number", [0, 6, -1])
def test_a_number_off_the_scale_is_refused(db_session, context, instrument, number):
    item = instrument.items["satisfied"]
    given = GivenAnswer(item.kind, item.driver, item=item, number=number)
    with pytest.raises(ValueError, match="not on the scale"):
        record_submission(db_session, context, "after", [given])


def test_the_same_message_is_stored_once(db_session, context):
    given = GivenAnswer("perception", text="slow")
    first = record_submission(db_session, context, "during", [given])
    assert record_submission(db_session, context, "during", [given]) == first
    assert db_session.query(Submission).count() == 1
    assert db_session.query(Answer).count() == 1


def test_an_answer_settles_its_ask_and_says_in_which_message(db_session, context, instrument):
    ask = next_ask(db_session, instrument, context, "before")
    ask_id = place_ask(db_session, context, ask)
    assert answering_message(db_session, ask_id) is None
    given = GivenAnswer(ask.item.kind, item=ask.item, ask_id=ask_id, text="about a week")
    record_submission(db_session, context, "before", [given])
    db_session.expire_all()
    assert db_session.get(Ask, ask_id).outcome == "answered"
    assert answering_message(db_session, ask_id) == context.message_id


class TestComments:
    @pytest.fixture
    def submission_id(self, db_session, context):
        return record_submission(
            db_session, context, "after", [GivenAnswer("perception", text="ok")]
        )

    def test_a_comment_has_an_end(self, db_session, context, submission_id):
        assert add_comment(db_session, context, submission_id, "slow", MONTH)
        db_session.flush()
        (row,) = db_session.query(Comment)
        assert row.expires_at - row.created_at >= MONTH - dt.timedelta(seconds=5)

    def test_there_is_one_and_a_repeat_is_no_second(self, db_session, context, submission_id):
        assert add_comment(db_session, context, submission_id, "slow", MONTH)
        assert add_comment(db_session, context, submission_id, "slow", MONTH)
        assert not add_comment(db_session, context, submission_id, "other", MONTH)
        db_session.flush()
        assert db_session.query(Comment).count() == 1

    def test_nobody_comments_in_another_conversation(
        self, db_session, context, submission_id, next_message
    ):
        stranger = next_message(context, conversation_id=uuid.uuid4())
        assert not add_comment(db_session, stranger, submission_id, "mine", MONTH)

    def test_nothing_to_comment_on(self, db_session, context):
        assert not add_comment(db_session, context, uuid.uuid4(), "slow", MONTH)
