"""``assistant feedback show``: what one conversation left in the store, for a person to read."""

import uuid
from collections.abc import Iterator
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli.errors import CannotRunError
from bot.cli.store import store
from bot.rights.access import held_about
from bot.settings import Settings
from bot.transcripts.tables import Turn

Row = dict[str, Any]


def show_conversation(settings: Settings, conversation: str | None, console: Console) -> None:
    """Print one conversation, the latest unless one is named.

    Raises:
        CannotRunError: the id is not one, or there is no such conversation.
    """
    with store(settings) as db_session:
        held = held_about(db_session, _identity(db_session, conversation))
    if held is None:
        raise CannotRunError("There is no such conversation here. Was it deleted?")
    console.print(as_page(held))


def as_page(held: dict[str, Any]) -> RenderableType:
    """What is held about a conversation, in the order in which a reader wants it."""
    about = held["conversation"]
    return Group(
        Text(f"Conversation {about['id']} with {about['agency_id']}, {about['created_at'][:16]}"),
        Panel(_transcript(held), title="Transcript, masked", title_align="left"),
        _table("What they said", _answers(held)),
        _table("What they were asked", held["ask"], _ASK),
        _table("What they were told about time", _promises(held)),
        _table("Where their case did not fit", held["exception"], _EXCEPTION),
        _table("What they reported", held["request"], _REQUEST),
        _table("Contacts left (encrypted)", held["kept_contact"], _CONTACT),
    )


_ASK = ("moment", "item_id", "item_version", "service_id", "outcome", "pair_id", "probability")
_EXCEPTION = ("service_id", "condition", "outcome")
_REQUEST = (
    "service_request_id",
    "service_code",
    "status",
    "outcome",
    "requested_datetime",
    "expected_datetime",
)
_CONTACT = ("purpose", "service_id", "expires_at")


def _identity(db_session: Session, conversation: str | None) -> uuid.UUID:
    if conversation is not None:
        try:
            return uuid.UUID(conversation)
        except ValueError:
            raise CannotRunError(f"{conversation!r} is not the id of a conversation.") from None
    latest = db_session.scalar(
        select(Turn.conversation_id).order_by(Turn.created_at.desc()).limit(1)
    )
    if latest is None:
        raise CannotRunError("Nobody has talked with the assistant yet.")
    return latest


def _transcript(held: dict[str, Any]) -> Text:
    said = [(row["seq"], "citizen  ", row["text"] or "(withheld)") for row in held["turn"]]
    said += [(row["seq"], "assistant", row["text"]) for row in held["utterance"]]
    lines = Text()
    for _, who, words in sorted(said):
        lines.append(f"{who}  ", style="bold")
        lines.append(words.replace("\n\n", "\n").replace("\n", f"\n{' ' * 11}") + "\n")
    return lines


def _answers(held: dict[str, Any]) -> list[Row]:
    return [
        {
            "kind": answer["item_kind"],
            "driver": answer["driver"],
            "value": _value(answer),
            "scale": _scale(answer),
            "in their words": answer["value_text"],
            "service_id": submission["service_id"],
            "moment": submission["moment"],
            "asked": "yes" if answer["ask_id"] else "no",
            "comment": "; ".join(comment["text"] for comment in submission["comments"]),
        }
        for submission in held["submission"]
        for answer in submission["answers"]
    ]


def _promises(held: dict[str, Any]) -> list[Row]:
    return [
        {"sentence": promise["text"], "evidence": "\n".join(_evidence(promise))}
        for promise in held["promise"]
    ]


def _evidence(promise: Row) -> Iterator[str]:
    yield f"standard {promise['kind'].replace('_', ' ')}"
    if promise["standard_id"]:
        yield f"{promise['standard_id']} v{promise['standard_version']}"
    if promise["basis_n"] is not None:
        yield f"{promise['basis_met']} of {promise['basis_n']} in time"
        yield f"{promise['period_start']} to {promise['period_end']}"
        yield f"data as of {promise['data_as_of']}"
    if promise["low"] is not None:
        yield f"{promise['low']:g} to {promise['high']:g} {promise['unit']}"


def _value(answer: Row) -> Any:
    given = (answer["value_duration"], answer["value_number"], answer["value_choice"])
    return next((value for value in given if value is not None), None)


def _scale(answer: Row) -> str:
    ends = answer["scale_min"], answer["scale_max"]
    version = f" v{answer['item_version']}" if answer["item_version"] else ""
    span = f" {ends[0]}–{ends[1]}" if None not in ends else ""
    return f"{answer['scale_type']}{span}{version}"


def _table(title: str, rows: list[Row], columns: tuple[str, ...] | None = None) -> RenderableType:
    if not rows:
        return Text(f"\n{title}: nothing\n")
    table = Table(title=title, title_justify="left", show_lines=True)
    shown = columns or tuple(rows[0])
    for name in shown:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in shown))
    return table
