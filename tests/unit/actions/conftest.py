import datetime as dt
import itertools
import shutil
import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

import actions.citizen_action
import bot.feedback.tables
import bot.privacy.tables
import bot.transcripts.tables  # noqa: F401
from actions.house import House
from bot.catalogue.catalogue import Catalogue
from bot.db import Base, make_engine
from bot.dialogue.live_content import LiveContent
from bot.privacy.tables import KeptContact
from bot.settings import ROOT, Settings
from tests.support.talking import Talk, registered_actions

TUESDAY_MORNING = dt.datetime(2026, 11, 24, 10, 30, tzinfo=dt.UTC)
CLOCKS = (
    "actions.citizen_action.now",
    "bot.feedback.asks.now",
    "bot.feedback.submissions.now",
    "bot.privacy.consents.now",
    "bot.privacy.contacts.now",
)


def lasting(talk: Talk) -> list[KeptContact]:
    """What is kept for longer than a crash may bring it back."""
    soon = TUESDAY_MORNING + dt.timedelta(hours=1)
    return [row for row in talk.rows(KeptContact) if row.expires_at > soon]


@pytest.fixture(scope="session")
def executor():
    return registered_actions()


@pytest.fixture(scope="session")
def live_content() -> LiveContent:
    return LiveContent(ROOT / "content", check_seconds=3600)


@pytest.fixture
def catalogue(live_content) -> Catalogue:
    return live_content.current.catalogue


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "assistant.db"
    engine = make_engine(f"sqlite+pysqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
def engine(tmp_path, empty_database) -> Engine:
    shutil.copyfile(empty_database, tmp_path / "assistant.db")
    return make_engine(f"sqlite+pysqlite:///{tmp_path / 'assistant.db'}")


@pytest.fixture
def clock(monkeypatch) -> Callable[[dt.datetime], None]:
    def set_to(moment: dt.datetime) -> None:
        for place in CLOCKS:
            monkeypatch.setattr(place, lambda: moment)

    set_to(TUESDAY_MORNING)
    return set_to


@pytest.fixture
async def a_house(tmp_path, engine, live_content, clock, monkeypatch) -> AsyncIterator[House]:
    settings = Settings(var_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'assistant.db'}")
    home = House(settings)
    home.__dict__["content"] = live_content
    monkeypatch.setattr(actions.citizen_action, "house", lambda: home)
    yield home
    await home.database.close()
    engine.dispose()


@pytest.fixture
def new_id(request) -> Callable[[], uuid.UUID]:
    """Ids that are the same in every run of a test: which questions are drawn depends on them."""
    numbers = itertools.count()
    return lambda: uuid.uuid5(uuid.NAMESPACE_OID, f"{request.node.nodeid} {next(numbers)}")


@pytest.fixture
def start_talk(a_house, engine, executor, new_id) -> Callable[..., Talk]:
    def start(
        agency_id: str = "council",
        pseudonym: str | None = "p" * 64,
        conversation_id: uuid.UUID | None = None,
    ) -> Talk:
        talk = Talk(engine, executor, pseudonym, conversation_id or new_id())
        talk.open(agency_id)
        return talk

    return start


@pytest.fixture
def talk(start_talk) -> Talk:
    return start_talk()
