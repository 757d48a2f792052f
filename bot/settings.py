"""Every setting, typed, read from the environment (prefix ``ASSISTANT_``), with a safe default.

Only the secret has no default: a default secret is no secret. ``make run`` makes one on first start.
"""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The settings of one installation. Environment names are the field names in capitals."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", extra="ignore", frozen=True)

    secret_key: SecretStr = Field(min_length=32)
    """At least 32 characters. Pseudonyms, encryption and form tokens are derived from it."""

    database_url: str = ""
    """SQLAlchemy URL without a driver: ``sqlite:///path`` or ``postgresql://user@host/db``.
    Empty means a SQLite file in ``var_dir``."""

    var_dir: Path = ROOT / "var"
    content_dir: Path = ROOT / "content"
    models_dir: Path = ROOT / "models"

    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=1, le=65535)
    rasa_port: int = Field(default=5005, ge=1, le=65535)
    actions_port: int = Field(default=5055, ge=1, le=65535)

    trusted_proxies: int = Field(default=0, ge=0)
    """How many reverse proxies stand in front of the web process. Only what these add to
    ``X-Forwarded-For`` and ``X-Forwarded-Proto`` is believed."""

    host_agency: str = "council"
    """The agency whose site hosts a conversation when the page does not say."""

    turn_deadline: float = Field(default=20.0, gt=0)
    """Seconds the web process waits for one turn before it tells the citizen to try again."""

    claim_lease: float = Field(default=30.0, gt=0)
    """Seconds after which a message claimed by a process that died may be claimed again."""

    @property
    def rasa_url(self) -> str:
        """Where the assistant process listens: loopback only."""
        return f"http://127.0.0.1:{self.rasa_port}"

    def sync_database_url(self) -> str:
        """The URL with the driver for synchronous use (the tracker store, migrations)."""
        return _with_driver(self._database_url(), sqlite="pysqlite", postgresql="psycopg2")

    def async_database_url(self) -> str:
        """The URL with the driver for asyncio (web and actions)."""
        return _with_driver(self._database_url(), sqlite="aiosqlite", postgresql="asyncpg")

    def _database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.var_dir / 'assistant.db'}"


def _with_driver(url: str, **drivers: str) -> str:
    dialect, separator, rest = url.partition("://")
    name = dialect.partition("+")[0]
    if not separator or name not in drivers:
        raise ValueError("ASSISTANT_DATABASE_URL must begin with sqlite:// or postgresql://")
    return f"{name}+{drivers[name]}://{rest}"


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()  # type: ignore[call-arg]  # the secret comes from the environment
