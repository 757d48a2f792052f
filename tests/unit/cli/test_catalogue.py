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
    to = tmp_path / "drafts" / "club.yml"
    out = said(import_files, settings, [directory], "council", to)
    assert "club.json: email: " in out
    assert "cafe-club: ways_of_asking: must be written" in out
    written = yaml.safe_load(to.read_text(encoding="utf-8"))
    assert [each["name"] for each in written["services"]] == ["Café Club"]


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
