"""Bringing the database up to date."""

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import OperationalError

from bot.cli.errors import CannotRunError
from bot.settings import ROOT


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
