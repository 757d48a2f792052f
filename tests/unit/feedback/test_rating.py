"""The rating page."""

import pytest

from bot.feedback.rating import Rating, rated_items, record_rating
from bot.feedback.tables import Answer, Comment, Submission


def test_it_shows_better_or_worse_and_satisfaction(instrument):
    assert [item.kind for item in rated_items(instrument)] == ["disconfirmation", "satisfaction"]


def test_what_was_filled_in_is_kept(db_session, instrument, context):
    rating = Rating({"disconfirmation": 2, "satisfaction": 4}, "slow but kind")
    record_rating(db_session, instrument, context, rating)
    db_session.flush()
    assert {row.item_kind: row.value_number for row in db_session.query(Answer)} == {
        "disconfirmation": 2,
        "satisfaction": 4,
    }
    assert db_session.query(Comment).one().text == "slow but kind"


def test_a_comment_alone_is_a_rating(db_session, instrument, context):
    record_rating(db_session, instrument, context, Rating({}, "just this"))
    db_session.flush()
    assert db_session.query(Comment).one().text == "just this"


def test_sending_it_twice_keeps_it_once(db_session, instrument, context):
    for _ in range(2):
        record_rating(db_session, instrument, context, Rating({"satisfaction": 4}, "ok"))
    db_session.flush()
    assert db_session.query(Submission).count() == 1
    assert db_session.query(Comment).count() == 1


@pytest.mark.parametrize("rating", [Rating({}), Rating({}, ""), Rating({"satisfaction": 9})])
def test_nothing_and_nonsense_are_refused(db_session, instrument, context, rating):
    with pytest.raises(ValueError, match=r"nothing was filled in|not on the scale"):
        record_rating(db_session, instrument, context, rating)
