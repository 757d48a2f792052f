"""A file that is read again when it has changed, and whose last good content stays in force."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from bot.text.last_sound import first_reading

Content = TypeVar("Content")
_LOOK_AGAIN_AFTER = 2.0  # seconds

logger = logging.getLogger(__name__)


class LiveFile(Generic[Content]):
    """The parsed content of one file.

    `load` raises ValueError with a sentence that names the file, the entry and the reason. The first read
    then takes the last sound copy, or lets it through when there is none: nothing starts on broken
    content. Later ones log it and keep what was good.
    """

    def __init__(
        self,
        path: Path,
        load: Callable[[Path], Content],
        clock: Callable[[], float] = time.monotonic,
        *,
        also: Sequence[Path] = (),
    ) -> None:
        """`also`: files that `load` reads beside the first."""
        self._path = path
        self._watched = (path, *also)
        self._load = load
        self._clock = clock
        self._state = self._stat()
        self._content = first_reading(lambda folder: load(folder / path.name), path.parent)
        self._looked = clock()

    def get(self) -> Content:
        """The content, at most two seconds older than the file."""
        now = self._clock()
        if now - self._looked >= _LOOK_AGAIN_AFTER:
            self._looked = now
            self._refresh()
        return self._content

    def _refresh(self) -> None:
        state = self._stat()
        if state == self._state:
            return
        self._state = state
        try:
            self._content = self._load(self._path)
        except (OSError, ValueError) as error:
            logger.warning("changed content not used: %s", error)

    def _stat(self) -> list[tuple[int, int] | None]:
        return [_stat(path) for path in self._watched]


def _stat(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
