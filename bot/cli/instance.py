"""One assistant per folder of data: who runs, and how to stop it."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.errors import CannotRunError
from bot.settings import Settings

STOP_SECONDS = 30


@contextmanager
def only_instance(settings: Settings) -> Iterator[None]:
    """Hold the folder's lock, with our process id in it.

    Raises:
        CannotRunError: another assistant runs with the same folder of data.
    """
    path = lock_path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotRunError(
                f"The assistant already runs from {path.parent} (process {read_pid(path)}). "
                "Stop it with `make stop`, or run a second one with other ports and its own "
                "ASSISTANT_VAR_DIR."
            ) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield
        handle.truncate(0)


def stop_running(settings: Settings) -> None:
    """Ask the running assistant to stop and wait until it has."""
    path = lock_path(settings)
    pid = read_pid(path)
    if pid is None or not is_held(path):
        print("The assistant does not run.")
        return
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while is_held(path):
        if time.monotonic() > deadline:
            raise CannotRunError(f"Process {pid} has not stopped after {STOP_SECONDS} s.")
        time.sleep(0.1)
    print("Stopped.")


def lock_path(settings: Settings) -> Path:
    """The file that a running assistant keeps locked."""
    return settings.var_dir / "run.lock"


def read_pid(path: Path) -> int | None:
    """The process id in the lock file."""
    text = path.read_text().strip() if path.exists() else ""
    return int(text) if text.isdigit() else None


def is_held(path: Path) -> bool:
    """Whether a process holds the lock."""
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        return False
