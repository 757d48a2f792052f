"""One start of one assistant: how soon it answers, how fast, and what it uses meanwhile."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

import sqlalchemy

from benchmarks.turn_latency.chat import Chat, Connection, Timed, is_from_catalogue
from benchmarks.turn_latency.script import Conversations, Script
from benchmarks.turn_latency.usage import memory, processor_seconds, processor_seconds_of_all
from bot.cli.database import migrate
from bot.cli.errors import CannotRunError
from bot.cli.processes import NAMES, Processes
from bot.cli.readiness import wait_until_ready
from bot.settings import ROOT
from tests.support.system import (
    RunningSystem,
    bring_what_training_left,
    environment_of_settings,
    settings_for,
)

Figures = dict[str, float]
"""What one start gave, by the keys of :data:`benchmarks.turn_latency.table.ROWS`."""

FIRST_WORDS = "good day"


def measure(model: Path, script: Script) -> Figures:
    """Start the assistant with a model, talk to it, and stop it."""
    parent = ROOT / "var"
    parent.mkdir(exist_ok=True)
    # Not in the system's temporary folder: that may be in memory, and a citizen's turn is on a disk.
    with (
        tempfile.TemporaryDirectory(dir=parent, prefix="bench-") as folder,
        started(Path(folder), model) as (system, to_first_answer),
    ):
        _talk(system, script.warm_up)
        _parse(system, _politely(script.warm_up))
        return {
            "first_answer": to_first_answer,
            **_figures_of_turns(system, script.conversations),
            **_figures_of_parsing(system, script.conversations),
            **_figures_of_memory(system),
            "withheld": 100 * _share_withheld(system),
        }


@contextmanager
def started(folder: Path, model: Path, **settings: object) -> Iterator[tuple[RunningSystem, float]]:
    """A system of its own, and the seconds from its start to its first answer.

    `settings` are fields of :class:`bot.settings.Settings`.
    """
    chosen = settings_for(folder, **settings)
    bring_what_training_left(folder)
    with environment_of_settings(chosen):
        migrate()
        processes = Processes(chosen, model)
        system = RunningSystem(chosen, processes)
        began = time.perf_counter()
        processes.start()
        try:
            wait_until_ready(processes, say=lambda _: None)
            if not _answered(_talk(system, [[FIRST_WORDS]])):
                raise CannotRunError("The first message got no answer.")
            yield system, time.perf_counter() - began
        finally:
            processes.stop()


def _talk(system: RunningSystem, conversations: Conversations) -> list[Timed]:
    connection = Connection(system.web_url)
    answers: list[Timed] = []
    for conversation in conversations:
        chat = Chat(connection)
        answers.extend(_checked(chat.say(text), text) for text in conversation)
    connection.close()
    return answers


def _parse(system: RunningSystem, texts: list[str]) -> list[Timed]:
    connection = Connection(system.rasa_url)
    answers = [_checked(connection.post("/model/parse", {"text": text}), text) for text in texts]
    connection.close()
    return answers


def _checked(answer: Timed, text: str) -> Timed:
    # 503 is a turn that came to nothing: it is counted. Anything else is a mistake of the benchmark.
    if answer.status not in {200, 503}:
        raise CannotRunError(f"{answer.status} in answer to “{text}”: {answer.body}")
    return answer


def _answered(answers: list[Timed]) -> list[Timed]:
    return [answer for answer in answers if answer.status == 200]


def _politely(conversations: Conversations) -> list[str]:
    # "Please" makes another sentence of it: the vectors of what was said before are remembered.
    return [f"{text} please" for conversation in conversations for text in conversation]


def _figures_of_turns(system: RunningSystem, conversations: Conversations) -> Figures:
    before = _clocks(system)
    answers = _talk(system, conversations)
    spent = {name: reading - before[name] for name, reading in _clocks(system).items()}
    each = {name: 1000 * spent[name] / len(answers) for name in NAMES}
    others = (spent["machine"] - spent["benchmark"]) / (spent["wall"] * (os.cpu_count() or 1))
    return {
        **_percentiles("turn", answers),
        **{f"{name}_processor": each[name] for name in NAMES},
        "all_processor": sum(each.values()),
        "unanswered": len(answers) - len(_answered(answers)),
        "from_catalogue": 100 * sum(map(is_from_catalogue, answers)) / len(answers),
        "others": 100 * max(0.0, others),
    }


def _clocks(system: RunningSystem) -> dict[str, float]:
    """Seconds: by the clock, and of processor time. "benchmark" is this process and all it started."""
    return {
        "wall": time.perf_counter(),
        "machine": processor_seconds_of_all(),
        "benchmark": processor_seconds(os.getpid()),
        **{name: processor_seconds(system.pid(name)) for name in NAMES},
    }


def _figures_of_parsing(system: RunningSystem, conversations: Conversations) -> Figures:
    return _percentiles("parse", _parse(system, _politely(conversations)))


def _percentiles(name: str, answers: list[Timed]) -> Figures:
    milliseconds = [1000 * answer.seconds for answer in _answered(answers)]
    cuts = quantiles(milliseconds, n=100, method="inclusive")
    return {f"{name}_p50": cuts[49], f"{name}_p95": cuts[94]}


def _figures_of_memory(system: RunningSystem) -> Figures:
    pids = {name: system.pid(name) for name in NAMES}
    pids["supervisord"] = int(system.processes.control().supervisor.getPID())
    # supervisord's children are the three others.
    used = {name: memory(pid, children=name in NAMES) for name, pid in pids.items()}
    each = {f"{name}_{kind}": used[name][kind] for name in used for kind in ("rss", "pss")}
    totals = {f"all_{kind}": sum(used[name][kind] for name in used) for kind in ("rss", "pss")}
    return each | totals


def _share_withheld(system: RunningSystem) -> float:
    engine = sqlalchemy.create_engine(system.settings.sync_database_url())
    with engine.connect() as connection:
        found = connection.execute(sqlalchemy.text("SELECT AVG(text IS NULL) FROM turn"))
        share = float(found.scalar_one())
    engine.dispose()
    return share
