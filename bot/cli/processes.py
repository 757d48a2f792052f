"""The three processes, as one thing that starts, says how it is, and stops."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, cast
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from bot.cli.environment import environment_of, temporary_dir
from bot.cli.errors import CannotRunError
from bot.settings import ROOT, Settings

NAMES = ("assistant", "actions", "web")
CONFIGURATION = ROOT / "deploy" / "supervisord.conf"
STOP_SECONDS = 20

_PR_SET_PDEATHSIG = 1
_LONGEST_SOCKET_PATH = 90  # Linux allows 107, and supervisord adds its process id for a moment


class Processes:
    """supervisord with ``deploy/supervisord.conf`` and the settings of one installation."""

    def __init__(self, settings: Settings, model: Path) -> None:
        self.settings = settings
        self._environment = environment_of(settings, model)
        self._supervisord: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start all three, at the same time. They are ready some seconds later: see ``readiness``."""
        self._prepare_folders()
        self._supervisord = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "-c", str(CONFIGURATION)],
            env=self._environment,
            cwd=ROOT,
            # Its words are in its log file; in its own group, Ctrl-C reaches only us, and we stop it.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_stop_when_parent_dies,
        )

    def stop(self) -> None:
        """Stop all three and wait for them. Stopping what does not run is fine."""
        if self._supervisord is None:
            return
        self._supervisord.terminate()
        try:
            self._supervisord.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._supervisord.kill()
            self._supervisord.wait()

    def has_ended(self) -> bool:
        """Whether supervisord itself is gone."""
        return self._supervisord is None or self._supervisord.poll() is not None

    def states(self) -> dict[str, dict[str, Any]]:
        """What supervisord knows of each process: ``statename``, ``pid`` and more. Empty while it starts."""
        try:
            found = cast("list[dict[str, Any]]", self.control().supervisor.getAllProcessInfo())
        except (OSError, Fault):
            return {}
        return {process["name"]: process for process in found}

    def control(self) -> Any:
        """supervisord's own interface (XML-RPC), to start and stop single processes."""
        socket = f"unix://{self.settings.var_dir.resolve()}/supervisor.sock"
        return ServerProxy("http://127.0.0.1", transport=SupervisorTransport(None, None, socket))

    def log(self, name: str) -> Path:
        """The log of one process, or of ``supervisord``."""
        return self.settings.var_dir / "log" / f"{name}.log"

    def _prepare_folders(self) -> None:
        socket = self.settings.var_dir.resolve() / "supervisor.sock"
        if len(str(socket)) > _LONGEST_SOCKET_PATH:
            raise CannotRunError(
                f"{socket} is too long a path for a socket: shorten ASSISTANT_VAR_DIR."
            )
        temporary = temporary_dir(self.settings)
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        self.log("web").parent.mkdir(exist_ok=True)
        # A killed supervisord leaves its socket behind.
        socket.unlink(missing_ok=True)


def _stop_when_parent_dies() -> None:
    # A closed terminal or `kill -9` on `make run` must not leave servers behind.
    os.umask(0o077)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
