"""How the cost of a turn grows: with the number of services, and with the length of a conversation."""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.throughput.measuring import Figures, at_once, busy_system
from benchmarks.throughput.published import with_services
from benchmarks.throughput.said import without_end
from benchmarks.turn_latency.chat import Chat, Connection
from bot.settings import ROOT

SERVICES = (67, 1000)
_SECONDS = 30.0
_EARLY, _LATE, _WINDOW = 10, 1000, 50
"""A turn is measured with the fifty after it: one alone says little."""


def by_services(model: Path, rounds: int) -> dict[str, list[Figures]]:
    """Figures of one conversation after the other with each number of services, by turns."""
    with TemporaryDirectory(dir=ROOT / "var", prefix="bench-") as name:
        contents = {}
        for count in SERVICES:
            folder = Path(name) / str(count)
            folder.mkdir()
            contents[count] = with_services(folder, count)
        found: dict[str, list[Figures]] = {str(count): [] for count in SERVICES}
        for _ in range(rounds):
            for count, content in contents.items():
                with busy_system(model, content) as system:
                    at_once(system, 1, _SECONDS / 3)
                    found[str(count)].append(at_once(system, 1, _SECONDS))
        return found


def by_turns(model: Path, rounds: int) -> dict[str, list[Figures]]:
    """Milliseconds of turns early and late in conversations of a thousand turns."""
    found: dict[str, list[Figures]] = {str(_EARLY): [], str(_LATE): []}
    with busy_system(model) as system:
        said = without_end()
        for _ in range(rounds):
            connection = Connection(system.web_url)
            chat = Chat(connection)
            taken = [1000 * chat.say(next(said)).seconds for _ in range(_LATE + _WINDOW)]
            connection.close()
            for turn in (_EARLY, _LATE):
                window = sorted(taken[turn : turn + _WINDOW])
                found[str(turn)].append(
                    {"p50": window[_WINDOW // 2], "p95": window[round(0.95 * _WINDOW) - 1]}
                )
    return found
