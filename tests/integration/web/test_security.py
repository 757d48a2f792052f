"""Headers, cookies and logs keep what is said between the citizen and the agency."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog
from aiohttp.test_utils import TestClient, TestServer

from bot.web.app import init_app
from bot.web.logs import configure_logs, quiet_loop_error
from tests.support.chats import Visitor, open_chat

CANARY = "canary-4711"
PAGES = ["/chat", "/chat/rating", "/chat/my-data", "/problems/malformed", "/nowhere", "/health"]


@pytest.fixture
def logs(capsys) -> Iterator[Callable[[], str]]:
    """What was written to standard output; a test that sets up logs does not change those of others."""
    handlers, level = logging.root.handlers[:], logging.root.level
    yield lambda: "".join(capsys.readouterr())
    structlog.reset_defaults()
    logging.root.handlers[:], logging.root.level = handlers, level


@pytest.mark.parametrize("path", PAGES)
async def test_every_answer_has_the_headers_that_protect_it(http, path):
    answer = await http.get(path, headers={"Accept": "text/html"})
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Server" not in answer.headers


async def test_a_page_asks_no_other_site_for_anything_and_holds_no_inline_code(http):
    html = await (await http.get("/chat")).text()
    for forbidden in ("style=", "onclick", "onload", "<style", "http://", "//cdn"):
        assert forbidden not in html
    assert html.count("<script") == 1
    assert 'src="/static/chat.js?v=' in html


async def test_only_files_with_a_version_may_be_kept(http):
    html = await (await http.get("/chat")).text()
    start = html.index("/static/chat.css")
    versioned = await http.get(html[start : html.index('"', start)])
    assert "immutable" in versioned.headers["Cache-Control"]
    assert (await http.get("/static/chat.css")).headers["Cache-Control"] == "no-store"


async def test_cookies_are_out_of_reach_of_scripts_and_other_sites(http):
    answer = await http.get("/chat")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/chat" in cookie
    assert "Max-Age" not in cookie  # a shared computer forgets it with the browser
    assert "Secure" not in cookie  # this connection is not encrypted


async def test_behind_an_encrypting_proxy_cookies_say_so(settings, assistant):
    changes = {"rasa_port": assistant.port, "trusted_proxies": 1}
    async with TestClient(TestServer(init_app(settings.model_copy(update=changes)))) as http:
        answer = await http.get("/chat", headers={"X-Forwarded-Proto": "https"})
        assert "Secure" in answer.headers["Set-Cookie"]


async def test_logs_hold_no_message_no_token_and_no_query(settings, assistant, logs):
    configure_logs()
    app = init_app(settings.model_copy(update={"rasa_port": assistant.port}))
    async with TestClient(TestServer(app)) as http:
        chat = await open_chat(http)
        await chat.send(f"{CANARY} and more")
        await chat.send(CANARY * 1000)
        await http.get(f"/chat?agency=council&q={CANARY}", headers={"X-Test": CANARY})
        await http.get(f"/{CANARY}?{CANARY}={CANARY}")
        await http.post(chat.url("messages"), data=f'{{"{CANARY}', headers=chat.headers)
        await http.get(chat.url("transcript"), headers={"Authorization": f"Bearer {CANARY * 3}"})
        await Visitor(http).say(await Visitor(http).open(), CANARY)
        assistant.away = True
        await chat.send(CANARY)
        await assistant.stop()
        await chat.send(CANARY)
        token = chat.token
    written = logs()
    assert '"event": "request"' in written
    assert CANARY not in written
    assert token not in written
    for line in written.splitlines():
        json.loads(line)


async def test_an_error_of_ours_is_logged_by_kind_and_place_and_not_by_what_it_said(
    settings, assistant, logs, monkeypatch
):
    configure_logs()
    app = init_app(settings.model_copy(update={"rasa_port": assistant.port}))
    async with TestClient(TestServer(app)) as http:
        chat = await open_chat(http)

        async def fail(*_: object) -> None:
            raise RuntimeError(CANARY)

        monkeypatch.setattr("bot.web.relay.Relay.send", fail)
        answer = await chat.send("hello")
        assert answer.status == 500
        assert (await answer.json())["type"] == "/problems/internal"
        assert CANARY not in await answer.text()
    written = logs()
    assert "RuntimeError" in written
    assert CANARY not in written


def test_other_libraries_records_lose_their_arguments_and_exceptions(logs):
    configure_logs()
    error = ValueError(CANARY)
    logging.getLogger("aiohttp.server").error("Error handling %s", CANARY, exc_info=error)
    written = logs()
    assert "ValueError" in written
    assert CANARY not in written


async def test_errors_of_forgotten_tasks_are_logged_without_their_words(logs):
    configure_logs()
    asyncio.get_running_loop().set_exception_handler(quiet_loop_error)
    asyncio.get_running_loop().call_exception_handler(
        {"message": CANARY, "exception": ValueError(CANARY)}
    )
    written = logs()
    assert "ValueError" in written
    assert CANARY not in written


async def test_a_request_that_is_not_http_leaves_no_trace_of_itself(settings, assistant, logs):
    configure_logs()
    app = init_app(settings.model_copy(update={"rasa_port": assistant.port}))
    async with TestServer(app) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(f"GET /{CANARY} HTP/9\r\n{CANARY}\r\n\r\n".encode())
        await reader.read()
        writer.close()
    assert CANARY not in logs()
