"""``assistant feedback list`` and ``export``: what citizens expected, what mattered, and how it was."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from sqlalchemy import Select, func, select

from bot.cli.errors import CannotRunError
from bot.cli.published import refuse_unknown_agency
from bot.cli.store import store
from bot.cli.tables import Column, print_table
from bot.feedback.tables import Answer, Submission
from bot.settings import Settings

COLUMNS = (
    "submission_id created_at agency_id service_id moment respondent_role channel language item_kind item_id"
    " item_version driver scale_type scale_min scale_max direction value_number value_duration value_choice"
    " value_text asked"
).split()
_SHOWN = (
    Column("day", whole=True, spare=1),
    Column("time", whole=True, spare=4),
    Column("conversation", whole=True),
    Column("agency", whole=True, spare=2),
    Column("service", whole=True),
    Column("moment", whole=True, spare=3),
    Column("kind", whole=True),
    Column("value"),
)
_ID_SHOWN = 8
"""Signs of a conversation's id in a terminal: `feedback show` takes them for the whole."""
_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection")."""


def list_feedback(settings: Settings, agency: str | None, latest: int, console: Console) -> None:
    """Print the latest answers, the newest first, each with the conversation it is from.

    Raises:
        CannotRunError: there is no such agency.
    """
    signs = _ID_SHOWN if console.is_terminal else None
    with store(settings) as db_session:
        answers = db_session.execute(_answers(agency, newest=True).limit(latest))
        rows = [_shown(submission, answer, signs) for submission, answer in answers]
    if rows:
        print_table(console, _SHOWN, rows)
    else:
        # Only now: what was said to an agency that is gone can still be read.
        refuse_unknown_agency(settings, agency)
        console.print("Nobody has said anything yet.")


def export_feedback(settings: Settings, to: Path, agency: str | None, console: Console) -> None:
    """Write all answers to a CSV file that only its owner can read.

    Raises:
        CannotRunError: there is no such agency, or the file is there already or cannot be written.
    """
    with store(settings) as db_session, Progress(console=console, transient=True) as progress:
        count = (
            db_session.scalar(select(func.count()).select_from(_answers(agency).subquery())) or 0
        )
        if not count:
            refuse_unknown_agency(settings, agency)
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
    answers = "1 answer" if count == 1 else f"{count} answers"
    console.print(f"Wrote {answers} to {escape(str(to))}.", soft_wrap=True)


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


def _shown(submission: Submission, answer: Answer, signs: int | None) -> tuple[str, ...]:
    # In the zone of the machine on which the staff sit, as `request list` has it.
    said_at = submission.created_at.astimezone()
    return (
        f"{said_at:%Y-%m-%d}",
        f"{said_at:%H:%M}",
        str(submission.conversation_id)[:signs],
        submission.agency_id,
        submission.service_id or "",
        submission.moment,
        answer.item_kind,
        str(next((value for value in _values(answer) if value is not None), "")),
    )


def _values(answer: Answer) -> Iterator[object]:
    return (getattr(answer, name) for name in COLUMNS if name.startswith("value_"))


def _harmless(value: object) -> object:
    """A spreadsheet would run a text that begins like a formula; a quote in front keeps it text."""
    runs = isinstance(value, str) and value.startswith(_A_FORMULA)
    return f"'{value}" if runs else value
