"""What the web process stores behaves the same on both databases."""

import asyncio
import uuid

import pytest
from sqlalchemy import func, select

from bot.db import Database
from bot.settings import Settings
from bot.transcripts.store import Opening, TokenTakenError, open_conversation
from bot.transcripts.tables import Conversation


@pytest.fixture
async def database(database_url: str):
    opened = Database(Settings(secret_key="s" * 32, database_url=database_url).async_database_url())
    yield opened
    await opened.close()


def opening(**changes) -> Opening:
    fields = {
        "conversation_id": uuid.uuid4(),
        "agency_id": "council",
        "language": "en",
        "token_hash": "1" * 64,
        "pseudonym": "p" * 64,
    }
    return Opening(**fields | changes)


async def test_a_conversation_that_two_requests_open_at_once_is_one(database):
    once = opening()
    opened = await asyncio.gather(*(database.write(open_conversation, once) for _ in range(8)))
    assert {conversation.id for conversation in opened} == {once.conversation_id}
    assert await database.read(lambda s: s.scalar(select(func.count(Conversation.id)))) == 1


async def test_at_the_same_moment_another_token_does_not_get_it(database):
    once = opening()
    wrong = opening(conversation_id=once.conversation_id, token_hash="2" * 64)
    results = await asyncio.gather(
        *(database.write(open_conversation, each) for each in (once, wrong)), return_exceptions=True
    )
    assert [type(result) for result in results].count(TokenTakenError) == 1
