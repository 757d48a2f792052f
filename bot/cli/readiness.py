"""Waiting until all three processes answer, and saying for what one waits."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable

from bot.cli.errors import CannotRunError
from bot.cli.processes import Processes
from bot.cli.training import last_lines
from bot.settings import Settings

START_SECONDS = 180
_POLL_SECONDS = 0.1


def wait_until_ready(
    processes: Processes, say: Callable[[str], None], *, patient: bool = False
) -> None:
    """Return when every process answers.

    A process that ends in its first second is hopeless at the first start. A ``patient`` caller, who
    knows that it worked before, waits for the next try.

    Raises:
        CannotRunError: one of them gave up, or not all were there in time; with the end of its log.
    """
    started = time.monotonic()
    waiting = addresses(processes.settings)
    say(f"Waiting for {', '.join(waiting)}")
    while waiting:
        # In order: web asks the assistant, so it is asked last.
        for name, url in list(waiting.items()):
            if not answers(url):
                break
            del waiting[name]
            say(f"  {name} is ready after {time.monotonic() - started:.1f} s")
        _give_up_if_hopeless(processes, list(waiting), time.monotonic() - started, patient)
        time.sleep(_POLL_SECONDS)


def addresses(settings: Settings) -> dict[str, str]:
    """The address that answers 200 when a process is ready. Web asks the assistant and the database."""
    host = "127.0.0.1" if settings.web_host in {"0.0.0.0", "::"} else settings.web_host  # noqa: S104
    return {
        "actions": f"http://127.0.0.1:{settings.actions_port}/health",
        "assistant": f"{settings.rasa_url}/status",
        "web": f"http://{host}:{settings.web_port}/ready",
    }


def answers(url: str) -> bool:
    """Whether a server says 200 there."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _give_up_if_hopeless(
    processes: Processes, waiting: list[str], seconds: float, patient: bool
) -> None:
    if not waiting:
        return
    if processes.has_ended():
        raise CannotRunError(_because(processes, "supervisord", "Nothing could be started."))
    hopeless = {"FATAL"} if patient else {"FATAL", "BACKOFF"}
    for name, state in processes.states().items():
        if state["statename"] in hopeless:
            sentence = f"The process {name} ends as soon as it starts."
            raise CannotRunError(_because(processes, name, sentence))
    if seconds > START_SECONDS:
        missing = f"No answer from {', '.join(waiting)} after {START_SECONDS} s."
        raise CannotRunError(_because(processes, waiting[0], missing))


def _because(processes: Processes, name: str, sentence: str) -> str:
    log = processes.log(name)
    end = last_lines(log) if log.exists() else ""
    return f"{end}\n{sentence} All that was said is in {log}."
