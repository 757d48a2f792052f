"""What more than one package's tests need."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.support.sessions import writing_session


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy pipeline that the assistant uses, loaded once for all tests."""
    from bot.nlu.spacy_model import load_language

    return load_language()


@pytest.fixture
def db_session(database_url: str) -> Iterator[Session]:
    """A writing session on a migrated database; once on SQLite, once on PostgreSQL."""
    with writing_session(database_url) as session:
        yield session
