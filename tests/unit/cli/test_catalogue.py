"""What is published can be read in the terminal, and a directory becomes drafts."""

import io
import json

import pytest
import yaml
from rich.console import Console

from bot.cli.catalogue import show
from bot.cli.errors import CannotRunError
from bot.cli.import_hsds import import_files
from bot.settings import ROOT, Settings

SERVICE = {"name": "Café Club", "status": "active", "email": "nobody"}


@pytest.fixture
def settings(tmp_path):
    return Settings(secret_key="s" * 40, var_dir=tmp_path, content_dir=ROOT / "content")


@pytest.fixture
def directory(tmp_path):
    path = tmp_path / "club.json"
    path.write_text(json.dumps(SERVICE), encoding="utf-8")
    return path


def said(command, *arguments):
    console = Console(file=io.StringIO(), width=200)
    command(*arguments, console)
    return console.file.getvalue()


def test_every_service_has_a_row(settings):
    out = said(show, settings, None)
    assert "missed-bin" in out
    assert "older-bus-pass" in out


def test_one_service_is_shown_with_what_people_are_told(settings):
    out = said(show, settings, "blue-badge")
    assert "Apply for or renew a Blue Badge" in out
    assert "8 in 10 Blue Badge applications" in out


def test_a_service_that_is_not_there_is_a_sentence(settings):
    with pytest.raises(CannotRunError, match="No service is called 'moon'"):
        said(show, settings, "moon")


def test_content_with_faults_is_a_sentence(settings, tmp_path):
    (tmp_path / "agencies.yml").write_text("agencies: [", encoding="utf-8")
    broken = settings.model_copy(update={"content_dir": tmp_path})
    with pytest.raises(CannotRunError, match=r"agencies\.yml"):
        said(show, broken, None)


def test_drafts_are_written_and_what_was_refused_is_said(settings, directory, tmp_path):
    to = tmp_path / "club.yml"
    out = said(import_files, settings, [directory], "council", to)
    assert "club.json (cafe-club): email: " in out
    assert "; it is 'nobody'" in out
    assert f"Wrote 1 draft to {to}, without what was not taken." in out
    assert "cafe-club: ways_of_asking: must be written" in out
    written = yaml.safe_load(to.read_text(encoding="utf-8"))
    assert [each["name"] for each in written["services"]] == ["Café Club"]


def test_a_folder_is_read_file_by_file(settings, tmp_path):
    whole, empty, to = tmp_path / "directory", tmp_path / "empty", tmp_path / "drafts.yml"
    whole.mkdir()
    empty.mkdir()
    one = {"id": "1", "name": "Café Club", "status": "active"}
    for name, content in (
        ("a.json", one),
        ("b.json", {"contents": [one, {"id": "2", "name": "Tea Club", "status": "active"}]}),
        ("notes.txt", "not for us"),
    ):
        (whole / name).write_text(json.dumps(content), encoding="utf-8")
    out = said(import_files, settings, [whole, empty], "council", to)
    assert "b.json contents[0]: the same service as in a.json" in out
    assert "empty: holds no file that ends in .json" in out
    assert "Wrote 2 drafts" in out
    assert "notes.txt" not in out


def test_whether_all_was_taken_is_known_to_a_script(settings, directory, tmp_path):
    sound = tmp_path / "sound.json"
    sound.write_text(json.dumps(SERVICE | {"email": "us@club.example"}), encoding="utf-8")
    console = Console(file=io.StringIO())
    assert import_files(settings, [sound, sound], "council", tmp_path / "1.yml", console) is False
    assert import_files(settings, [sound], "council", tmp_path / "2.yml", console) is True
    assert import_files(settings, [directory], "council", tmp_path / "3.yml", console) is False


def test_no_folder_is_made(settings, directory, tmp_path):
    to = tmp_path / "none" / "drafts.yml"
    with pytest.raises(CannotRunError, match=f"there is no folder {to.parent}"):
        said(import_files, settings, [directory], "council", to)
    assert not to.parent.exists()


def test_nothing_is_overwritten(settings, directory, tmp_path):
    to = tmp_path / "there.yml"
    to.write_text("mine")
    with pytest.raises(CannotRunError, match="nothing is overwritten"):
        said(import_files, settings, [directory], "council", to)
    assert to.read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "reason"),
    [(b"{", "is not JSON"), (b"\xff", "is not UTF-8"), (b"[" * 100_000, "is nested too deeply")],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_reason(settings, directory, tmp_path, text, reason):
    broken = tmp_path / "broken.json"
    broken.write_bytes(text)
    out = said(import_files, settings, [broken, directory], "council", tmp_path / "drafts.yml")
    assert f"broken.json: {reason}" in out


def test_when_nothing_can_be_taken_nothing_is_written(settings, tmp_path):
    to = tmp_path / "drafts.yml"
    with pytest.raises(CannotRunError, match="nothing was written"):
        said(import_files, settings, [tmp_path / "missing.json"], "council", to)
    assert not to.exists()


def test_an_unknown_agency_is_a_sentence(settings, directory, tmp_path):
    with pytest.raises(CannotRunError, match="No agency is called 'moon'"):
        said(import_files, settings, [directory], "moon", tmp_path / "drafts.yml")


def test_a_number_that_is_too_long_and_a_byte_order_mark_are_no_crash(settings, tmp_path):
    (tmp_path / "long.json").write_text('{"name": "a", "status": ' + "9" * 5000 + "}")
    (tmp_path / "marked.json").write_bytes(b'\xef\xbb\xbf{"name": "Club", "status": "active"}')
    sources = [tmp_path / "long.json", tmp_path / "marked.json"]
    out = said(import_files, settings, sources, "council", tmp_path / "drafts.yml")
    assert "long.json: holds a number that is too long" in out
    assert "Wrote 1 draft" in out


def test_a_whole_directory_is_summed_up(settings, tmp_path):
    services = [{"name": f"Club {at}", "status": "active"} for at in range(500)]
    (tmp_path / "all.json").write_text(json.dumps({"services": services}))
    to = tmp_path / "drafts.yml"
    out = said(import_files, settings, [tmp_path / "all.json"], "council", to)
    assert len(out.splitlines()) < 120
    assert " more: " in out
