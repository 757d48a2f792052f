"""Masking of Rasa's events before anything reaches the disk.

The personal data in a message is found once, in the NLU pipeline, which leaves its spans in the parse
result. Here the spans blank the citizen's own words, and the same values are blanked wherever else the
turn repeats them: entities, slots, metadata, the assistant's replies. A message whose parse result has no
spans was never looked at, so its text is withheld.

A message that an action kept elsewhere, encrypted, is held back as a whole: the action sets a slot that names
the message and says what it was, and that is all that is stored of it here ("[place]").
"""

from collections.abc import Iterator
from typing import Any

from bot.privacy.masking import Span, mask, mask_known, mask_tree

WITHHELD = "[withheld]"
_SAID_BY_US = frozenset({"bot", "slot"})

_HELD_BACK_BY = "withheld"
"""The slot whose value names the message that is kept elsewhere; see `bot.dialogue.state.Withheld`."""
_NO_WORDS_IN = ("intent", "intent_ranking", "metadata", "services", "requests", "from_button")
"""What is told of the understanding of a message that is held back."""

EventDict = dict[str, Any]


def mask_events(events: list[EventDict]) -> list[EventDict]:
    """Masked copies of serialised Rasa events, oldest first. The input is not changed."""
    known: list[str] = []
    for event in events:
        known.extend(_personal_values(event))
    kinds = dict(_held_back(events))
    return [_mask_event(_without_words(event, kinds), known) for event in events]


def _held_back(events: list[EventDict]) -> Iterator[tuple[str, str]]:
    """The messages kept elsewhere, by their ids, and what each of them was."""
    for event in events:
        value = event.get("value")
        if event.get("name") == _HELD_BACK_BY and isinstance(value, dict):
            yield str(value.get("message_id")), str(value.get("kind"))


def _without_words(event: EventDict, kinds: dict[str, str]) -> EventDict:
    """A message that is kept elsewhere, with its kind in place of its text."""
    kind = kinds.get(str(event.get("message_id"))) if event.get("event") == "user" else None
    if kind is None:
        return event
    said = event.get("parse_data") or {}
    parse_data = {name: said[name] for name in _NO_WORDS_IN if name in said}
    return {
        **{name: event.get(name) for name in ("event", "timestamp", "input_channel", "message_id")},
        "metadata": event.get("metadata"),
        "text": f"[{kind}]",
        "parse_data": {**parse_data, "entities": [], "personal_data": []},
    }


def _personal_values(event: EventDict) -> list[str]:
    text = event.get("text") or ""
    spans = (event.get("parse_data") or {}).get("personal_data") or []
    return [text[span["start"] : span["end"]] for span in spans]


def _mask_event(event: EventDict, known: list[str]) -> EventDict:
    kind = event.get("event")
    if kind in _SAID_BY_US:
        # What an agency publishes may look personal ("born before 6 April 1960") and must reach the reader
        # as it is. What the citizen said in this turn is known, and is masked here too.
        echo: EventDict = _without_known(event, known)
        return echo
    if kind != "user":
        masked: EventDict = mask_tree(event, known)
        return masked
    parse_data = event.get("parse_data") or {}
    text = _mask_text(event.get("text"), parse_data.get("personal_data"))
    # Identifiers are ours, not the citizen's words; a recogniser could take digits in them for a number.
    kept = {key: event.get(key) for key in ("message_id", "timestamp", "input_channel")}
    masked = mask_tree({key: event[key] for key in event if key not in kept}, known)
    masked["parse_data"]["message_id"] = kept["message_id"]
    masked["text"] = masked["parse_data"]["text"] = text
    return masked | kept


def _without_known(value: Any, known: list[str]) -> Any:
    if isinstance(value, str):
        return mask_known(value, known)
    if isinstance(value, list):
        return [_without_known(each, known) for each in value]
    if isinstance(value, dict):
        return {key: _without_known(each, known) for key, each in value.items()}
    return value


def _mask_text(text: str | None, spans: list[dict[str, Any]] | None) -> str | None:
    if text is None:
        return None
    if spans is None:
        return WITHHELD
    return mask(text, [Span(span["start"], span["end"], span["kind"]) for span in spans])
