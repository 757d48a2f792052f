"""A conversation in the terminal, with a server that speaks the chat's API."""

import http.server
import io
import json
import threading

import pytest
from rich.console import Console

from bot.cli.chat import talk
from bot.cli.errors import CannotRunError

ANSWER = {
    "text": "It is [b]free[/b].",
    "source": {"agency": "Ambershire Council", "url": "https://council.example/badge"},
    "buttons": [{"title": "How do I apply?", "id": "b1"}, {"title": "Cancel", "id": "b2"}],
}


@pytest.fixture
def server():
    received = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append(sent)
            refused = sent.get("text") == "too much"
            self.send_response(429 if refused else 200)
            self.send_header(
                "Content-Type", "application/problem+json" if refused else "application/json"
            )
            self.end_headers()
            opened = {"conversation_id": "c", "token": "t"}
            told = {"detail": "Please wait."} if refused else {"messages": [ANSWER]}
            answer = opened if self.path.endswith("/conversations") else told
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        running.url = f"http://127.0.0.1:{running.server_port}"
        running.received = received
        yield running


def said(url, *lines, agency=None):
    console, typed = Console(file=io.StringIO(), width=200), iter(lines)
    talk(url, agency, console, ask=lambda: next(typed, ""))
    return console.file.getvalue()


def test_what_is_answered_is_shown_with_its_source_and_numbered_buttons(server):
    out = said(server.url, "how much is a badge")
    assert "It is [b]free[/b]." in out
    assert "https://council.example/badge" in out
    assert "[2] Cancel" in out


def test_a_number_presses_the_button(server):
    said(server.url, "how much is a badge", "1", "7")
    opened, first, pressed, typed = server.received
    assert opened == {}
    assert first["text"] == "how much is a badge"
    assert pressed["button"] == "b1"
    assert typed["text"] == "7"


def test_the_site_of_an_agency_can_be_chosen(server):
    said(server.url, agency="health")
    assert server.received == [{"agency": "health"}]


def test_what_the_assistant_refuses_is_a_sentence(server):
    with pytest.raises(CannotRunError, match="Please wait"):
        said(server.url, "too much")


def test_where_nobody_answers_is_a_sentence():
    with pytest.raises(CannotRunError, match="make run"):
        said("http://127.0.0.1:9")


@pytest.fixture
def another_server():
    """Something that is no assistant: `answer` is what it says to everybody."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            status, said = self.server.answer
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        running.url = f"http://127.0.0.1:{running.server_port}"
        yield running
        running.shutdown()


@pytest.mark.parametrize(
    "answer", [(404, b'{"detail": "Not Found"}'), (200, b"{}"), (200, b"[]"), (200, b"<html>")]
)
def test_another_server_is_said_to_be_another(another_server, answer):
    another_server.answer = answer
    with pytest.raises(CannotRunError, match=f"{another_server.url} is not this assistant"):
        said(another_server.url)


@pytest.mark.parametrize("url", ["notaurl", "http://", "ftp://there", "http://[x", "127.0.0.1:80"])
def test_what_is_no_web_address_is_said_to_be_none(url):
    with pytest.raises(CannotRunError, match=r"is not a web address\. Write it like http://"):
        said(url)
