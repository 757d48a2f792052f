"""Engine, session and base: the one place that knows which database this is.

Store functions are written once, against a synchronous :class:`~sqlalchemy.orm.Session`. The tracker
store calls them directly; asyncio code calls them through :class:`Database`, which runs them on an
async connection. So there is one piece of SQL for both, and one set of tests.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    TypeDecorator,
    Uuid,
    create_engine,
    event,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

P = ParamSpec("P")
T = TypeVar("T")

WRITING = {"sqlite_begin": "BEGIN IMMEDIATE"}
"""Execution options of a connection that will write: SQLite takes the write lock at once."""

BUSY_TIMEOUT_MS = 5_000
"""How long SQLite waits for another process's write before it says the database is locked."""

_NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


class UTCDateTime(TypeDecorator[dt.datetime]):
    """An aware UTC time on every database: SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Refuse naive times (ValueError): they are how hours get lost."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Return an aware UTC time."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """The declarative base of every table of ours (Rasa's own ``events`` has its own)."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: UTCDateTime,
        uuid.UUID: Uuid,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }


def make_engine(url: str) -> Engine:
    """A synchronous engine. Parameters never reach logs or error texts (``hide_parameters``)."""
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=not _is_sqlite(url))
    _prepare_sqlite(engine)
    return engine


def make_async_engine(url: str) -> AsyncEngine:
    """An asyncio engine with the same manners as :func:`make_engine`."""
    engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=not _is_sqlite(url))
    _prepare_sqlite(engine.sync_engine)
    return engine


class DatabaseAwayError(SQLAlchemyError):
    """The server could not be reached, or refused the connection."""


@contextmanager
def _one_kind_of_refusal() -> Iterator[None]:
    """What asyncpg raises before there is a connection is wrapped by nobody; here it is."""
    try:
        yield
    except (OSError, TimeoutError) as error:
        raise DatabaseAwayError(type(error).__name__) from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] != "asyncpg":
            raise
        raise DatabaseAwayError(type(error).__name__) from None


class Database:
    """Runs store functions in transactions from asyncio code.

    ``await database.write(fn, *args)`` commits when ``fn(session, *args)`` returns and rolls back when
    it raises; ``read`` never commits. Both raise SQLAlchemyError, whatever the database refuses.
    """

    def __init__(self, url: str) -> None:
        self.engine = make_async_engine(url)

    async def write(
        self,
        function: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a store function in one writing transaction and return its result."""
        engine = self.engine.execution_options(**WRITING)
        with _one_kind_of_refusal():
            async with (
                AsyncSession(engine, expire_on_commit=False) as db_session,
                db_session.begin(),
            ):
                return await db_session.run_sync(function, *args, **kwargs)

    async def read(
        self,
        function: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a store function that only reads."""
        with _one_kind_of_refusal():
            async with AsyncSession(self.engine, expire_on_commit=False) as db_session:
                return await db_session.run_sync(function, *args, **kwargs)

    async def empty_log(self) -> bool:
        """Take what was deleted out of SQLite's write-ahead log too; False when a reader was in the way.

        Other databases look after their own log.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        async with self.engine.execution_options(sqlite_begin="").connect() as connection:
            result = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, _, _ = result.one()
        return not busy

    async def close(self) -> None:
        """Give the connections back."""
        await self.engine.dispose()


def _is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def _prepare_sqlite(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "checkout", partial(_refuse_lost_file, engine.url.database))
    event.listen(engine, "begin", _begin)


def _set_pragmas(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: it would begin them too late for BEGIN IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        # FULL, not NORMAL: "stored" must still be true after a power cut.
        "synchronous = FULL",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "foreign_keys = ON",
        # Deleted text is overwritten with zeros: erasure must mean erased.
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _refuse_lost_file(
    path: str | None, _: DBAPIConnection, record: ConnectionPoolEntry, __: Any
) -> None:
    # A connection writes happily into a file that was deleted or replaced, and it is all lost.
    if not path or path.startswith((":memory:", "file:")):
        return
    try:
        found = Path(path).stat()
        place = (found.st_dev, found.st_ino)
    except OSError:
        place = None
    if place is None or record.info.setdefault("file", place) != place:
        raise DisconnectionError("the database file is not the one that was opened")


def _begin(connection: Any) -> None:
    # A writer takes the write lock at once; a read that later writes could otherwise meet SQLITE_BUSY.
    statement = connection.get_execution_options().get("sqlite_begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
