"""Are the ports free? Asked before anything starts."""

import socket
from collections.abc import Iterator

from bot.cli.errors import CannotRunError
from bot.settings import Settings

LOOPBACK = "127.0.0.1"


def refuse_taken_ports(settings: Settings) -> None:
    """Raise a CannotRunError that names each taken port and the setting to change."""
    problems = list(taken_ports(settings))
    if problems:
        raise CannotRunError("\n".join(problems))


def taken_ports(settings: Settings) -> Iterator[str]:
    """A sentence for each port that cannot be used."""
    seen: dict[int, str] = {}
    for host, port, name in (
        (settings.web_host, settings.web_port, "ASSISTANT_WEB_PORT"),
        (LOOPBACK, settings.rasa_port, "ASSISTANT_RASA_PORT"),
        (LOOPBACK, settings.actions_port, "ASSISTANT_ACTIONS_PORT"),
    ):
        if port in seen:
            yield f"{seen[port]} and {name} are both {port}: give them different ports."
        elif not is_free(host, port):
            yield (
                f"Port {port} on {host} is taken. Stop what uses it (`make stop`, if it is this "
                f"assistant), or choose another: {name}={port + 10} make run"
            )
        seen[port] = name


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
