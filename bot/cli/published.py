"""What is published, for commands: faults, and agencies that do not exist, are sentences."""

import datetime as dt
from pathlib import Path

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load
from bot.cli.errors import CannotRunError
from bot.settings import Settings
from bot.text.last_sound import kept_copy


def published(settings: Settings) -> Catalogue:
    """The catalogue.

    Raises:
        CannotRunError: the content has faults.
    """
    try:
        return load(settings.content_dir)
    except CatalogueError as error:
        raise CannotRunError(f"The published content has errors:\n{error}") from None


def kept_since(folder: Path) -> str | None:
    """When the last sound copy of a content folder was made, in words; None when there is none."""
    kept = kept_copy(folder)
    if kept is None:
        return None
    made = dt.datetime.fromtimestamp(kept.stat().st_ctime).astimezone()
    return f"{made:%Y-%m-%d %H:%M}"


def refuse_unknown_agency(settings: Settings, agency: str | None) -> None:
    """Nothing when the agency is published, or when none is named.

    Raises:
        CannotRunError: no agency has that id; it says which there are.
    """
    if agency is None:
        return
    known = published(settings).agencies
    if agency not in known:
        raise CannotRunError(f"No agency is called {agency!r}. There are: {', '.join(known)}.")
