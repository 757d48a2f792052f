"""What scripts rely on: the codes with which commands end, and sentences where something is wrong."""

import json
import os
import subprocess
import sys

import pytest

SOUND = {"name": "Café Club", "status": "active"}


@pytest.fixture
def call(tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *map(str, arguments)],
            capture_output=True,
            text=True,
            env=os.environ | {"ASSISTANT_VAR_DIR": str(tmp_path / "var")},
            timeout=60,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("content", "code"), [(SOUND, 0), (SOUND | {"email": "nobody"}, 3), ({"no": "service"}, 1)]
)
def test_an_import_says_with_its_code_whether_all_was_taken(call, tmp_path, content, code):
    (tmp_path / "a.json").write_text(json.dumps(content), encoding="utf-8")
    to = tmp_path / "drafts.yml"
    done = call("catalogue", "import-hsds", tmp_path, "--agency", "council", "--to", to)
    assert done.returncode == code, done.stderr
    assert to.exists() == (code != 1)


def test_an_update_of_nothing_is_refused(call):
    done = call("request", "update", "NF87-N9BW")
    assert (done.returncode, done.stderr.strip().partition(":")[0]) == (1, "Nothing was asked for")
