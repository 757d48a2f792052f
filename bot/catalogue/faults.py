"""What is wrong with the content, said so that an editor can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

_PLAIN_REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field that exists",
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: the file (relative to the content folder), the entry in it, and the reason."""

    file: str
    entry: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.entry, self.reason) if part)


class CatalogueError(Exception):
    """The content cannot be used; `faults` holds every reason that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def faults_of(error: ValidationError, file: str, entry: str) -> list[Fault]:
    """Every fault pydantic found in one entry, with the path to the field."""
    return [
        Fault(file, entry, _reason(each["loc"], each["type"], each["msg"]))
        for each in error.errors(include_url=False, include_input=False, include_context=False)
    ]


def _reason(location: tuple[int | str, ...], kind: str, message: str) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    plain = _PLAIN_REASONS.get(kind, message.removeprefix("Value error, "))
    plain = plain[:1].lower() + plain[1:]
    return f"{path.lstrip('.')}: {plain}" if path else plain
