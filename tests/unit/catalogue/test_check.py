"""The check says what an editor needs to know, and its exit code says the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.catalogue.check import main


def test_sound_content_is_one_line(content_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(content_dir)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("content: sound. 1 agencies, 2 services, 1 standards, 8 segments, 4 ways")
    assert len(out.splitlines()) == 1


def test_each_fault_is_a_line(
    content_dir: Path, edit: Callable[[str, str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    edit("services/town.yml", "2026-10-12", "soon")
    edit("standards/town.yml", "target: 0.8", "target: 0")
    assert main([str(content_dir)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("content/services/town.yml: library-card: assured_date: ")


def test_a_folder_that_is_not_there_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none")]) == 1
    assert capsys.readouterr().out == f"There is no folder {tmp_path / 'none'}.\n"


def test_a_call_without_a_folder_says_how_to_call() -> None:
    assert main([]) == 2
