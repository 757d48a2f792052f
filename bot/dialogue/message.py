"""A citizen's message as the assistant understood it: the parse result, typed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.privacy.masking import Span, mask

Entity = Mapping[str, Any]

NOT_UNDERSTOOD = "nlu_fallback"


class UnusableMessageError(ValueError):
    """The message lacks what every message has; the text names the field, never its content."""


@dataclass(frozen=True)
class FoundService:
    """A service the message may be about, and how sure the linker is (0 to 1)."""

    service_id: str
    score: float


@dataclass(frozen=True, repr=False)
class Message:
    """One message. `text` is what was typed, or the title of the button that was pressed."""

    message_id: uuid.UUID
    conversation_id: uuid.UUID
    agency_id: str
    text: str
    intent: str
    confidence: float = 1.0
    pseudonym: str | None = None
    language: str = "en"
    channel: str = "web"
    from_button: bool = False
    entities: tuple[Entity, ...] = ()
    services: tuple[FoundService, ...] = ()
    requests: tuple[str, ...] = ()
    """The services asked for one after the other, when there is more than one."""
    personal_data: tuple[Span, ...] | None = None
    crisis: str | None = None
    """The kind of danger, when there surely is one."""
    possible_danger: str | None = None

    def entities_of(self, name: str) -> Iterator[Entity]:
        """Every entity of one kind, in the order of the text."""
        return (entity for entity in self.entities if entity.get("entity") == name)

    def value_of(self, name: str) -> str | None:
        """The value of the first entity of a kind; `None` when there is none."""
        value = next((entity.get("value") for entity in self.entities_of(name)), None)
        return None if value is None else str(value)

    @property
    def words(self) -> str | None:
        """What was typed, masked; `None` for a button and when nobody looked for personal data."""
        if self.from_button or self.personal_data is None:
            return None
        return mask(self.text, self.personal_data)


def read_message(
    latest: Mapping[str, Any], conversation_id: str, channel: str, host_agency: str
) -> Message:
    """The message in a tracker's latest message. Raises UnusableMessageError."""
    metadata = latest.get("metadata") or {}
    intent = latest.get("intent") or {}
    try:
        return Message(
            message_id=uuid.UUID(str(latest.get("message_id"))),
            conversation_id=uuid.UUID(conversation_id),
            agency_id=str(metadata.get("agency_id") or host_agency),
            text=str(latest.get("text") or ""),
            intent=str(intent.get("name") or NOT_UNDERSTOOD),
            confidence=float(intent.get("confidence") or 0.0),
            pseudonym=metadata.get("citizen_pseudonym"),
            language=str(metadata.get("language") or "en"),
            channel=channel,
            from_button=bool(latest.get("from_button")),
            entities=tuple(latest.get("entities") or ()),
            services=_services(latest),
            requests=tuple(latest.get("requests") or ()),
            personal_data=_spans(latest),
            crisis=_danger(latest, sure=True),
            possible_danger=_danger(latest, sure=False),
        )
    except ValueError:
        # `from None`: the error quotes what it could not read.
        raise UnusableMessageError("message_id and sender_id must be UUIDs") from None


def _danger(latest: Mapping[str, Any], *, sure: bool) -> str | None:
    found = latest.get("crisis") or {}
    return found.get("kind") if found.get("sure", True) is sure else None


def _services(latest: Mapping[str, Any]) -> tuple[FoundService, ...]:
    found = latest.get("services") or ()
    return tuple(FoundService(str(each["service_id"]), float(each["score"])) for each in found)


def _spans(latest: Mapping[str, Any]) -> tuple[Span, ...] | None:
    spans = latest.get("personal_data")
    if spans is None:
        return None
    return tuple(Span(each["start"], each["end"], each["kind"]) for each in spans)
