"""What is wrong on a machine is said with how to mend it."""

import io
import shutil
import socket

import pytest
from rich.console import Console

from bot.cli import doctor, running
from bot.cli.doctor import Verdict, examine
from bot.cli.errors import CannotRunError
from bot.cli.instance import only_instance
from bot.cli.status import show_status
from bot.dialogue.keeping_content import keep_if_sound
from bot.settings import ROOT, Settings
from tests.support.system import free_ports


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSISTANT_VAR_DIR", str(tmp_path))
    web, rasa, actions = free_ports(3)
    return Settings(
        secret_key="s" * 40, var_dir=tmp_path, models_dir=tmp_path, content_dir=ROOT / "content",
        web_port=web, rasa_port=rasa, actions_port=actions,
    )  # fmt: skip


def said(command, settings):
    console = Console(file=io.StringIO(), width=200)
    return command(settings, console), console.file.getvalue()


def only(examination, settings):
    (found,) = examination(settings)
    return found


def test_a_new_machine_is_fit_to_run_and_told_what_is_still_to_do(settings):
    fit, out = said(examine, settings)
    assert fit, out
    assert "there is no database yet" in out
    assert "there is no model of these files" in out


def test_a_database_is_known_to_be_up_to_date_or_not(settings, database_url):
    ours = settings.model_copy(update={"database_url": database_url})
    found = only(doctor.database, ours)
    assert found.verdict in (Verdict.WELL, Verdict.MIND)
    away = {"database_url": "postgresql://nobody@127.0.0.1:9/x"}
    assert only(doctor.database, settings.model_copy(update=away)).verdict is Verdict.ILL


def test_a_taken_port_is_named_with_the_setting_to_change(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", settings.web_port))
        taken.listen()
        found = only(doctor.ports, settings)
    assert found.verdict is Verdict.ILL
    assert "ASSISTANT_WEB_PORT" in found.mend


def test_a_secret_that_others_can_read_is_ill(settings, tmp_path):
    (tmp_path / "secrets.env").write_text("ASSISTANT_SECRET_KEY=x")
    (tmp_path / "secrets.env").chmod(0o644)
    found = only(doctor.secret, settings)
    assert (found.verdict, found.mend.split()[:2]) == (Verdict.ILL, ["chmod", "600"])


def test_broken_content_of_which_a_copy_is_kept_is_said_with_what_is_in_use(
    settings, tmp_path, monkeypatch
):
    monkeypatch.setenv("ASSISTANT_VAR_DIR", str(tmp_path / "var"))
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    settings = settings.model_copy(update={"content_dir": content})
    assert keep_if_sound(content)
    assert only(doctor.content, settings).verdict is Verdict.WELL
    (content / "facts.yml").write_bytes(b"# it\x92s\n")
    found = only(doctor.content, settings)
    assert found.verdict is Verdict.MIND
    assert "facts.yml: line 1: is not UTF-8" in found.about
    assert "A process that starts now uses the copy of 20" in found.about
    _, told = said(show_status, settings)
    assert "BROKEN, " in told
    assert "a process that starts now uses the copy of 20" in told


def test_a_fault_that_the_catalogue_does_not_know_is_named_too(settings, tmp_path):
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    (content / "masking" / "given_names.txt").write_bytes(b"Ren\xe9e\n")
    found = only(doctor.content, settings.model_copy(update={"content_dir": content}))
    assert found.verdict is Verdict.ILL
    assert "given_names.txt: line 1: is not UTF-8" in found.about


def test_a_start_on_broken_content_needs_a_copy_and_says_that_it_is_used(
    settings, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("ASSISTANT_VAR_DIR", str(tmp_path / "var"))
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    sound = (content / "policy.yml").read_bytes()
    (content / "policy.yml").write_bytes(b"# it\x92s\n")
    with pytest.raises(CannotRunError, match="mend the lines above"):
        running.look_at_content(content)
    (content / "policy.yml").write_bytes(sound)
    running.look_at_content(content)
    (content / "policy.yml").write_bytes(b"# it\x92s\n")
    running.look_at_content(content)
    out = capsys.readouterr().out
    assert "policy.yml: line 1: is not UTF-8" in out
    assert "THE PUBLISHED CONTENT IS BROKEN: its copy of 20" in out


def test_broken_content_is_named(settings, tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "agencies.yml").write_text("agencies: [")
    found = only(doctor.content, settings.model_copy(update={"content_dir": tmp_path / "content"}))
    assert found.verdict is Verdict.ILL
    assert "agencies.yml" in found.about


def test_packages_other_than_the_locked_ones_are_named(settings, monkeypatch):
    monkeypatch.setattr(doctor, "_installed", lambda name: None if name == "rasa" else "0")
    found = only(doctor.packages, settings)
    assert found.verdict is Verdict.ILL
    assert found.mend == "make install"


def test_what_runs_but_does_not_answer_yet_is_not_well(settings, monkeypatch):
    with only_instance(settings):
        found = only(doctor.ports, settings)
        assert found.verdict is Verdict.MIND
        assert "does not answer: actions, assistant, web" in found.about
        monkeypatch.setattr(doctor, "answers", lambda url: True)
        assert only(doctor.ports, settings).verdict is Verdict.WELL


def test_the_status_of_what_does_not_run_says_so(settings):
    runs, out = said(show_status, settings)
    assert not runs
    assert "does not answer" in out
    assert "no database yet" in out
