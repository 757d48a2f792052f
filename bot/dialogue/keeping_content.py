"""Keeps a copy of the content folder whenever it is sound, for a process that starts on a broken one."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path

import structlog

from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load
from bot.dialogue.crisis import load_crisis
from bot.dialogue.listening import load_listening
from bot.dialogue.report_words import load_report_words
from bot.feedback.instruments import load_instrument
from bot.privacy.vocabulary import read_vocabulary
from bot.text.content_file import published_files
from bot.text.crisis_content import load_crisis_content
from bot.text.fact_patterns import load_fact_patterns
from bot.text.last_sound import CURRENT, place_of_copy

log = structlog.get_logger(__name__)


def read_whole(folder: Path) -> None:
    """Read every file as the processes do. Raises CatalogueError or ValueError for what is broken."""
    load(folder)
    load_instrument(folder / "survey.yml")
    load_listening(folder / "listening.yml")
    load_report_words(folder / "reporting.yml")
    load_crisis(folder / "crisis.yml")
    load_crisis_content(folder / "crisis.yml")
    load_fact_patterns(folder / "facts.yml")
    read_vocabulary(folder)


def keep_if_sound(folder: Path) -> bool:
    """Copy the folder, read the copy, and put it in place of the one before, in one step.

    Returns whether that was done.

    A folder that is broken, or a disk that is full, leaves the copy there is, and is said in the log.
    """
    place = place_of_copy(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place, prefix="making-") as made:
            copy = Path(made) / f"copy-{Path(made).name}"
            _copy(folder, copy)
            read_whole(copy)
            _put_in_place(copy, place)
        _tidy(place)
    except (CatalogueError, OSError, ValueError) as error:
        log.error("content_not_kept", reason=str(error).partition("\n")[0])
        return False
    return True


def keep_meanwhile(folder: Path) -> None:
    """The same beside the conversation: no message waits the second that it takes."""
    threading.Thread(target=keep_if_sound, args=(folder,), daemon=True).start()


def _copy(folder: Path, to: Path) -> None:
    for path in published_files(folder, "**/*.yml", "**/*.txt"):
        target = to / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def _put_in_place(copy: Path, place: Path) -> None:
    copy.rename(place / copy.name)
    link = copy.with_name("link")
    link.symlink_to(copy.name)
    link.replace(place / CURRENT)


def _tidy(place: Path) -> None:
    """Take away all copies but the one in use and, as it may just be read, the one before."""
    current = (place / CURRENT).resolve()
    others = [each for each in place.glob("copy-*") if each.resolve() != current]
    for each in sorted(others, key=lambda path: path.stat().st_mtime)[:-1]:
        shutil.rmtree(each, ignore_errors=True)
