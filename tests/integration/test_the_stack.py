"""The locked packages work together, keep quiet, and stay where they belong."""

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.settings import ROOT

LOCKS = ("requirements.lock", "requirements-tensorflow.lock", "requirements-dev.lock")
HEAVY = ("tensorflow", "spacy", "rasa", "sklearn", "onnxruntime")


def lock_lines(name: str) -> list[str]:
    lines = (ROOT / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def run_python(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_locked_set_trains_with_tensorflow_and_answers(tmp_path):
    said = run_python(
        str(ROOT / "tests/integration/tiny_bot/answer.py"),
        *(str(tmp_path), "hello", "bye"),
        RASA_MAX_CACHE_SIZE="0",
        RASA_CACHE_DIRECTORY=str(tmp_path / "cache"),
    )
    answers = [line for line in said.splitlines() if line.startswith("ANSWER")]
    assert answers == [
        "ANSWER Hello from the locked set.",
        "ANSWER Goodbye from the locked set.",
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_is_a_version_and_its_hashes_and_nothing_else(name):
    line = re.compile(r"[a-z0-9-]+==[\w.]+( --hash=sha256:[0-9a-f]{64})+")
    assert [each for each in lock_lines(name) if not line.fullmatch(each)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_exactly_the_pins_it_was_written_from(name):
    source = (ROOT / name.replace(".lock", ".in")).read_text()
    pins = re.findall(r"^([\w.-]+)==(\S+)$", source, re.MULTILINE)
    named = {f"{re.sub(r'[._-]+', '-', package).lower()}=={version}" for package, version in pins}
    assert named == {each.split()[0] for each in lock_lines(name)}


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_installed_is_what_the_lock_says(name):
    pins = [each.split()[0].split("==") for each in lock_lines(name)]
    other = {
        package: found
        for package, version in pins
        if (found := importlib.metadata.version(package)) != version
    }
    assert other == {}


def test_a_build_needs_no_tool_that_is_not_locked():
    required = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    locked = [each.split()[0] for each in lock_lines("requirements.lock")]
    assert [each for each in required if each not in locked] == []


@pytest.mark.parametrize(
    "imports",
    [
        pytest.param("import bot.web.__main__", id="web"),
        pytest.param(
            "import rasa_sdk.__main__; from rasa_sdk.executor import ActionExecutor; "
            "ActionExecutor().register_package('actions')",
            id="actions",
        ),
    ],
)
def test_web_and_actions_load_nothing_heavy(imports):
    found = run_python("-c", f"{imports}; import sys; print(*(set({HEAVY}) & set(sys.modules)))")
    assert found.split() == []


def test_rasa_sends_nothing_home():
    script = "import rasa.telemetry as t; print(t.is_telemetry_enabled(), t.telemetry_write_key())"
    assert run_python("-c", script, RASA_TELEMETRY_ENABLED="false").split()[0] == "False"


@pytest.mark.parametrize("name", ["assistant", "actions", "web"])
def test_every_process_runs_with_telemetry_off(name, running_system):
    environment = Path(f"/proc/{running_system.pid(name)}/environ").read_bytes().split(b"\0")
    assert b"RASA_TELEMETRY_ENABLED=false" in environment


def test_training_runs_with_telemetry_off():
    from bot.cli.training import training_environment

    assert training_environment(Path("somewhere"))["RASA_TELEMETRY_ENABLED"] == "false"
