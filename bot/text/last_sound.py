"""The copy of the last sound content folder, from which a process starts while the folder itself is broken.

Who runs already keeps the last good content in memory; this is for a restart, which remembers nothing. There
is one copy for each content folder, below ASSISTANT_VAR_DIR. `bot.dialogue.keeping_content` writes it.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.settings import ROOT

Content = TypeVar("Content")
CURRENT = "current"
_TOLD = 10
"""Faults at the most that are logged; `assistant catalogue check` tells all of them."""

logger = logging.getLogger(__name__)


def place_of_copy(folder: Path) -> Path:
    """Where the copies of a content folder are; none from another folder is ever taken for it."""
    # Not from the settings: they want the secret too, and masking needs none.
    var_dir = Path(os.environ.get("ASSISTANT_VAR_DIR") or ROOT / "var")
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return var_dir / "sound-content" / name


def kept_copy(folder: Path) -> Path | None:
    """The copy of a content folder that was sound last; None when there is none."""
    current = place_of_copy(folder) / CURRENT
    return current.resolve() if current.is_dir() else None


def first_reading(
    load: Callable[[Path], Content],
    folder: Path,
    errors: type[Exception] | tuple[type[Exception], ...] = (OSError, ValueError),
) -> Content:
    """What `load` makes of a content folder, or else of its last sound copy, which is said loudly.

    Raises what `load` raises when there is no copy, or the copy is no use either.
    """
    try:
        return load(folder)
    except errors as error:
        kept = kept_copy(folder)
        if kept is None:
            raise
        content = load(kept)
        told = "; ".join(str(error).splitlines()[:_TOLD])
        logger.error("CONTENT IS BROKEN, its last sound copy is in use: %s", told)
        return content
