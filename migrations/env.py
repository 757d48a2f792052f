"""Runs the migrations against the database of the settings."""

from alembic import context
from sqlalchemy import Connection

import bot.feedback.reference
import bot.feedback.tables
import bot.privacy.tables
import bot.transcripts.tables  # noqa: F401  # importing the tables registers them
from bot.db import WRITING, Base, UTCDateTime, make_engine
from bot.settings import get_settings

_RASA_TABLES = {"events"}


def _is_ours(_: object, name: str | None, kind: str, __: bool, ___: object) -> bool:
    return not (kind == "table" and name in _RASA_TABLES)


def _render(kind: str, item: object, _: object) -> str | bool:
    # A migration must not change when the code it was made from does.
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=_is_ours,
        render_item=_render,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    _migrate(given)
else:
    settings = get_settings()
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.sync_database_url()).execution_options(**WRITING)
    with engine.connect() as own:
        _migrate(own)
        own.commit()
    # The caller may be a long-lived process: it must not keep a connection.
    engine.dispose()
