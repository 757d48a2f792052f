"""Changed content is used at once, broken content never."""

import shutil
from pathlib import Path

import pytest

from bot.catalogue.faults import CatalogueError
from bot.dialogue.listening import ContentError
from bot.dialogue.live_content import LiveContent
from bot.feedback.instruments import InstrumentError

CONTENT = Path(__file__).parents[3] / "content"


@pytest.fixture
def folder(tmp_path):
    ignored = shutil.ignore_patterns("masking")
    return shutil.copytree(CONTENT, tmp_path / "content", ignore=ignored)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_changed_question_is_live_without_a_restart(folder):
    live = LiveContent(folder, check_seconds=0)
    change(folder / "survey.yml", "Better or worse than you expected?", "Better, or worse?")
    assert live.current.instrument.items["better-or-worse"].question == "Better, or worse?"


def test_a_changed_word_is_live_without_a_restart(folder):
    live = LiveContent(folder, check_seconds=0)
    change(folder / "listening.yml", "  - ought\n", "  - oughta\n")
    assert "oughta" in live.current.listening.should


def test_the_last_sound_content_is_used_while_a_file_is_broken(folder, capsys):
    live = LiveContent(folder, check_seconds=0)
    before = live.current
    change(folder / "survey.yml", "kind: satisfaction", "kind: sadness")
    assert live.current.instrument == before.instrument
    assert "survey.yml" in capsys.readouterr().out
    change(folder / "survey.yml", "kind: sadness", "kind: satisfaction")
    assert live.current.instrument == before.instrument


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("survey.yml", "kind: satisfaction", "kind: sadness", InstrumentError),
        ("listening.yml", "version: 1", "version: x", ContentError),
        ("crisis.yml", "kinds:", "sorts:", ContentError),
        ("policy.yml", "few_cases_below: 20", "few_cases_below: x", CatalogueError),
    ],
)
def test_nothing_starts_on_broken_content(folder, file, old, new, error):
    change(folder / file, old, new)
    with pytest.raises(error, match=file):
        LiveContent(folder)
