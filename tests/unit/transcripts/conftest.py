import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

import bot.feedback.tables
import bot.privacy.tables
import bot.transcripts.tables  # noqa: F401
from bot.db import WRITING, Base, make_engine
from bot.transcripts.tables import Conversation


@pytest.fixture
def db_session(tmp_path) -> Iterator[Session]:
    engine = make_engine(f"sqlite+pysqlite:///{tmp_path / 'test.db'}")
    Base.metadata.create_all(engine)
    with Session(engine.execution_options(**WRITING)) as session:
        yield session
    engine.dispose()


@pytest.fixture
def conversation(db_session) -> Conversation:
    row = Conversation(id=uuid.uuid4(), agency_id="council", channel="web", token_hash="0" * 64)
    db_session.add(row)
    db_session.flush()
    return row
