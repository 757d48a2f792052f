"""``assistant status``: what runs here, with which content, and how much it holds."""

from collections.abc import Iterator

from rich.console import Console
from sqlalchemy import func, select

from bot.catalogue.check import summary
from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load
from bot.cli.errors import CannotRunError
from bot.cli.instance import is_held, lock_path, read_pid
from bot.cli.published import kept_since
from bot.cli.readiness import addresses, answers
from bot.cli.running import address
from bot.cli.store import store
from bot.cli.tables import print_facts
from bot.cli.training import model_path
from bot.feedback.tables import ServiceRequest, Submission
from bot.rights.retention import last_run
from bot.settings import Settings
from bot.transcripts.tables import Conversation, Turn

_COUNTED = (Conversation, Turn, Submission, ServiceRequest)


def show_status(settings: Settings, console: Console) -> bool:
    """Print it; returns whether every process answers."""
    ready = {name: answers(url) for name, url in addresses(settings).items()}
    answering = {name: "ready" if ready[name] else "does not answer" for name in ready}
    print_facts(console, [("address", address(settings)), *answering.items(), *_rest(settings)])
    return all(ready.values())


def _rest(settings: Settings) -> Iterator[tuple[str, str]]:
    lock = lock_path(settings)
    runs = lock.exists() and is_held(lock)
    yield "started from here", f"yes, process {read_pid(lock)}" if runs else "no"
    model = model_path(settings)
    yield "model", model.name if model.exists() else "not trained from these files yet"
    yield "content", _content(settings)
    yield "holds", _held(settings)
    yield "expired deleted", _forgotten(settings)


def _content(settings: Settings) -> str:
    try:
        return summary(load(settings.content_dir))
    except CatalogueError as error:
        since = kept_since(settings.content_dir)
        in_use = f"; a process that starts now uses the copy of {since}" if since else ""
        return f"BROKEN, {len(error.faults)} faults: assistant catalogue check{in_use}"


def _held(settings: Settings) -> str:
    try:
        with store(settings) as db_session:
            counts = [
                f"{db_session.scalar(select(func.count()).select_from(kind))} {kind.__tablename__}s"
                for kind in _COUNTED
            ]
    except CannotRunError:
        return "no database yet, or it cannot be read: assistant doctor"
    return ", ".join(counts)


def _forgotten(settings: Settings) -> str:
    """When what had passed its end was deleted last, in the zone of the machine."""
    try:
        with store(settings) as db_session:
            ran_at = last_run(db_session)
    except CannotRunError:
        return "not known"
    return f"{ran_at.astimezone():%Y-%m-%d %H:%M}" if ran_at else "never yet"
