"""Where and how an agency's chat stands on websites of its own."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from bot.catalogue.model.base import Entry, Prose

CONTRAST_AT_LEAST = 4.5
"""White words on the accent must be readable: WCAG 2.2, 1.4.3."""
_HOST = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
# An origin goes into a header as it is: nothing but these characters may be in it.
_ORIGIN = re.compile(
    rf"(https://{_HOST}(\.{_HOST})*|http://(localhost|127\.0\.0\.1))(:[0-9]{{1,5}})?"
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def _origin(text: str) -> str:
    if not _ORIGIN.fullmatch(text):
        raise ValueError("must be the origin of a website, such as https://www.council.example")
    return text


def _accent(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise ValueError('must be a colour in quotes, such as "#0f4a43"')
    contrast = contrast_with_white(text)
    if contrast < CONTRAST_AT_LEAST:
        raise ValueError(
            f"white words on it have a contrast of {contrast:.2f}, "
            f"and need at least {CONTRAST_AT_LEAST}"
        )
    return text


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour such as ``#0f4a43`` with white, as WCAG 2.2 computes it."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    linear: float = channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
    return linear


class Embed(Entry):
    """The chat on an agency's own websites. Without origins it can stand on none."""

    origins: tuple[Annotated[str, AfterValidator(_origin)], ...] = ()
    title: Prose
    greeting: Prose
    accent: Annotated[str, AfterValidator(_accent)]
