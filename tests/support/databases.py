"""Databases for tests: SQLite in a file, PostgreSQL in a database of its own, both migrated."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from bot.cli.database import migrate
from tests.support.skipping import missing
from tests.support.system import environment_of_settings, settings_for

POSTGRES = os.environ.get("ASSISTANT_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
"""A PostgreSQL server where tests may make and drop databases: an address without a database."""


def migrated(folder: Path, url: str) -> str:
    """Bring a database to the newest schema; returns its address."""
    with environment_of_settings(settings_for(folder, url)):
        migrate()
    return url


def copied_sqlite(template: Path, folder: Path) -> str:
    """The address of a fresh copy of a migrated SQLite file."""
    path = folder / "assistant.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


@contextmanager
def postgres_database(template: str = "template1") -> Iterator[str]:
    """A new PostgreSQL database, dropped afterwards; its address. Skips (CI: fails) without a server."""
    name = f"assistant_test_{secrets.token_hex(6)}"
    run_on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield f"{POSTGRES}/{name}"
    finally:
        run_on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def run_on_server(statement: str) -> None:
    """Run a statement that PostgreSQL refuses inside a transaction."""
    try:
        connection = psycopg2.connect(f"{POSTGRES}/postgres", connect_timeout=3)
    except psycopg2.OperationalError:
        missing(f"no PostgreSQL server at {POSTGRES} (ASSISTANT_TEST_POSTGRES)")
    connection.autocommit = True
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()
