"""``assistant catalogue import-hsds``: drafts of services from an Open Referral directory."""

import json
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.markup import escape
from rich.progress import track

from bot.catalogue.hsds import Drafts, Refused, add_drafts
from bot.catalogue.load import load
from bot.cli.errors import CannotRunError
from bot.settings import Settings

_HEADER = """\
# Drafts from an Open Referral directory (HSDS 3). They are not published yet: write what is missing, move the
# file to content/services/{agency}/, then run `assistant catalogue check`.
"""


def import_files(
    settings: Settings, files: list[Path], agency: str, to: Path, console: Console
) -> None:
    """Read every file, write the drafts, and report what was refused and what is missing.

    Raises:
        CannotRunError: the agency is unknown, the drafts would overwrite a file, or nothing could be read.
    """
    known = load(settings.content_dir).agencies
    if agency not in known:
        raise CannotRunError(f"No agency is called {agency!r}. There are: {', '.join(known)}.")
    if to.exists():
        raise CannotRunError(f"{to} is there already. Name another file: nothing is overwritten.")
    drafts = Drafts()
    for path in track(files, "Reading", console=console, transient=True):
        _read(path, drafts)
    _report(drafts, console)
    if not drafts.services:
        raise CannotRunError("No service could be taken, so nothing was written.")
    _write(drafts, agency, to)
    console.print(f"Wrote {len(drafts.services)} drafts to {escape(str(to))}.")


def _read(path: Path, drafts: Drafts) -> None:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        drafts.refused.append(Refused(path.name, "", f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError:
        drafts.refused.append(Refused(path.name, "", "is not UTF-8 text"))
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} in line {error.lineno}"
        drafts.refused.append(Refused(path.name, "", reason))
    except RecursionError:
        drafts.refused.append(Refused(path.name, "", "is nested too deeply"))
    else:
        add_drafts(data, path.name, drafts)


def _report(drafts: Drafts, console: Console) -> None:
    for title, lines in (("Refused", drafts.refused), ("Still to write", drafts.missing)):
        console.print(f"[bold]{title}: {len(lines)}[/]")
        for line in lines:
            console.print(f"  {escape(str(line))}", soft_wrap=True)


def _write(drafts: Drafts, agency: str, to: Path) -> None:
    content = {"agency": agency, "services": drafts.services}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with to.open("x", encoding="utf-8") as file:
            file.write(_HEADER.format(agency=agency) + text)
    except OSError as error:
        raise CannotRunError(f"{to} cannot be written: {error.strerror}") from None
