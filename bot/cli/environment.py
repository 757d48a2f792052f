"""Where the settings come from: the environment, then ``.env``, then the secret made on first start."""

import os
import secrets
import sys
from pathlib import Path

from dotenv import load_dotenv
from pydantic import ValidationError

from bot.cli.errors import CannotRunError
from bot.settings import ROOT, Settings, get_settings

SECRET = "ASSISTANT_SECRET_KEY"  # noqa: S105  # its name


def load_environment() -> None:
    """Fill the environment from ``.env`` and the secrets file. What is already set stays as it is."""
    load_dotenv(ROOT / ".env")
    var_dir = Path(os.environ.get("ASSISTANT_VAR_DIR") or Settings.model_fields["var_dir"].default)
    os.environ["ASSISTANT_VAR_DIR"] = str(var_dir.resolve())
    load_dotenv(secrets_file())


def secrets_file() -> Path:
    """Where the secret made on first start is kept."""
    return Path(os.environ["ASSISTANT_VAR_DIR"]) / "secrets.env"


def settings_with_secret() -> Settings:
    """The settings; makes and keeps a secret when there is none yet."""
    if not os.environ.get(SECRET):
        make_secrets(secrets_file())
        load_dotenv(secrets_file(), override=True)
    return _checked_settings()


def settings_without_secret() -> Settings:
    """The settings for work that keeps nothing secret, such as training an image: no secret is written."""
    if not os.environ.get(SECRET):
        os.environ[SECRET] = secrets.token_hex(32)
    return _checked_settings()


def _checked_settings() -> Settings:
    try:
        settings = get_settings()
        settings.sync_database_url()
    except ValidationError as error:
        # Only which and why: pydantic's own text would repeat the values, and one is the secret.
        faults = (
            f"ASSISTANT_{each['loc'][0]}".upper() + f": {each['msg']}" for each in error.errors()
        )
        raise CannotRunError("\n".join((*faults, "Every setting is in .env.example."))) from None
    except ValueError as error:
        raise CannotRunError(str(error)) from None
    return settings


def make_secrets(path: Path) -> None:
    """Write a new secret to a file that only its owner can read.

    Raises:
        CannotRunError: a database is there, so which a new secret could not read.
    """
    database = path.parent / "assistant.db"
    if database.exists():
        raise CannotRunError(
            f"{database} was written with a secret that is not here. "
            f"Set {SECRET}, put {path} back, or remove the database (`make wipe`)."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{SECRET}={secrets.token_hex(32)}\n")
    sys.stdout.write(f"{SECRET} is not set: made one, kept in {path} (only you can read it).\n")


def environment_of(settings: Settings, model: Path) -> dict[str, str]:
    """What the three processes get: everything of ours spelled out, for ``deploy/supervisord.conf``."""
    return {
        **os.environ,
        SECRET: settings.secret_key.get_secret_value(),
        "ASSISTANT_ACTIONS_PORT": str(settings.actions_port),
        "ASSISTANT_DATABASE_URL": settings.database_url,
        "ASSISTANT_MODEL": str(model.resolve()),
        "ASSISTANT_RASA_PORT": str(settings.rasa_port),
        "ASSISTANT_VAR_DIR": str(settings.var_dir.resolve()),
        "ASSISTANT_WEB_PORT": str(settings.web_port),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        # Rasa unpacks its model here; after a kill nothing is left elsewhere.
        "TMPDIR": str(temporary_dir(settings)),
    }


def temporary_dir(settings: Settings) -> Path:
    """Where the processes put what need not outlive them."""
    return settings.var_dir.resolve() / "tmp"
