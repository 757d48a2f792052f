"""``assistant feedback list`` and ``export``: what citizens expected, what mattered, and how it was."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import Select, func, select

from bot.cli.errors import CannotRunError
from bot.cli.store import store
from bot.feedback.tables import Answer, Submission
from bot.settings import Settings

COLUMNS = (
    "submission_id created_at agency_id service_id moment respondent_role channel language item_kind item_id"
    " item_version driver scale_type scale_min scale_max direction value_number value_duration value_choice"
    " value_text asked"
).split()
_SHOWN = ("created_at", "agency_id", "service_id", "moment", "item_kind", "value")
_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def list_feedback(settings: Settings, agency: str | None, latest: int, console: Console) -> None:
    """Print the latest answers, the newest first."""
    with store(settings) as db_session:
        found = [
            _row(*each) for each in db_session.execute(_answers(agency, newest=True).limit(latest))
        ]
    table = Table(*_SHOWN)
    for row in found:
        table.add_row(*(escape(str(each)) for each in _shown(row)))
    console.print(table if found else "Nobody has said anything yet.")


def export_feedback(settings: Settings, to: Path, agency: str | None, console: Console) -> None:
    """Write all answers to a CSV file that only its owner can read.

    Raises:
        CannotRunError: the file is there already or cannot be written.
    """
    with store(settings) as db_session, Progress(console=console, transient=True) as progress:
        count = (
            db_session.scalar(select(func.count()).select_from(_answers(agency).subquery())) or 0
        )
        task = progress.add_task("Writing", total=count)
        try:
            with to.open("x", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS)
                writer.writeheader()
                for row in db_session.execute(_answers(agency).execution_options(yield_per=500)):
                    writer.writerow({name: _harmless(value) for name, value in _row(*row).items()})
                    progress.advance(task)
        except FileExistsError:
            raise CannotRunError(f"{to} is there already. Name another file.") from None
        except OSError as error:
            raise CannotRunError(f"{to} cannot be written: {error.strerror}") from None
    console.print(f"Wrote {count} answers to {escape(str(to))}.", soft_wrap=True)


def _answers(agency: str | None, *, newest: bool = False) -> Select[tuple[Submission, Answer]]:
    order = Submission.created_at.desc() if newest else Submission.created_at
    query = select(Submission, Answer).join(Answer, Answer.submission_id == Submission.id)
    if agency:
        query = query.where(Submission.agency_id == agency)
    return query.order_by(order, Answer.item_kind)


def _row(submission: Submission, answer: Answer) -> dict[str, Any]:
    row = {
        name: getattr(answer if hasattr(Answer, name) else submission, name)
        for name in COLUMNS
        if name != "asked"
    }
    return row | {
        "asked": answer.ask_id is not None,
        "created_at": submission.created_at.isoformat(),
    }


def _shown(row: dict[str, Any]) -> Iterator[Any]:
    values = (row[name] for name in row if name.startswith("value_") and row[name] is not None)
    yield row["created_at"][:16]
    yield from (row[name] or "" for name in _SHOWN[1:-1])
    yield next(values, "")


def _harmless(value: object) -> object:
    """A spreadsheet would run a text that begins like a formula; a quote in front keeps it text."""
    runs = isinstance(value, str) and value.startswith(_A_FORMULA)
    return f"'{value}" if runs else value
