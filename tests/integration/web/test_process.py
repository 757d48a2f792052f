"""The web process as it is started: it says why it cannot begin, and stops when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import time

import requests

SECRET = "a secret of at least thirty-two characters"


def start(tmp_path, port: int, **environment: str) -> subprocess.Popen[str]:
    settings = {
        "ASSISTANT_SECRET_KEY": SECRET,
        "ASSISTANT_VAR_DIR": str(tmp_path),
        "ASSISTANT_WEB_PORT": str(port),
        **environment,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot.web"],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_it_answers_and_stops_at_once_when_told_to(tmp_path):
    port = free_port()
    with start(tmp_path, port) as process:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                if requests.get(f"http://127.0.0.1:{port}/health", timeout=1).ok:
                    break
            except requests.ConnectionError:
                time.sleep(0.1)
        told = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - told < 5


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with start(tmp_path, port) as process:
            written, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"cannot listen on 127.0.0.1:{port}" in written
    assert "Traceback" not in written


def test_a_setting_that_is_wrong_is_named_and_its_value_is_not(tmp_path):
    with start(tmp_path, free_port(), ASSISTANT_SECRET_KEY="too short") as process:
        written, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "ASSISTANT_SECRET_KEY" in written
    assert "too short" not in written
