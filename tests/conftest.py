"""Fixtures that tests of every kind share. What they do is in ``tests/support``."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

# Before anything reads the settings: tests never use an installation's secret or database.
os.environ["ASSISTANT_SECRET_KEY"] = "a-secret-for-tests-that-nobody-else-has-0123"
os.environ.pop("ASSISTANT_DATABASE_URL", None)
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
# As in deploy/supervisord.conf: our matrices are small, and threads would only wait for each other.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

from tests.support.databases import copied_sqlite, migrated, postgres_database
from tests.support.system import RunningSystem, started_system
from tests.support.trained import unpacked_model

ORDER = ("unit", "content", "integration", "conversations", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first: a mistake shows before anything is started."""
    items.sort(key=lambda item: ORDER.index(kind) if (kind := kind_of(item)) in ORDER else 9)
    for item in items:
        if kind_of(item) == "browser":
            item.add_marker(pytest.mark.browser)


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not look through it again in every test."""
    gc.collect()
    gc.freeze()


def kind_of(item: pytest.Item) -> str:
    """The folder below ``tests`` a test is in."""
    return item.path.relative_to(Path(__file__).parent).parts[0]


@pytest.fixture(scope="session")
def running_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSystem]:
    """One whole system on SQLite, shared by the run: leave it as it was found."""
    with started_system(tmp_path_factory.mktemp("system")) as system:
        yield system


@pytest.fixture(scope="session")
def trained_components(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parts of the trained model; see ``tests.support.trained.part_of``."""
    return unpacked_model(tmp_path_factory.mktemp("model"))


@pytest.fixture
def start_system(tmp_path: Path) -> Callable[..., AbstractContextManager[RunningSystem]]:
    """``with start_system(database_url=…, content_dir=…) as system``: one that a test may break."""
    return partial(started_system, tmp_path)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, made once."""
    folder = tmp_path_factory.mktemp("template")
    migrated(folder, f"sqlite:///{folder / 'assistant.db'}")
    return folder / "assistant.db"


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite database of the test's own."""
    return copied_sqlite(sqlite_template, tmp_path)


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a migrated, empty PostgreSQL database, made once."""
    with postgres_database() as url:
        migrated(tmp_path_factory.mktemp("postgres"), url)
        yield url.rpartition("/")[2]


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """The address of a migrated, empty PostgreSQL database of the test's own."""
    with postgres_database(postgres_template) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of the test's own; the test runs once on each kind."""
    name = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    return str(request.getfixturevalue(name))
