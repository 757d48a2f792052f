"""A stored turn as the answer that goes back to the citizen."""

from typing import Any

from bot.transcripts.tables import Turn, Utterance


def as_answer(turn: Turn) -> dict[str, Any]:
    """The answer to the message of a stored turn, in the connector's JSON shape."""
    return {
        "turn_id": str(turn.id),
        "repeated": False,
        "messages": [as_message(utterance) for utterance in turn.utterances],
    }


def as_message(utterance: Utterance) -> dict[str, Any]:
    """One message; a button shows its id and title, never its payload."""
    return {
        "id": str(utterance.id),
        "seq": utterance.seq,
        "text": utterance.text,
        "buttons": [{"title": button.title, "id": str(button.id)} for button in utterance.buttons],
        "source": utterance.source,
        "kind": utterance.kind,
        "created_at": utterance.created_at.isoformat(),
    }
