import os
import stat

import pytest

from bot.cli.environment import SECRET, environment_of, load_environment, settings_with_secret
from bot.cli.errors import CannotRunError
from bot.settings import get_settings
from tests.support.system import settings_for


@pytest.fixture(autouse=True)
def fresh_installation(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_VAR_DIR", str(tmp_path))
    monkeypatch.setenv(SECRET, "")
    get_settings.cache_clear()
    yield tmp_path
    get_settings.cache_clear()


def test_the_first_start_makes_a_secret_that_only_its_owner_can_read(tmp_path):
    load_environment()
    secret = settings_with_secret().secret_key.get_secret_value()
    assert len(secret) == 64
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


def test_the_next_start_uses_the_same_secret(monkeypatch):
    load_environment()
    first = settings_with_secret().secret_key
    monkeypatch.delenv(SECRET)
    get_settings.cache_clear()
    load_environment()
    assert settings_with_secret().secret_key == first


def test_a_secret_in_the_environment_is_used_and_none_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv(SECRET, "x" * 40)
    load_environment()
    assert settings_with_secret().secret_key.get_secret_value() == "x" * 40
    assert list(tmp_path.iterdir()) == []


def test_a_database_whose_secret_is_lost_is_not_given_a_new_one(tmp_path):
    (tmp_path / "assistant.db").touch()
    load_environment()
    with pytest.raises(CannotRunError, match="written with a secret that is not here"):
        settings_with_secret()


def test_the_processes_get_every_setting_spelled_out(tmp_path):
    settings = settings_for(tmp_path)
    environment = environment_of(settings, tmp_path / "model.tar.gz")
    assert environment["ASSISTANT_RASA_PORT"] == str(settings.rasa_port)
    assert environment["ASSISTANT_VAR_DIR"] == str(tmp_path)
    assert environment["TMPDIR"].startswith(str(tmp_path))
    assert environment["PATH"].split(os.pathsep)[0].endswith("bin")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (SECRET, "tooshort-canary", "at least 32"),
        ("ASSISTANT_WEB_PORT", "99999", "65535"),
        ("ASSISTANT_DATABASE_URL", "mysql://u:canary@host/x", "sqlite:// or postgresql://"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(monkeypatch, name, value, said):
    monkeypatch.setenv(SECRET, "x" * 40)
    monkeypatch.setenv(name, value)
    load_environment()
    with pytest.raises(CannotRunError) as refused:
        settings_with_secret()
    assert name in str(refused.value)
    assert said in str(refused.value)
    assert "canary" not in str(refused.value)
