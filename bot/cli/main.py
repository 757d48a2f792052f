"""The commands. Each one says what it does, and ends with a sentence when it cannot."""

import os
import sys
from typing import Annotated

import typer

from bot.cli.environment import (
    load_environment,
    settings_with_secret,
    settings_without_secret,
)
from bot.cli.errors import CannotRunError

app = typer.Typer(
    name="assistant",
    help="Run and look after the assistant.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run one command; a problem a person can mend is one sentence, not a traceback."""
    try:
        app()
    except CannotRunError as error:
        sys.exit(f"\n{error}")


@app.callback()
def prepare() -> None:
    """Run and look after the assistant."""
    # What it writes (conversations, logs, secrets) is for its own user only.
    os.umask(0o077)
    load_environment()


@app.command()
def run() -> None:
    """Set up the database, train if needed, start everything, and stay until Ctrl-C."""
    from bot.cli.running import run_until_stopped

    run_until_stopped(settings_with_secret())


@app.command()
def train() -> None:
    """Train the model, unless it was already trained from exactly these files."""
    from bot.cli.training import train_if_needed

    train_if_needed(settings_without_secret())


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    from bot.cli.database import migrate as upgrade

    settings_with_secret()
    upgrade()


@app.command()
def stop() -> None:
    """Stop the assistant that `assistant run` started from this folder, if it runs."""
    from bot.cli.instance import stop_running

    stop_running(settings_without_secret())


@app.command()
def wipe() -> None:
    """Delete every conversation and all feedback of the SQLite database. There is no way back."""
    from bot.cli.database import wipe as delete

    delete(settings_without_secret())


feedback = typer.Typer(help="What citizens said.", no_args_is_help=True)
app.add_typer(feedback, name="feedback")


@feedback.command()
def show(
    conversation: Annotated[
        str, typer.Argument(help="The id of a conversation; the latest if left out.")
    ] = "",
) -> None:
    """Show one conversation: what was said, asked, promised and expected. Everything is masked."""
    from rich.console import Console

    from bot.cli.feedback import show_conversation

    show_conversation(settings_with_secret(), conversation or None, Console())


request = typer.Typer(help="What citizens reported, and what became of it.", no_args_is_help=True)
app.add_typer(request, name="request")

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
    notes: Annotated[str, typer.Option(help="What the citizen is told besides.")] = "",
    no_notes: Annotated[bool, typer.Option("--no-notes", help="Take the notes away.")] = False,
) -> None:
    """Say how a report stands. Citizens are told so from now on: put nothing personal into the notes."""
    from rich.console import Console

    from bot.cli.requests import update_request

    told = "" if no_notes else notes or None
    update_request(
        settings_with_secret(), reference, status or None, outcome or None, told, Console()
    )
