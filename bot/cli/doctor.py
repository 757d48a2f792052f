"""``assistant doctor``: what is wrong on this machine, and how to mend it."""

import importlib.metadata
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from rich.console import Console
from rich.markup import escape
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load
from bot.cli.environment import secrets_file
from bot.cli.instance import is_held, lock_path
from bot.cli.ports import taken_ports
from bot.cli.published import kept_since
from bot.cli.readiness import addresses, answers
from bot.cli.training import model_path
from bot.db import make_engine
from bot.dialogue.keeping_content import read_whole
from bot.settings import ROOT, Settings

FREE_BYTES = 2 * 1024**3
"""A training and a year of logs and conversations need no more."""
_LOCKED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s\\]+)", re.MULTILINE)


class Verdict(StrEnum):
    """How bad it is."""

    WELL = "well"
    MIND = "mind"
    """It runs, but somebody should know."""
    ILL = "ill"
    """It cannot run so."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and, unless all is well, what to do."""

    verdict: Verdict
    about: str
    mend: str = ""


Examination = Callable[[Settings], Iterator[Finding]]


def examine(settings: Settings, console: Console) -> bool:
    """Print every finding; returns whether nothing keeps the assistant from running."""
    colours = {Verdict.WELL: "green", Verdict.MIND: "yellow", Verdict.ILL: "red"}
    found = list(findings(settings))
    for each in found:
        console.print(
            f"[{colours[each.verdict]}]{each.verdict:>4}[/]  {escape(each.about)}", soft_wrap=True
        )
        if each.mend:
            console.print(f"      {escape(each.mend)}", soft_wrap=True)
    return all(each.verdict is not Verdict.ILL for each in found)


def findings(settings: Settings) -> Iterator[Finding]:
    """Every examination, in the order in which a start would stumble over it."""
    for examination in EXAMINATIONS:
        yield from examination(settings)


def python(_: Settings) -> Iterator[Finding]:
    """Rasa and TensorFlow of the lock file exist for one Python only."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] == (3, 11):
        yield Finding(Verdict.WELL, f"Python {version}")
    else:
        yield Finding(
            Verdict.ILL, f"Python {version}", "Use 3.11: make run PYTHON=/path/to/python3.11"
        )


def packages(_: Settings) -> Iterator[Finding]:
    """What is installed is what the lock file names."""
    locked = dict(_LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    wrong = [name for name, version in locked.items() if _installed(name) != version]
    if wrong:
        names = ", ".join(wrong[:5])
        yield Finding(
            Verdict.ILL, f"{len(wrong)} packages differ from the lock: {names}", "make install"
        )
    else:
        yield Finding(Verdict.WELL, f"{len(locked)} packages as locked")


def space(settings: Settings) -> Iterator[Finding]:
    """There is room for a model, logs and conversations."""
    for folder in {_existing(settings.var_dir), _existing(settings.models_dir)}:
        if not os.access(folder, os.W_OK):
            yield Finding(
                Verdict.ILL,
                f"{folder} cannot be written",
                "Give this user the right to write there.",
            )
            continue
        free = shutil.disk_usage(folder).free
        verdict = Verdict.WELL if free >= FREE_BYTES else Verdict.MIND
        mend = (
            ""
            if verdict is Verdict.WELL
            else "Free at least 2 GB: make clean deletes old models and logs."
        )
        yield Finding(verdict, f"{free / 1024**3:.1f} GB free in {folder}", mend)


def secret(_: Settings) -> Iterator[Finding]:
    """Only its owner can read the secret."""
    path = secrets_file()
    if not path.exists():
        yield Finding(Verdict.WELL, "the secret is not kept in a file")
    elif path.stat().st_mode & 0o077:
        yield Finding(Verdict.ILL, "others can read the secret", f"chmod 600 {path}")
    else:
        yield Finding(Verdict.WELL, "only you can read the secret")


def content(settings: Settings) -> Iterator[Finding]:
    """What is published has no faults."""
    try:
        catalogue = load(settings.content_dir)
        read_whole(settings.content_dir)
    except CatalogueError as error:
        first = f"{len(error.faults)} faults in the content, the first: {error.faults[0]}"
        yield _broken(settings, first, "assistant catalogue check says every one.")
    except ValueError as error:
        yield _broken(settings, f"a fault in the content: {error}", "Mend that file.")
    else:
        yield Finding(
            Verdict.WELL, f"the content is sound, with {len(catalogue.services)} services"
        )


def _broken(settings: Settings, about: str, mend: str) -> Finding:
    since = kept_since(settings.content_dir)
    if since is None:
        return Finding(Verdict.ILL, about, mend)
    return Finding(
        Verdict.MIND, f"{about}. A process that starts now uses the copy of {since}", mend
    )


def database(settings: Settings) -> Iterator[Finding]:
    """It answers, and its tables are those of this version."""
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    head = ScriptDirectory.from_config(config).get_current_head()
    url = make_url(settings.sync_database_url())
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        yield Finding(Verdict.MIND, "there is no database yet", "make run makes it.")
        return
    engine = make_engine(url.render_as_string(hide_password=False))
    try:
        with engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", "") or type(error).__name__).strip().splitlines()[0]
        mend = "Start the database, or set ASSISTANT_DATABASE_URL to the right one."
        yield Finding(Verdict.ILL, f"the database does not answer: {reason}", mend)
        return
    finally:
        engine.dispose()
    if present == head:
        yield Finding(Verdict.WELL, f"the database is up to date ({engine.dialect.name})")
    else:
        about = (
            f"the database has the tables of {present or 'nothing yet'}, this version wants {head}"
        )
        yield Finding(Verdict.MIND, about, "assistant migrate; make run does it too.")


def model(settings: Settings) -> Iterator[Finding]:
    """There is a model of exactly these files."""
    path = model_path(settings)
    if path.exists():
        yield Finding(Verdict.WELL, f"the model is up to date ({path.name})")
    else:
        yield Finding(
            Verdict.MIND,
            "there is no model of these files",
            "assistant train; make run does it too.",
        )


def ports(settings: Settings) -> Iterator[Finding]:
    """Nobody else listens where we want to; or we do, and answer."""
    lock = lock_path(settings)
    if lock.exists() and is_held(lock):
        yield _running(settings)
        return
    taken = list(taken_ports(settings))
    for sentence in taken:
        yield Finding(Verdict.ILL, *sentence.split(". ", 1))
    if not taken:
        yield Finding(Verdict.WELL, "the ports are free")


def _running(settings: Settings) -> Finding:
    """Held ports are ours; whether it can also be talked with is another question."""
    silent = [name for name, url in addresses(settings).items() if not answers(url)]
    if not silent:
        return Finding(Verdict.WELL, "the assistant runs and is ready")
    about = f"the assistant runs, but this does not answer: {', '.join(silent)}"
    logs = settings.var_dir / "log"
    mend = f"If it was just started, wait half a minute. Otherwise its words are in {logs}."
    return Finding(Verdict.MIND, about, mend)


EXAMINATIONS: tuple[Examination, ...] = (
    python, packages, space, secret, content, database, model, ports,
)  # fmt: skip


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _existing(folder: Path) -> Path:
    """The folder, or the one above it that is there already."""
    folder = folder.resolve()
    while not folder.exists():
        folder = folder.parent
    return folder
