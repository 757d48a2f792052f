"""Bringing the database up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot.cli.errors import CannotRunError
from bot.cli.instance import is_held, lock_path
from bot.settings import ROOT, Settings


def migrate() -> None:
    """Apply the migrations that are still missing.

    Raises:
        CannotRunError: the database cannot be reached or written.
    """
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    try:
        command.upgrade(config, "head")
    except OperationalError as error:
        raise CannotRunError(
            f"The database cannot be used: {error.orig}\nIts address is ASSISTANT_DATABASE_URL."
        ) from None


def wipe(settings: Settings) -> None:
    """Delete the SQLite database. What other folders or servers hold is not touched.

    Raises:
        CannotRunError: the assistant runs, or its database is not SQLite.
    """
    url = make_url(settings.sync_database_url())
    if url.get_backend_name() != "sqlite" or not url.database:
        raise CannotRunError(
            "Only a SQLite database is deleted here. Drop the database on its server."
        )
    if is_held(lock_path(settings)):
        raise CannotRunError("The assistant runs. Stop it first: make stop")
    for end in ("", "-wal", "-shm"):
        Path(url.database + end).unlink(missing_ok=True)
    print(f"Deleted {url.database}.")
