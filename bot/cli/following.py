"""Important lines of the logs, for the terminal of ``make run``."""

import re
from pathlib import Path

IMPORTANT = re.compile(
    r"\b(ERROR|CRITICAL|CRIT)\b|\"level\": ?\"(error|critical)\"|exited: |gave up: |spawned: "
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Follower:
    """Reads what was added to some log files since it last looked."""

    def __init__(self, paths: list[Path]) -> None:
        self._read = {path: _size(path) for path in paths}

    def important_lines(self) -> list[str]:
        """New lines that matter, each after the name of its process. No citizen's words: see bot.logs."""
        return [
            f"{path.stem}: {line}"
            for path in self._read
            for line in self._new_lines(path)
            if IMPORTANT.search(line)
        ]

    def _new_lines(self, path: Path) -> list[str]:
        size = _size(path)
        if size < self._read[path]:  # it was rotated
            self._read[path] = 0
        if size == self._read[path]:
            return []
        with path.open("rb") as file:
            file.seek(self._read[path])
            complete, _, _ = file.read(size - self._read[path]).rpartition(b"\n")
        self._read[path] += len(complete) + 1 if complete else 0
        return _COLOURS.sub("", complete.decode(errors="replace")).splitlines()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
