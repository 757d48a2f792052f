"""The live content: what agencies publish, read anew when a file changes, and never half of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import structlog

from bot.catalogue.reload import CatalogueSource
from bot.dialogue.crisis import load_crisis
from bot.dialogue.listening import ContentError, load_listening
from bot.dialogue.report_words import load_report_words
from bot.dialogue.turn import Content
from bot.feedback.instruments import InstrumentError, load_instrument
from bot.text.last_sound import first_reading

log = structlog.get_logger(__name__)


class LiveContent:
    """Gives the newest sound content of a folder. Safe to share between threads.

    The first reading takes the last sound copy instead of a broken folder; without one it raises
    (CatalogueError, InstrumentError, ContentError), so that nothing starts on broken content. After that
    a broken file is logged, with the reason, and the last sound one is used.
    """

    def __init__(
        self,
        content_dir: Path,
        check_seconds: float | None = None,
        keep: Callable[[Path], object] | None = None,
    ) -> None:
        """`keep` is called with the folder after each change that could be used."""
        self._content_dir = content_dir
        self._keep = keep
        self._source = CatalogueSource(content_dir, check_seconds)
        self._lock = threading.Lock()
        self._content = first_reading(self._read, content_dir)

    @property
    def current(self) -> Content:
        """The live content. Keep the one you got for the whole of a turn."""
        if self._source.current.version != self._content.catalogue.version:
            with self._lock:
                self._refresh()
        return self._content

    def _read(self, folder: Path) -> Content:
        return Content(
            catalogue=self._source.current,
            instrument=load_instrument(folder / "survey.yml"),
            listening=load_listening(folder / "listening.yml"),
            crisis=load_crisis(folder / "crisis.yml"),
            reporting=load_report_words(folder / "reporting.yml"),
        )

    def _refresh(self) -> None:
        try:
            self._content = self._read(self._content_dir)
            if self._keep is not None:
                self._keep(self._content_dir)
        except (InstrumentError, ContentError) as error:
            log.error("content_refused", reason=str(error))
            self._content = replace(self._content, catalogue=self._source.current)
