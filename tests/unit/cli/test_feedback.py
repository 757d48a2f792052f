"""A conversation is found by its id, and by how that begins."""

import io
import uuid

import pytest
from rich.console import Console
from sqlalchemy.orm import Session

from bot.cli.errors import CannotRunError
from bot.cli.feedback import show_conversation
from bot.db import WRITING, make_engine
from bot.settings import Settings
from bot.transcripts.tables import Conversation

ONE = "b80bd3ed-28d2-4413-97ab-e3f13f52bcbf"
OTHER = "b80bffff-28d2-4413-97ab-e3f13f52bcbf"


@pytest.fixture
def settings(database_url, tmp_path):
    found = Settings(secret_key="s" * 40, database_url=database_url, var_dir=tmp_path)
    engine = make_engine(found.sync_database_url())
    with Session(engine.execution_options(**WRITING)) as db_session:
        db_session.add_all(
            Conversation(id=uuid.UUID(each), agency_id="council", channel="web", token_hash=each)
            for each in (ONE, OTHER)
        )
        db_session.commit()
    engine.dispose()
    return found


def shown(settings, written):
    console = Console(file=io.StringIO(), width=80)
    show_conversation(settings, written, console)
    return console.file.getvalue()


@pytest.mark.parametrize("written", [ONE, ONE.replace("-", ""), "b80bd3ed", "B80BD", ONE[:12]])
def test_the_id_or_its_beginning_finds_it(settings, written):
    assert f"Conversation {ONE} with council" in shown(settings, written)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("b80b", f"{ONE}.*{OTHER}.*Write more of it"),
        ("c0ffee", "There is no such conversation"),
        ("b8", "is not the id of a conversation"),
        ("NF87-N9BW", "is not the id of a conversation"),
        (f"{ONE}0", "is not the id of a conversation"),
    ],
)
def test_what_finds_none_or_several_is_a_sentence(settings, written, reason):
    with pytest.raises(CannotRunError, match=reason):
        shown(settings, written)
