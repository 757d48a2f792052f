"""What all actions share, made at first use: the database and the content."""

from __future__ import annotations

from functools import cached_property, lru_cache

from bot.db import Database
from bot.dialogue.keeping_content import keep_meanwhile
from bot.dialogue.live_content import LiveContent
from bot.settings import Settings, get_settings


class House:
    """One database and one reading of the content for the whole process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def database(self) -> Database:
        """The one database."""
        return Database(self._settings.async_database_url())

    @cached_property
    def content(self) -> LiveContent:
        """The live content."""
        return LiveContent(self._settings.content_dir, keep=keep_meanwhile)

    @property
    def secret(self) -> str:
        """What encryption keys are derived from."""
        return self._settings.secret_key.get_secret_value()

    @property
    def host_agency(self) -> str:
        """The agency of a conversation that does not say whose it is."""
        return self._settings.host_agency


@lru_cache
def house() -> House:
    """The house of this process."""
    return House(get_settings())
