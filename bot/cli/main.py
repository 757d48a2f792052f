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
from bot.cli.groups import catalogue, feedback, request

app = typer.Typer(
    name="assistant",
    help="Run and look after the assistant.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(catalogue, name="catalogue")
app.add_typer(feedback, name="feedback")
app.add_typer(request, name="request")


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
def status() -> None:
    """Say what runs, with which model and content, and how much it holds. Exits with 3 if not all run."""
    from rich.console import Console

    from bot.cli.status import show_status

    if not show_status(settings_without_secret(), Console()):
        raise typer.Exit(3)


@app.command()
def doctor() -> None:
    """Say what is wrong on this machine and how to mend it. Exits with 1 when something must be mended."""
    from rich.console import Console

    from bot.cli.doctor import examine

    if not examine(settings_without_secret(), Console()):
        raise typer.Exit(1)


@app.command()
def chat(
    url: Annotated[
        str, typer.Option(help="The address of an assistant; the one on this machine if left out.")
    ] = "",
    agency: Annotated[str, typer.Option(help="On whose site; the host agency if left out.")] = "",
) -> None:
    """Talk with the running assistant here in the terminal. An empty line or Ctrl-D ends it."""
    from rich.console import Console

    from bot.cli.chat import talk
    from bot.cli.running import address

    talk(url or address(settings_without_secret()), agency or None, Console())


@app.command("forget-expired")
def forget_expired() -> None:
    """Delete what has passed its end, as the running assistant does every hour, and say how much it was.

    Exits with 3 when the database's own log could not be emptied of it.
    """
    from rich.console import Console

    from bot.cli.forgetting import forget

    if not forget(settings_with_secret(), Console()):
        raise typer.Exit(3)


@app.command()
def wipe() -> None:
    """Delete every conversation and all feedback of the SQLite database. There is no way back."""
    from bot.cli.database import wipe as delete

    delete(settings_without_secret())
