"""``assistant run``: from files to "ready at http://…", and back to nothing on Ctrl-C."""

import signal
import time
from pathlib import Path
from types import FrameType

from bot.catalogue import check
from bot.cli.database import migrate
from bot.cli.errors import CannotRunError
from bot.cli.following import Follower
from bot.cli.instance import only_instance
from bot.cli.ports import refuse_taken_ports
from bot.cli.processes import NAMES, Processes
from bot.cli.published import kept_since
from bot.cli.readiness import wait_until_ready
from bot.cli.training import train_if_needed
from bot.dialogue.keeping_content import keep_if_sound
from bot.settings import Settings

_LOOK_SECONDS = 0.3


def run_until_stopped(settings: Settings) -> None:
    """Prepare, start, wait until ready, then stay and show important lines. Ctrl-C stops all of it.

    Raises:
        CannotRunError: what keeps it from running, in a sentence.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _as_interrupt)
    try:
        with only_instance(settings):
            refuse_taken_ports(settings)
            processes = prepare(settings)
            try:
                processes.start()
                wait_until_ready(processes, say)
                say(f"ready at {address(settings)}  (Ctrl-C stops it)")
                follow(processes)
            finally:
                stop(processes)
    except KeyboardInterrupt:
        say("Stopped.")


def prepare(settings: Settings) -> Processes:
    """Everything that must be right before a process starts: content, database, model."""
    look_at_content(settings.content_dir)
    migrate()
    return Processes(settings, train_if_needed(settings))


def look_at_content(folder: Path) -> None:
    """Sound content is kept for a bad day; on a bad day the copy will do."""
    if not check.main([str(folder)]):
        keep_if_sound(folder)
        return
    since = kept_since(folder)
    if since is None:
        raise CannotRunError("The published content has errors: mend the lines above.")
    say(f"THE PUBLISHED CONTENT IS BROKEN: its copy of {since} is in use. Mend the lines above.")


def follow(processes: Processes) -> None:
    """Show important lines until supervisord ends, which it does not by itself."""
    follower = Follower([processes.log(name) for name in ("supervisord", *NAMES)])
    while not processes.has_ended():
        for line in follower.important_lines():
            say(line)
        time.sleep(_LOOK_SECONDS)
    raise CannotRunError(f"supervisord has ended; see {processes.log('supervisord')}.")


def stop(processes: Processes) -> None:
    """Stop all processes; a second Ctrl-C does not interrupt that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    say("\nStopping")
    processes.stop()


def address(settings: Settings) -> str:
    """What to open in a browser."""
    return f"http://{settings.web_host}:{settings.web_port}"


def say(line: str) -> None:
    """Print at once, also into a pipe."""
    print(line, flush=True)


def _as_interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
