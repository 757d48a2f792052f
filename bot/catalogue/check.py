"""`python -m bot.catalogue.check content/`: is the content sound? Prints each fault."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load


def main(arguments: Sequence[str]) -> int:
    """Check one folder; 0 when it is sound, 1 with a line for each fault, 2 for a wrong call."""
    if len(arguments) != 1:
        print("usage: python -m bot.catalogue.check CONTENT_FOLDER", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    try:
        print(f"{folder.name}: {summary(load(folder))}")
    except CatalogueError as error:
        for fault in error.faults:
            print(f"{folder.name}/{fault}")
        return 1
    return 0


def summary(catalogue: Catalogue) -> str:
    """What the catalogue holds, in one line."""
    standards = sum(map(len, catalogue.standards.values()))
    ways = sum(len(service.ways_of_asking) for service in catalogue.services.values())
    return (
        f"sound. {len(catalogue.agencies)} agencies, {len(catalogue.services)} services, "
        f"{standards} standards, {len(catalogue.segments.segments)} segments, "
        f"{ways} ways of asking, {len(catalogue.wording.texts)} texts."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
