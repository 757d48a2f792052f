"""The live catalogue: a changed content file is served without a restart, a broken one never."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.content_files import Stamp, read_content, stamp
from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import build
from bot.text.last_sound import first_reading

log = structlog.get_logger(__name__)


class CatalogueSource:
    """Gives the newest sound catalogue of a content folder. Safe to share between threads.

    The first reading takes the last sound copy instead of a broken folder; without one it raises
    CatalogueError, so that nothing starts on broken content. After that a broken folder is logged once,
    with file, entry and reason, and the last sound one is served.
    """

    def __init__(
        self,
        content_dir: Path,
        check_seconds: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`check_seconds` lie between two looks at the folder; None: as content/policy.yml says."""
        self._content_dir = Path(content_dir)
        self._check_seconds = check_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._stamp: Stamp = stamp(self._content_dir)
        self._catalogue = first_reading(_read, self._content_dir, CatalogueError)
        self._checked_at = clock()
        self._unreadable: str | None = None

    @property
    def current(self) -> Catalogue:
        """The live catalogue. Keep the one you got for the whole of a turn."""
        # Whoever comes while another thread is looking is served the one we have.
        if self._is_due() and self._lock.acquire(blocking=False):
            try:
                if self._is_due():
                    self._checked_at = self._clock()
                    self._look()
            finally:
                self._lock.release()
        return self._catalogue

    @property
    def version(self) -> str:
        """The sha256 of the content that is being served."""
        return self.current.version

    def refresh(self) -> Catalogue:
        """Look now, whenever the last look was."""
        with self._lock:
            self._checked_at = self._clock()
            self._look()
        return self._catalogue

    def _is_due(self) -> bool:
        wait = self._check_seconds
        if wait is None:
            wait = self._catalogue.policy.content_check_seconds
        return self._clock() - self._checked_at >= wait

    def _look(self) -> None:
        try:
            # Taken before reading: a file written meanwhile shows at the next look.
            seen = stamp(self._content_dir)
            if seen == self._stamp:
                return
            content = read_content(self._content_dir)
            self._stamp = seen
            if content.version != self._catalogue.version:
                self._catalogue = build(content)
                log.info("content_changed", version=content.version)
        except FileNotFoundError:
            return  # a file went away between two steps: the next look sees the folder at rest
        except OSError as error:
            if self._unreadable != error.strerror:
                log.error("content_unreadable", reason=error.strerror)
            self._unreadable = error.strerror
        except CatalogueError as error:
            self._stamp = seen
            for fault in error.faults:
                log.error(
                    "content_refused", file=fault.file, entry=fault.entry, reason=fault.reason
                )


def _read(folder: Path) -> Catalogue:
    return build(read_content(folder))
