"""Entities as the reader of facts gives them."""

from typing import Any


def fact(name: str, *, holds: bool = True, number: int | None = None, subject: str = "self") -> Any:
    """A fact somebody stated."""
    return {
        "entity": "fact",
        "value": name,
        "holds": holds,
        "number": number,
        "subject": subject,
    }


def on_behalf_of(whom: str) -> Any:
    """For whom somebody asks."""
    return {"entity": "on_behalf_of", "value": whom}


def duration(value: str, **more: Any) -> Any:
    """A length of time that was said."""
    return {"entity": "duration", "value": value, **more}
