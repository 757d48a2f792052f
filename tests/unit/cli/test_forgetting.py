"""`assistant forget-expired` deletes what has passed its end, and says how much it was."""

import datetime as dt
import io
import uuid

import pytest
from rich.console import Console
from sqlalchemy.orm import Session

from bot.cli.errors import CannotRunError
from bot.cli.forgetting import forget
from bot.cli.status import show_status
from bot.db import WRITING, make_engine, now
from bot.privacy.tables import KeptContact
from bot.settings import ROOT, Settings


@pytest.fixture
def settings(database_url, tmp_path):
    return Settings(database_url=database_url, var_dir=tmp_path, content_dir=ROOT / "content")


def said(command, settings):
    console = Console(file=io.StringIO(), width=120)
    return command(settings, console), console.file.getvalue()


def test_it_says_how_much_and_the_status_when(settings):
    engine = make_engine(settings.sync_database_url())
    with Session(engine.execution_options(**WRITING)) as session, session.begin():
        session.add(
            KeptContact(
                conversation_id=uuid.uuid4(), agency_id="council", purpose="call_back",
                ciphertext=b"x", message_id=uuid.uuid4(), expires_at=now() - dt.timedelta(days=1),
            )
        )  # fmt: skip
    engine.dispose()
    assert "never yet" in said(show_status, settings)[1]
    done, told = said(forget, settings)
    assert done
    assert "kept contacts" in told
    assert "Nothing had expired." in said(forget, settings)[1]
    assert f"expired deleted\t{now().astimezone():%Y-%m-%d}" in said(show_status, settings)[1]


def test_without_a_database_it_says_so(tmp_path):
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'none.db'}", content_dir=ROOT / "content"
    )
    with pytest.raises(CannotRunError, match="not there yet"):
        said(forget, settings)
