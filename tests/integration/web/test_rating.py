"""A rating is stored once, on the survey's own scale, and its comment without personal data."""

import uuid

import pytest
from sqlalchemy import func, select

from bot.db import Database
from bot.feedback.tables import Answer, Comment, Submission
from tests.support.chats import Visitor


@pytest.fixture
async def database(settings, assistant):
    opened = Database(settings.async_database_url())
    yield opened
    await opened.close()


def stored(db_session) -> dict[str, float]:
    rows = db_session.execute(select(Answer.item_kind, Answer.value_number))
    return dict(rows.tuples().all())


def comments(db_session) -> list[str]:
    return list(db_session.scalars(select(Comment.text)))


async def rate(chat, **fields):
    body = {"message_id": str(uuid.uuid4()), **fields}
    return await chat.http.post(chat.url("rating"), json=body, headers=chat.headers)


async def test_an_app_rates_with_numbers_and_a_comment(chat, database):
    await chat.send("blue badge")
    answer = await rate(chat, disconfirmation=4, satisfaction=5, comment="Call me on 07700 900123")
    assert answer.status == 201
    assert await database.read(stored) == {"disconfirmation": 4, "satisfaction": 5}
    assert await database.read(comments) == ["Call me on [phone]"]


async def test_a_rating_belongs_to_the_service_that_was_talked_about(chat, database):
    await chat.send("blue badge")
    await rate(chat, satisfaction=1)
    row = await database.read(lambda s: s.scalar(select(Submission)))
    assert (row.agency_id, row.service_id, row.moment) == ("council", "blue-badge", "after")


async def test_a_rating_sent_twice_is_one(chat, database):
    await chat.send("hello")
    message_id = str(uuid.uuid4())
    for _ in range(2):
        answer = await rate(chat, satisfaction=3, comment="fine", message_id=message_id)
        assert answer.status == 201
    assert await database.read(lambda s: s.scalar(select(func.count(Submission.id)))) == 1


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "rating-empty"),
        ({"comment": "  "}, "rating-empty"),
        ({"satisfaction": 6}, "malformed"),
        ({"satisfaction": "much"}, "malformed"),
        ({"satisfaction": True}, "malformed"),
        ({"satisfaction": [5]}, "malformed"),
        ({"comment": 7}, "malformed"),
        ({"comment": "a" * 501}, "comment-too-long"),
        ({"satisfaction": 5, "message_id": "x"}, "message-id-invalid"),
    ],
)
async def test_a_rating_that_makes_no_sense_is_refused(chat, database, fields, kind):
    await chat.send("hello")
    answer = await rate(chat, **fields)
    assert answer.status == 422
    assert (await answer.json())["type"] == f"/problems/{kind}"
    assert await database.read(stored) == {}


async def test_a_comment_nobody_could_look_at_is_not_stored(chat, assistant, database):
    await chat.send("hello")
    assistant.away = True
    assert (await rate(chat, comment="I am Ann Archer")).status == 503
    assert await database.read(comments) == []
    assert (await rate(chat, satisfaction=2)).status == 201


async def test_a_visitor_without_scripts_rates_the_chat(visitor: Visitor, database):
    await visitor.say(await visitor.open(), "blue badge")
    form = await visitor.open("/chat/rating?agency=council")
    assert "Your rating is about: Apply for or renew a Blue Badge" in form.text
    thanks = await visitor.press(form, "Send my rating", satisfaction="4", comment="Quick!")
    assert "Thank you" in thanks.text
    assert await database.read(stored) == {"satisfaction": 4}
    assert await database.read(comments) == ["Quick!"]


async def test_a_visitor_who_chose_nothing_is_told_and_keeps_what_was_written(visitor: Visitor):
    await visitor.say(await visitor.open(), "blue badge")
    form = await visitor.open("/chat/rating?agency=council")
    again = await visitor.press(form, "Send my rating", comment="word " * 101, satisfaction="4")
    assert again.status == 422
    assert "Your comment is too long" in again.text
    assert "word word" in again.text
    assert 'value="4" checked' in again.html


async def test_before_anything_was_said_there_is_nothing_to_rate(visitor: Visitor):
    await visitor.open()
    page = await visitor.open("/chat/rating?agency=council")
    assert "once you have sent a message" in page.text


async def test_a_comment_that_looks_like_a_payload_is_a_comment(chat, database, assistant):
    await chat.send("blue badge")
    answer = await rate(chat, comment="/restart or call me on 07700 900123")
    assert answer.status == 201
    assert await database.read(comments) == ["/restart or call me on [phone]"]
    assert not assistant.parsed[0].startswith("/")


async def test_ratings_are_slowed_down_like_messages(chat):
    await chat.send("blue badge")
    statuses = [(await rate(chat, satisfaction=1)).status for _ in range(31)]
    assert (statuses.count(201), statuses[-1]) == (29, 429)
