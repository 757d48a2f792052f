"""`python -m bot.catalogue.check content/`: is the content sound? Prints each fault."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load


def main(arguments: Sequence[str]) -> int:
    """Check one folder; 0 when it is sound, 1 with a line for each fault, 2 for a wrong call."""
    if len(arguments) != 1:
        _say("usage: python -m bot.catalogue.check CONTENT_FOLDER", sys.stderr)
        return 2
    folder = Path(arguments[0])
    if not folder.is_dir():
        _say(f"There is no folder {folder}.")
        return 1
    try:
        _say(f"{folder.name}: {summary(load(folder))}")
    except CatalogueError as error:
        for fault in error.faults:
            _say(f"{folder.name}/{fault}")
        return 1
    return 0


def summary(catalogue: Catalogue) -> str:
    """What the catalogue holds, in one line."""
    standards = sum(map(len, catalogue.standards.values()))
    ways = sum(len(service.ways_of_asking) for service in catalogue.services.values())
    return (
        f"sound. {len(catalogue.agencies)} agencies, {len(catalogue.services)} services, "
        f"{standards} standards, {len(catalogue.segments.segments)} segments, "
        f"{ways} ways of asking, {len(catalogue.request_forms)} report forms, "
        f"{len(catalogue.eligibility)} eligibility checks, "
        f"{len(catalogue.wording.texts)} texts."
    )


def _say(line: str, stream: TextIO | None = None) -> None:
    # Not print(): this is the one place of the package whose output is for people at a terminal.
    (stream or sys.stdout).write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
