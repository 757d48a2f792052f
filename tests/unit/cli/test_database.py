import pytest

from bot.cli.database import migrate, wipe
from bot.cli.errors import CannotRunError
from bot.cli.instance import only_instance
from tests.support.system import environment_of_settings, settings_for


def test_a_database_that_cannot_be_opened_is_one_sentence(tmp_path):
    settings = settings_for(tmp_path, f"sqlite:///{tmp_path / 'missing' / 'folder.db'}")
    with environment_of_settings(settings), pytest.raises(CannotRunError, match="DATABASE_URL"):
        migrate()


def test_wiping_deletes_the_database_and_nothing_else(tmp_path):
    settings = settings_for(tmp_path)
    (tmp_path / "assistant.db").touch()
    (tmp_path / "secrets.env").touch()
    wipe(settings)
    assert not (tmp_path / "assistant.db").exists()
    assert (tmp_path / "secrets.env").exists()


def test_a_running_assistants_database_is_not_wiped(tmp_path):
    settings = settings_for(tmp_path)
    (tmp_path / "assistant.db").touch()
    with only_instance(settings), pytest.raises(CannotRunError, match="Stop it first"):
        wipe(settings)
    assert (tmp_path / "assistant.db").exists()


def test_a_shared_database_is_never_wiped_from_here(tmp_path):
    with pytest.raises(CannotRunError, match="Only a SQLite database"):
        wipe(settings_for(tmp_path, "postgresql://someone@db.example/assistant"))
