"""A process that starts on a broken content folder works from the copy of the last sound one, and says so."""

import logging
import os
import shutil
from pathlib import Path

import pytest

from bot.catalogue.faults import CatalogueError
from bot.catalogue.reload import CatalogueSource
from bot.dialogue.keeping_content import keep_if_sound
from bot.dialogue.live_content import LiveContent
from bot.privacy.vocabulary import vocabulary
from bot.text.crisis_content import load_crisis_content
from bot.text.fact_patterns import load_fact_patterns
from bot.text.last_sound import first_reading, kept_copy, place_of_copy
from bot.text.live_file import LiveFile
from bot.web.content import Content

CONTENT = Path(__file__).parents[3] / "content"
BROKEN = b"# it\x92s caf\xe9\n"


@pytest.fixture(autouse=True)
def var_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSISTANT_VAR_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(CONTENT, tmp_path / "content")


@pytest.fixture
def kept(folder: Path) -> Path:
    """A folder of which a copy was kept when it was sound."""
    assert keep_if_sound(folder)
    return folder


STARTS = {
    "policy.yml": lambda folder: CatalogueSource(folder).version,
    "survey.yml": lambda folder: LiveContent(folder).current.instrument,
    "listening.yml": lambda folder: LiveContent(folder).current.listening.should,
    "services/council/streets.yml": lambda folder: Content(folder).agencies.keys(),
    "crisis.yml": lambda folder: (
        LiveFile(folder / "crisis.yml", load_crisis_content).get().kinds[0]
    ),
    "facts.yml": lambda folder: LiveFile(folder / "facts.yml", load_fact_patterns).get().people,
    "masking/given_names.txt": lambda folder: vocabulary(folder).given_names,
}


@pytest.mark.parametrize("name", STARTS)
def test_a_start_on_a_broken_file_uses_the_copy_and_says_so(
    folder: Path, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = STARTS[name](shutil.copytree(folder, tmp_path / "other"))
    assert keep_if_sound(folder)
    (folder / name).write_bytes(BROKEN)
    with caplog.at_level(logging.ERROR):
        assert STARTS[name](folder) == before
    assert "CONTENT IS BROKEN, its last sound copy is in use" in caplog.text
    assert "line 1: is not UTF-8" in caplog.text


@pytest.mark.parametrize("name", STARTS)
def test_without_a_copy_nothing_starts_on_it(folder: Path, name: str) -> None:
    (folder / name).write_bytes(BROKEN)
    with pytest.raises((CatalogueError, ValueError), match="line 1"):
        STARTS[name](folder)


def test_what_is_mended_is_used_without_a_restart(kept: Path) -> None:
    mended = (kept / "policy.yml").read_bytes() + b"# mended\n"
    (kept / "policy.yml").write_bytes(BROKEN)
    source = CatalogueSource(kept, check_seconds=0)
    before = source.version
    (kept / "policy.yml").write_bytes(mended)
    assert source.version != before


def test_a_broken_folder_never_takes_the_place_of_a_sound_copy(kept: Path) -> None:
    (kept / "facts.yml").write_bytes(BROKEN)
    assert not keep_if_sound(kept)
    copy = kept_copy(kept)
    assert copy is not None
    assert (copy / "facts.yml").read_bytes() == (CONTENT / "facts.yml").read_bytes()
    assert not list(place_of_copy(kept).glob("making-*"))


def test_the_copy_of_another_folder_is_not_used(kept: Path, tmp_path: Path) -> None:
    other = shutil.copytree(CONTENT, tmp_path / "other")
    assert kept_copy(other) is None
    with pytest.raises(ValueError, match="no"):
        first_reading(_refused, other)


def test_only_the_copy_in_use_and_the_one_before_are_kept(kept: Path) -> None:
    for _ in range(3):
        assert keep_if_sound(kept)
    assert len(list(place_of_copy(kept).glob("copy-*"))) == 2


def test_a_change_is_kept_while_the_assistant_runs(folder: Path) -> None:
    live = LiveContent(folder, check_seconds=0, keep=keep_if_sound)
    assert live.current
    changed = (folder / "notices.yml").read_bytes() + b"# changed\n"
    (folder / "notices.yml").write_bytes(changed)
    assert live.current
    copy = kept_copy(folder)
    assert copy is not None
    assert (copy / "notices.yml").read_bytes() == changed


def test_a_disk_that_cannot_be_written_is_no_failure(
    folder: Path, var_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    var_dir.write_text("a file where the folder should be")
    assert not keep_if_sound(folder)
    assert "content_not_kept" in capsys.readouterr().out
    assert os.fspath(CatalogueSource(folder).version)


def _refused(_: Path) -> None:
    raise ValueError("no")
