"""A whole running system for tests: three real processes, their own ports, folder and database."""

import os
import secrets
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.cli.database import migrate
from bot.cli.processes import Processes
from bot.cli.readiness import answers, wait_until_ready
from bot.cli.training import train_if_needed
from bot.settings import Settings, get_settings


class RunningSystem:
    """Addresses of a running system, and what a test may do to it."""

    def __init__(self, settings: Settings, processes: Processes) -> None:
        self.settings = settings
        self.processes = processes
        self.web_url = f"http://127.0.0.1:{settings.web_port}"
        self.rasa_url = settings.rasa_url
        self.actions_url = f"http://127.0.0.1:{settings.actions_port}"
        self.var_dir = settings.var_dir

    def pid(self, name: str) -> int:
        """The process id of ``assistant``, ``actions`` or ``web``; 0 while it is away."""
        return int(self.processes.states()[name]["pid"])

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Kill a process as an accident would; supervisord starts it again."""
        if pid := self.pid(name):
            os.kill(pid, number)

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Stop a process, and start it again afterwards and wait until it answers."""
        self.processes.control().supervisor.stopProcess(name)
        try:
            yield
        finally:
            self.processes.control().supervisor.startProcess(name)
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Return when all three processes answer."""
        wait_until_ready(self.processes, say=lambda _: None, patient=True)

    def is_ready(self) -> bool:
        """Whether a message sent now would get an answer."""
        return answers(f"{self.web_url}/ready")

    def logs(self) -> str:
        """Everything all processes have logged."""
        folder = self.var_dir / "log"
        return "\n".join(path.read_text(errors="replace") for path in sorted(folder.glob("*.log*")))


@contextmanager
def started_system(
    folder: Path, database_url: str = "", **settings: object
) -> Iterator[RunningSystem]:
    """Start a system of its own in a folder, with the model of the present files; stop it afterwards.

    ``settings`` are fields of :class:`bot.settings.Settings` (``content_dir=…``, ``turn_deadline=…``).
    """
    chosen = settings_for(folder, database_url, **settings)
    model = train_if_needed(chosen)
    bring_what_training_left(folder)
    with environment_of_settings(chosen):
        migrate()
        processes = Processes(chosen, model)
        processes.start()
        try:
            wait_until_ready(processes, say=lambda _: None)
            yield RunningSystem(chosen, processes)
        finally:
            processes.stop()


def bring_what_training_left(folder: Path) -> None:
    """The vectors of what is published, and the classifier of services: without them a start takes some
    seconds more.
    """
    folder.mkdir(parents=True, exist_ok=True)
    left: Path = Settings.model_fields["var_dir"].default
    for vectors in left.glob("vectors-*.npz"):
        shutil.copy(vectors, folder)
    for classifier in left.glob("classifier-*"):
        shutil.copytree(classifier, folder / classifier.name, dirs_exist_ok=True)


def settings_for(folder: Path, database_url: str = "", **settings: object) -> Settings:
    """Settings of a system of its own: free ports, a folder, a fresh secret."""
    web, rasa, actions = free_ports(3)
    given = {
        "var_dir": folder,
        "database_url": database_url,
        "secret_key": secrets.token_hex(32),
        "web_port": web,
        "rasa_port": rasa,
        "actions_port": actions,
        **settings,
    }
    return Settings.model_validate(given)


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on now, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


@contextmanager
def environment_of_settings(settings: Settings) -> Iterator[None]:
    """Put settings into this process's environment for a while: children and migrations read them there."""
    before = dict(os.environ)
    for name, value in settings.model_dump().items():
        os.environ[f"ASSISTANT_{name.upper()}"] = str(value)
    os.environ["ASSISTANT_SECRET_KEY"] = settings.secret_key.get_secret_value()
    get_settings.cache_clear()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        get_settings.cache_clear()


def wait_for(condition, seconds: float = 10.0, what: str = "the condition") -> None:
    """Return as soon as ``condition()`` is true; AssertionError when it is not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come true within {seconds} s"
        time.sleep(0.02)
