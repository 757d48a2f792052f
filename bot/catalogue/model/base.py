"""What every catalogue entry shares: frozen, no unknown fields, and careful kinds of text."""

from __future__ import annotations

import re
import unicodedata
from datetime import time
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
)

from bot.catalogue.periods import Duration

_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Entry(BaseModel):
    """A published record: it never changes, and a misspelt field is an error, not a silence."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False
    )


def plain_text(text: str) -> str:
    """One line of text; ValueError for markup and for characters that hide or turn text."""
    if _TAG.search(text):
        raise ValueError("must be plain text, without HTML")
    line = " ".join(text.split())
    if any(unicodedata.category(character) in ("Cc", "Cf") for character in line):
        raise ValueError("holds a control or invisible character")
    return line


def block_text(text: str) -> str:
    """Paragraphs parted by an empty line, and lists of lines that begin with "- ".

    Other line breaks are where an editor wrapped the text, and become spaces.
    """
    lines: list[str] = []
    for line in map(plain_text, text.split("\n")):
        previous = lines[-1] if lines else ""
        if line.startswith("- ") or not line or not previous:
            lines.append(line)
        elif previous.startswith("- "):
            lines += ["", line]
        else:
            lines[-1] = f"{previous} {line}"
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip())


def web_address(text: str) -> str:
    """An https address with a host and without a user name; ValueError otherwise."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    if parts.scheme != "https" or "." not in host or parts.username or re.search(r"[\s<>\"]", text):
        raise ValueError("must be a web address such as https://council.example/page")
    return text


def clock_time(value: Any) -> time:
    """The time of day written "09:00"; "24:00" is midnight at the end of the day.

    YAML reads an unquoted 10:30 as the number 630, so only text (or a time) is taken.
    """
    if isinstance(value, time):
        return value
    if value == "24:00":
        return time(0)
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise ValueError('must be a time in quotes, such as "09:00"')
    return time.fromisoformat(value)


def iso_duration(value: Any) -> Duration:
    """The ISO 8601 duration in a content file; ValueError when it is anything else."""
    if isinstance(value, Duration):
        return value
    if not isinstance(value, str):
        raise ValueError("must be an ISO 8601 duration such as P28D")
    return Duration.parse(value)


Prose = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(plain_text)
]
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(block_text)
]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=80)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
WebAddress = Annotated[str, AfterValidator(web_address)]
EmailAddress = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
]
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^\+?[0-9](?: ?[0-9]){2,14}$")]
ClockTime = Annotated[
    time, BeforeValidator(clock_time), PlainSerializer(lambda at: at.strftime("%H:%M"))
]
IsoDuration = Annotated[Duration, BeforeValidator(iso_duration), PlainSerializer(str)]
