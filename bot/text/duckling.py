"""Duckling, the date and duration parser, run inside this process.

Two traps are closed here, both seen in `pyduckling-native-phihos` 0.3.0:

* Loading it starts the Haskell runtime, which takes over SIGINT: Ctrl-C would be swallowed and the
  next parse would fail. The signal dispositions are put back as they were.
* Its work grows with the square of the text, so callers hand it short windows, never a message.
"""

from __future__ import annotations

import ctypes
import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytz  # type: ignore[import-untyped]

LOCALE = "EN_GB"  # day before month
# A NUL or half a surrogate pair ends the call in a panic that prints the text to standard error.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_SIGACTION_BYTES = 256  # struct sigaction is 152 bytes on Linux; the rest is room
_TAKEN_SIGNALS = (signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGTSTP)


@dataclass(frozen=True)
class Reading:
    """One thing Duckling saw: `dim` is "duration" or "time"; offsets count characters of the text."""

    dim: str
    start: int
    end: int
    value: dict[str, Any]


def read(text: str, dim: str, now: datetime) -> list[Reading]:
    """Durations or times in `text`, relative to the aware datetime `now`. Keep `text` short."""
    engine = _engine()
    plain = _UNSAFE.sub(" ", text)
    found = engine.parse(plain, _context(now), engine.parse_dimensions([dim]), False)
    return [_reading(one) for one in found]


def _reading(found: Any) -> Reading:
    entry = json.loads(found) if isinstance(found, str) else found
    return Reading(entry["dim"], entry["start"], entry["end"], entry["value"])


def _context(now: datetime) -> Any:
    engine = _engine()
    area, city = _zone(now)
    reference = engine.parse_ref_time(_zones(area), city, int(now.timestamp()))
    return engine.Context(reference, _locale())


def _zone(now: datetime) -> tuple[str, str]:
    """("Europe", "London"). An unknown zone name would silently mean UTC, so it is refused."""
    if now.tzinfo is None:
        raise ValueError("the reference time needs a time zone")
    name = getattr(now.tzinfo, "key", None) or str(now.tzinfo)
    if name not in pytz.all_timezones_set:
        raise ValueError(f"unknown time zone {name!r}")
    area, _, city = name.rpartition("/")
    return area, city


@lru_cache(maxsize=1)
def _engine() -> Any:
    with _signals_kept():
        import duckling  # type: ignore[import-untyped]

    return duckling


@lru_cache(maxsize=4)
def _zones(area: str) -> Any:
    # One area only: all zones of the world would cost 20 MB.
    return _engine().load_time_zones(str(Path(pytz.__file__).parent / "zoneinfo" / area))


@lru_cache(maxsize=1)
def _locale() -> Any:
    engine = _engine()
    return engine.parse_locale(LOCALE, engine.default_locale_lang(engine.parse_lang("EN")))


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Put the signal dispositions back at the C level, from any thread."""
    libc = ctypes.CDLL(None)
    kept = {number: ctypes.create_string_buffer(_SIGACTION_BYTES) for number in _TAKEN_SIGNALS}
    for number, action in kept.items():
        libc.sigaction(number, None, action)
    try:
        yield
    finally:
        for number, action in kept.items():
            libc.sigaction(number, action, None)
