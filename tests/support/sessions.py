"""Sessions with the database of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from bot.db import WRITING, make_engine
from bot.settings import Settings


@contextmanager
def writing_session(database_url: str, *, expire_on_commit: bool = True) -> Iterator[Session]:
    """A writing session on a migrated database, closed with its engine at the end."""
    engine = make_engine(Settings(database_url=database_url).sync_database_url())
    with Session(engine.execution_options(**WRITING), expire_on_commit=expire_on_commit) as session:
        yield session
    engine.dispose()
