"""The commands that stand in groups: `assistant feedback …`, `… catalogue …` and `… request …`."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.environment import settings_with_secret, settings_without_secret

feedback = typer.Typer(help="What citizens said.", no_args_is_help=True)


@feedback.command()
def show(
    conversation: Annotated[
        str,
        typer.Argument(
            help="The id of a conversation, or how it begins: see feedback list. The latest if left out."
        ),
    ] = "",
) -> None:
    """Show one conversation: what was said, asked, promised and expected. Everything is masked."""
    from rich.console import Console

    from bot.cli.feedback import show_conversation

    show_conversation(settings_with_secret(), conversation or None, Console())


@feedback.command("list")
def list_answers(
    agency: Annotated[str, typer.Option(help="Only what was said to this agency.")] = "",
    latest: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
) -> None:
    """List what citizens expected, what mattered and how satisfied they were, the latest first."""
    from rich.console import Console

    from bot.cli.feedback_export import list_feedback

    list_feedback(settings_with_secret(), agency or None, latest, Console())


@feedback.command("export")
def export_answers(
    to: Annotated[Path, typer.Argument(help="The CSV file to write. It must not be there yet.")],
    agency: Annotated[str, typer.Option(help="Only what was said to this agency.")] = "",
) -> None:
    """Write every answer to a CSV file, each with the question, its version and its scale. All is masked."""
    from rich.console import Console

    from bot.cli.feedback_export import export_feedback

    export_feedback(settings_with_secret(), to, agency or None, Console())


catalogue = typer.Typer(help="What the agencies publish.", no_args_is_help=True)


@catalogue.command("check")
def check_content(
    folder: Annotated[
        str, typer.Argument(help="The folder; that of the settings if left out.")
    ] = "",
) -> None:
    """Check what is published: each fault with file, entry and reason. Exits with 1 when there is one."""
    from bot.catalogue.check import main as check

    raise typer.Exit(check([folder or str(settings_without_secret().content_dir)]))


@catalogue.command("show")
def show_catalogue(
    service: Annotated[
        str, typer.Argument(help="The id of one service; a list of all if left out.")
    ] = "",
) -> None:
    """Show every service with its size and standards, or one service as it is told to people."""
    from rich.console import Console

    from bot.cli.catalogue import show

    show(settings_without_secret(), service or None, Console())


@catalogue.command("import-hsds")
def import_hsds(
    files: Annotated[
        list[Path],
        typer.Argument(help="HSDS 3 JSON files, or folders with files that end in .json."),
    ],
    agency: Annotated[str, typer.Option(help="The agency that owns these services.")],
    to: Annotated[Path, typer.Option(help="The YAML file to write. It must not be there yet.")],
) -> None:
    """Make drafts of the services in an Open Referral directory, and say what was not taken and why.

    Exits with 0 when everything was taken, with 3 when drafts were written but something was not taken (a
    value, a record or a file), and with 1 when nothing was written.
    """
    from rich.console import Console

    from bot.cli.import_hsds import import_files

    if not import_files(settings_without_secret(), files, agency, to, Console()):
        raise typer.Exit(3)


request = typer.Typer(help="What citizens reported, and what became of it.", no_args_is_help=True)

Reference = Annotated[
    str, typer.Argument(help="The reference of a report, such as a citizen has it.")
]


@request.command("list")
def list_reports(
    agency: Annotated[str, typer.Option(help="Only those of this agency.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
) -> None:
    """List the open reports, the oldest first."""
    from rich.console import Console

    from bot.cli.requests import list_requests

    list_requests(settings_with_secret(), agency or None, every, Console())


@request.command("show")
def show_report(reference: Reference) -> None:
    """Show one report with its place and how to reach the citizen. Personal data: mind who looks."""
    from rich.console import Console

    from bot.cli.requests import show_request

    show_request(settings_with_secret(), reference, Console())


@request.command("update")
def update_report(
    reference: Reference,
    status: Annotated[str, typer.Option(help="open or closed")] = "",
    outcome: Annotated[
        str, typer.Option(help="resolved, partly, not, duplicate or redirected; closes it")
    ] = "",
    notes: Annotated[
        # typer of the lock file does not know `str | None`.
        Optional[str],  # noqa: UP045
        typer.Option(help="What the citizen is told besides; --no-notes takes it away."),
    ] = None,
    no_notes: Annotated[bool, typer.Option("--no-notes", help="Take the notes away.")] = False,
) -> None:
    """Say how a report stands. Citizens are told so from now on: put nothing personal into the notes."""
    from rich.console import Console

    from bot.cli.requests import notes_wanted, update_request

    told = notes_wanted(notes, no_notes)
    update_request(
        settings_with_secret(), reference, status or None, outcome or None, told, Console()
    )
