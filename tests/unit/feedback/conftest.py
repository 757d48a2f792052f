import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.db import WRITING, make_engine
from bot.feedback.context import MessageContext
from bot.feedback.instruments import Instrument, load_instrument
from bot.settings import ROOT, Settings


@pytest.fixture
def db_session(database_url) -> Iterator[Session]:
    """A writing session on a migrated database; once on SQLite, once on PostgreSQL."""
    url = Settings(database_url=database_url).sync_database_url()
    engine = make_engine(url)
    with Session(engine.execution_options(**WRITING)) as session:
        yield session
    engine.dispose()


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    return load_instrument(ROOT / "content" / "survey.yml")


@pytest.fixture
def context() -> MessageContext:
    return MessageContext(uuid.uuid4(), uuid.uuid4(), "council", "blue-badge")


@pytest.fixture
def next_message():
    """The context of the next message in the same conversation."""

    def make(context: MessageContext, **changes) -> MessageContext:
        return replace(context, message_id=uuid.uuid4(), **changes)

    return make
