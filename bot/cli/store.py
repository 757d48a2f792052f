"""The feedback store, opened for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from bot.cli.errors import CannotRunError
from bot.db import make_engine
from bot.settings import Settings

CANNOT_USE = (
    "The database is not there yet, is of another version or does not answer. "
    "See `assistant doctor`; `assistant migrate` brings it up to date."
)


@contextmanager
def store(settings: Settings, **options: Any) -> Iterator[Session]:
    """A session of the settings' database. `options` are execution options, such as `bot.db.WRITING`.

    Raises:
        CannotRunError: there is no database yet, its tables are of another version, or it does not answer.
    """
    engine = make_engine(settings.sync_database_url())
    try:
        with Session(engine.execution_options(**options)) as db_session:
            yield db_session
    except (OperationalError, ProgrammingError):
        # Not the error's own text: it holds the statement, and may hold values.
        raise CannotRunError(CANNOT_USE) from None
    finally:
        engine.dispose()
