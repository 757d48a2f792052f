"""Content that is broken or withdrawn while the assistant runs, seen by a citizen, and across a restart."""

import shutil
import time

import pytest
import yaml

from bot.dialogue.keeping_content import keep_if_sound
from bot.settings import ROOT
from tests.support.citizens import Citizen
from tests.support.system import environment_of_settings, wait_for


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    from tests.support.system import started_system

    folder = tmp_path_factory.mktemp("broken")
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    with started_system(folder / "var", content_dir=content) as system:
        yield system


@pytest.fixture
def content(system):
    """The content folder, put back after the test."""
    folder = system.settings.content_dir
    yield folder
    shutil.rmtree(folder)
    shutil.copytree(ROOT / "content", folder)


def said(citizen, text):
    return "\n".join(message["text"] for message in citizen.say(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("services/council/streets.yml", b"# it\x92s caf\xe9\n"),
        ("survey.yml", b"\xff\xfe"),
        ("facts.yml", "a: 1\n".encode("utf-16")),
        ("masking/given_names.txt", b"Ren\xe9e\n"),
        ("services/council/._streets.yml", b"\x00\x05\x16\x07\xff"),
    ],
)
def test_messages_are_answered_whatever_was_saved(system, content, name, data):
    citizen = Citizen(system.web_url)
    (content / name).write_bytes(data)
    (content / ".#policy.yml").symlink_to("editor@host.4711")
    every_process_has_looked = time.monotonic() + 6
    while time.monotonic() < every_process_has_looked:
        answer = citizen.post({"text": "how much is a blue badge?"})
        # So many at once are slowed down, which is an answer too.
        assert answer.status_code == 429 or "costs up to" in answer.text, answer.text


@pytest.mark.slow
def test_a_form_that_is_withdrawn_while_it_is_open_ends_and_haunts_nobody(system, content):
    citizen = Citizen(system.web_url)
    assert "Where is it?" in said(citizen, "I want to report a pothole")
    changes = system.logs().count("content_changed")
    forms = content / "requests" / "council" / "streets.yml"
    tree = yaml.safe_load(forms.read_text(encoding="utf-8"))
    tree["requests"] = [each for each in tree["requests"] if each["service_code"] != "pothole"]
    forms.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")

    other = Citizen(system.web_url)

    def every_process_knows():
        other.post({"text": "how much is a blue badge?"})
        return system.logs().count("content_changed") >= changes + 3

    wait_for(every_process_knows, 20)
    assert "can no longer be reported here" in said(citizen, "on Mill Lane, by the bridge")
    answer = said(citizen, "how much is a blue badge?")
    assert "£10" in answer
    assert "did not understand" not in answer
    assert "light" in said(citizen, "I want to report a broken street light").lower()


@pytest.mark.slow
def test_a_restart_on_broken_content_answers_from_the_copy(system, content):
    with environment_of_settings(system.settings):
        assert keep_if_sound(content)
    for name in ("policy.yml", "facts.yml", "crisis.yml", "survey.yml", "masking/words.yml"):
        (content / name).write_bytes(b"# it\x92s caf\xe9\n")
    for process in ("assistant", "actions", "web"):
        with system.without(process):
            pass
    assert "£10" in said(Citizen(system.web_url), "how much is a blue badge?")
    assert "CONTENT IS BROKEN, its last sound copy is in use" in system.logs()
