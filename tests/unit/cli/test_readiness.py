import http.server
import threading

import pytest

from bot.cli.errors import CannotRunError
from bot.cli.readiness import addresses, answers, wait_until_ready
from tests.support.system import free_ports, settings_for


class FakeProcesses:
    """Processes in a given state, none of which answers."""

    def __init__(self, settings, states=None):
        self.settings = settings
        self._states = states or {}

    def has_ended(self):
        return not self._states

    def states(self):
        return self._states

    def log(self, name):
        return self.settings.var_dir / f"{name}.log"


@pytest.fixture
def server():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/ready" else 503)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_only_a_200_is_ready(server):
    assert answers(f"{server}/ready")
    assert not answers(f"{server}/not-yet")
    assert not answers(f"http://127.0.0.1:{free_ports(1)[0]}/")


def test_a_web_process_on_every_address_is_asked_on_loopback(tmp_path):
    settings = settings_for(tmp_path, web_host="0.0.0.0")
    assert addresses(settings)["web"].startswith("http://127.0.0.1:")


def test_a_process_that_dies_at_once_is_named_with_the_end_of_its_log(tmp_path):
    (tmp_path / "actions.log").write_text("ImportError: no such module\n")
    processes = FakeProcesses(settings_for(tmp_path), {"actions": {"statename": "BACKOFF"}})
    with pytest.raises(CannotRunError, match=r"ImportError(.|\n)*actions ends as soon as"):
        wait_until_ready(processes, say=lambda _: None)


def test_a_supervisor_that_is_gone_is_not_waited_for(tmp_path):
    with pytest.raises(CannotRunError, match="Nothing could be started"):
        wait_until_ready(FakeProcesses(settings_for(tmp_path)), say=lambda _: None)
