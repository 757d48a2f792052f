"""``assistant catalogue import-hsds``: drafts of services from an Open Referral directory."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.markup import escape
from rich.progress import track

from bot.catalogue.hsds import Drafts, Refused, add_drafts
from bot.cli.errors import CannotRunError
from bot.cli.published import refuse_unknown_agency
from bot.settings import Settings

_SHOWN = 50
"""Lines of each kind that are printed; the rest is summed up."""
_KINDS = 8
_HEADER = """\
# Drafts from an Open Referral directory (HSDS 3). They are not published yet: write what is missing, move the
# file to content/services/{agency}/, then run `assistant catalogue check`.
"""


def import_files(
    settings: Settings, sources: list[Path], agency: str, to: Path, console: Console
) -> bool:
    """Read every file, those of a folder too, and write the drafts; returns whether all of it was taken.

    What was refused is said with its value and reason, and what is missing.

    Raises:
        CannotRunError: the agency is unknown, the drafts cannot be written there, or nothing could be read.
    """
    refuse_unknown_agency(settings, agency)
    _refuse_place(to)
    drafts = Drafts()
    files = [*_files(sources, drafts)]
    for path in track(files, "Reading", console=console, transient=True):
        _read(path, drafts)
    _report(drafts, console)
    if not drafts.services:
        raise CannotRunError("No service could be taken, so nothing was written.")
    _write(drafts, agency, to)
    console.print(escape(_result(drafts, to)), soft_wrap=True)
    return not drafts.refused


def _refuse_place(to: Path) -> None:
    if to.exists():
        raise CannotRunError(f"{to} is there already. Name another file: nothing is overwritten.")
    if not to.parent.is_dir():
        raise CannotRunError(f"{to} cannot be written: there is no folder {to.parent}.")


def _files(sources: list[Path], drafts: Drafts) -> Iterator[Path]:
    for source in sources:
        if not source.is_dir():
            yield source
            continue
        inside = sorted(source.glob("*.json"))
        if not inside:
            drafts.refused.append(Refused(str(source), "", "holds no file that ends in .json"))
        yield from inside


def _read(path: Path, drafts: Drafts) -> None:
    try:
        # Programs of one maker put a byte order mark in front.
        data: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        drafts.refused.append(Refused(path.name, "", f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError:
        drafts.refused.append(Refused(path.name, "", "is not UTF-8 text"))
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} in line {error.lineno}"
        drafts.refused.append(Refused(path.name, "", reason))
    except RecursionError:
        drafts.refused.append(Refused(path.name, "", "is nested too deeply"))
    except ValueError:
        # Python reads no number of more than some thousand digits.
        drafts.refused.append(Refused(path.name, "", "holds a number that is too long"))
    else:
        add_drafts(data, path.name, drafts)


def _report(drafts: Drafts, console: Console) -> None:
    for title, lines in (
        ("Not taken", drafts.refused),
        ("Seen before", drafts.again),
        ("Still to write", drafts.missing),
    ):
        console.print(f"[bold]{title}: {len(lines)}[/]")
        for line in lines[:_SHOWN]:
            console.print(f"  {escape(str(line))}", soft_wrap=True)
        if len(lines) > _SHOWN:
            console.print(f"  and {len(lines) - _SHOWN} more: {escape(_summed_up(lines))}")


def _summed_up(lines: list[Refused]) -> str:
    """Which fields most of them are about: enough to see what a whole directory lacks."""
    fields = Counter(line.field.partition("[")[0] or "record" for line in lines[_SHOWN:])
    told = ", ".join(f"{field} {count}" for field, count in fields.most_common(_KINDS))
    return f"{told}, …" if len(fields) > _KINDS else told


def _result(drafts: Drafts, to: Path) -> str:
    count = len(drafts.services)
    without = ", without what was not taken" if drafts.refused else ""
    return f"Wrote {count} {'draft' if count == 1 else 'drafts'} to {to}{without}."


def _write(drafts: Drafts, agency: str, to: Path) -> None:
    content = {"agency": agency, "services": drafts.services}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    try:
        with to.open("x", encoding="utf-8") as file:
            file.write(_HEADER.format(agency=agency) + text)
    except OSError as error:
        raise CannotRunError(f"{to} cannot be written: {error.strerror}") from None
