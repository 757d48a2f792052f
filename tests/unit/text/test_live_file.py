"""Content that is edited while the assistant runs is used, unless it is broken."""

import os
from pathlib import Path

import pytest

from bot.text.live_file import LiveFile


def _load(path: Path) -> int:
    try:
        return int(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path.name}: no number") from error


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "number.txt"
    path.write_text("1", encoding="utf-8")
    return path


def _change(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(5, path.stat().st_mtime_ns + 1_000_000))


def test_a_changed_file_is_read_again(path: Path) -> None:
    clock = Clock()
    live = LiveFile(path, _load, clock)
    _change(path, "2")
    clock.now = 3.0
    assert live.get() == 2


def test_the_file_is_not_looked_at_for_every_message(path: Path) -> None:
    clock = Clock()
    live = LiveFile(path, _load, clock)
    _change(path, "2")
    clock.now = 1.0
    assert live.get() == 1


@pytest.mark.parametrize("broken", ["two", None])
def test_a_broken_or_missing_file_leaves_the_last_good_content(
    path: Path, broken: str | None
) -> None:
    clock = Clock()
    live = LiveFile(path, _load, clock)
    if broken is None:
        path.unlink()
    else:
        _change(path, broken)
    clock.now = 3.0
    assert live.get() == 1


def test_nothing_starts_on_a_broken_file(path: Path) -> None:
    path.write_text("two", encoding="utf-8")
    with pytest.raises(ValueError, match=r"number\.txt: no number"):
        LiveFile(path, _load)
