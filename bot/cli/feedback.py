"""``assistant feedback show``: what one conversation left in the store, for a person to read."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.text import Text
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cli.errors import CannotRunError
from bot.cli.store import store
from bot.cli.tables import Column, harmless, print_table
from bot.rights.access import held_about
from bot.settings import Settings
from bot.transcripts.tables import Conversation, Turn

Row = dict[str, Any]


def show_conversation(settings: Settings, conversation: str | None, console: Console) -> None:
    """Print one conversation, the latest unless one is named by its id or by how that begins.

    Raises:
        CannotRunError: the id is not one, or there is no such conversation, or several.
    """
    with store(settings) as db_session:
        named = _named(db_session, conversation) if conversation else _latest(db_session)
        held = held_about(db_session, named)
    if held is None:
        raise CannotRunError(_GONE)
    print_page(held, console)


def print_page(held: dict[str, Any], console: Console) -> None:
    """Print what is held about a conversation, in the order in which a reader wants it."""
    about = held["conversation"]
    title = f"Conversation {about['id']} with {about['agency_id']}, {about['created_at'][:16]}"
    console.print(Text(title), soft_wrap=True)
    _print_transcript(_transcript(held), console)
    for heading, columns, rows in (
        ("What they said", _ANSWER, _answers(held)),
        ("What they were asked", _ASK, held["ask"]),
        ("What they were told about time", _PROMISE, _promises(held)),
        ("Where their case did not fit", _EXCEPTION, held["exception"]),
        ("What they reported", _REQUEST, held["request"]),
        ("Contacts left (encrypted)", _CONTACT, held["kept_contact"]),
    ):
        _print_rows(heading, columns, rows, console)


_GONE = "There is no such conversation here. Was it deleted? `assistant feedback list` names some."
_SERVICE = Column("service_id", whole=True)
_ANSWER = (
    Column("kind", whole=True),
    Column("driver", spare=3),
    Column("value"),
    Column("scale", spare=1),
    Column("in their words"),
    _SERVICE,
    Column("moment", spare=4),
    Column("asked", spare=2),
    Column("comment"),
)
_ASK = (
    Column("moment", spare=2),
    Column("item_id", whole=True),
    Column("item_version", spare=4),
    _SERVICE,
    Column("outcome"),
    Column("pair_id", whole=True, spare=1),
    Column("probability", spare=3),
)
_PROMISE = (Column("sentence"), Column("evidence"))
_EXCEPTION = (_SERVICE, Column("condition"), Column("outcome"))
_REQUEST = (
    Column("service_request_id", whole=True),
    Column("service_code", whole=True),
    Column("status"),
    Column("outcome"),
    Column("requested_datetime", whole=True, spare=2),
    Column("expected_datetime", whole=True, spare=1),
)
_CONTACT = (Column("purpose"), _SERVICE, Column("expires_at", whole=True))


def _latest(db_session: Session) -> uuid.UUID:
    latest = db_session.scalar(
        select(Turn.conversation_id).order_by(Turn.created_at.desc()).limit(1)
    )
    if latest is None:
        raise CannotRunError("Nobody has talked with the assistant yet.")
    return latest


def _named(db_session: Session, written: str) -> uuid.UUID:
    """The one conversation whose id begins so."""
    digits = written.replace("-", "").lower()
    if not _BEGINNING.fullmatch(digits):
        raise CannotRunError(f"{written!r} is not the id of a conversation, nor how one begins.")
    first, last = (uuid.UUID(hex=digits.ljust(32, end)) for end in "0f")
    fitting = select(Conversation.id).where(Conversation.id.between(first, last))
    found = db_session.scalars(fitting.limit(_NAMED_AT_MOST)).all()
    if not found:
        raise CannotRunError(_GONE)
    if len(found) > 1:
        ids = ", ".join(map(str, found))
        raise CannotRunError(f"Several conversations begin so, such as {ids}. Write more of it.")
    return found[0]


_BEGINNING = re.compile(r"[0-9a-f]{4,32}")
_NAMED_AT_MOST = 3  # of those that fit, when more than one does


def _transcript(held: dict[str, Any]) -> Text:
    said = [(row["seq"], "citizen  ", row["text"] or "(withheld)") for row in held["turn"]]
    said += [(row["seq"], "assistant", row["text"]) for row in held["utterance"]]
    lines = Text()
    for _, who, words in sorted(said):
        lines.append(f"{who}  ", style="bold")
        indented = harmless(words).replace("\n\n", "\n").replace("\n", f"\n{' ' * 11}")
        lines.append(f"{indented}\n")
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


def _print_transcript(transcript: Text, console: Console) -> None:
    title = "Transcript, masked"
    if console.is_terminal:
        console.print(Panel(transcript, title=title, title_align="left"))
    else:
        console.print(Text(f"\n{title}\n"), transcript, sep="", end="", soft_wrap=True)


def _print_rows(title: str, columns: tuple[Column, ...], rows: list[Row], console: Console) -> None:
    if not rows:
        console.print(f"\n{title}: nothing")
        return
    headed = [replace(each, name=each.name.replace("_", " ")) for each in columns]
    print_table(
        console, headed, [[_text(row, each.name) for each in columns] for row in rows], title
    )


def _text(row: Row, name: str) -> str:
    value = "" if row[name] is None else str(row[name])
    return value[:16].replace("T", " ") if name.endswith(_MOMENTS) else value


_MOMENTS = ("_at", "_datetime")  # to the minute
