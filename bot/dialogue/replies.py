"""What the assistant says in a turn: texts, buttons and where they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "answer", "choice", "ask", "crisis", "person", "about_you", "consent", "note", "comment", "form"
]
Payload = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """A quick reply. It carries everything it means, for it may be pressed many turns later."""

    title: str
    intent: str
    entities: tuple[tuple[str, Any], ...] = ()

    def as_rasa(self) -> dict[str, str]:
        """The button as Rasa takes it; the tracker store gives it an id in place of its payload."""
        entities = [{"entity": name, "value": value} for name, value in self.entities]
        payload = json.dumps({"intent": self.intent, "entities": entities}, ensure_ascii=False)
        return {"title": self.title, "payload": payload}


@dataclass(frozen=True)
class Reply:
    """One message of the assistant. `source` is shown beside it by each channel in its own way."""

    text: str
    kind: Kind = "note"
    buttons: tuple[Button, ...] = ()
    source: dict[str, Any] | None = None

    def as_custom(self) -> dict[str, Any]:
        """What goes with the text: where it comes from and what kind of message it is."""
        return {"source": self.source, "kind": self.kind}


def without_repeats(buttons: Iterable[Button]) -> tuple[Button, ...]:
    """The buttons in order; of those that mean the same, the first."""
    unique: dict[tuple[str, tuple[tuple[str, Any], ...]], Button] = {}
    for button in buttons:
        unique.setdefault((button.intent, button.entities), button)
    return tuple(unique.values())
