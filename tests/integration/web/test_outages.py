"""Rasa away, the database locked or read-only, content broken: a clear answer, and nothing lost."""

import shutil
import sqlite3
import threading
import uuid
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from asyncpg.exceptions import CannotConnectNowError

import bot.db
from bot.catalogue.faults import CatalogueError
from bot.settings import ROOT, Settings
from bot.web.app import init_app
from tests.support.chats import open_chat
from tests.support.waiting import until


async def away(answer, kind: str = "assistant-away") -> None:
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    document = await answer.json()
    assert document["type"] == f"/problems/{kind}"
    assert "not sent" in document["detail"]


async def test_while_the_assistant_is_away_a_message_is_refused_and_later_answered(chat, assistant):
    message_id = str(uuid.uuid4())
    assistant.away = True
    await away(await chat.send("blue badge", message_id=message_id))
    assistant.away = False
    assert (await chat.send("blue badge", message_id=message_id)).status == 200


async def test_while_nothing_listens_a_message_is_refused(chat, assistant):
    await assistant.stop()
    await away(await chat.send("hello"))


@pytest.mark.parametrize(
    "broken",
    [
        {"text": "<html>oops", "status": 502},
        {"text": "not json", "content_type": "application/json"},
        {"text": "[]", "content_type": "application/json"},
        {"text": '{"messages": null}', "content_type": "application/json"},
        {"status": 500},
    ],
)
async def test_an_answer_that_makes_no_sense_is_no_answer(chat, assistant, broken):
    assistant.broken = web.Response(**broken)
    await away(await chat.send("hello"))


async def test_a_turn_that_takes_too_long_is_given_up_and_may_be_sent_again(settings, assistant):
    changes = {"rasa_port": assistant.port, "turn_deadline": 0.2}
    async with TestClient(TestServer(init_app(settings.model_copy(update=changes)))) as http:
        chat = await open_chat(http)
        assistant.delay = 1
        message_id = str(uuid.uuid4())
        await away(await chat.send("blue badge", message_id=message_id))
        assistant.delay = 0
        assert (await chat.send("blue badge", message_id=message_id)).status == 200
        assert (await chat.texts()).count("blue badge\n") == 1


async def test_a_locked_database_refuses_what_must_be_stored(
    settings: Settings, assistant, monkeypatch
):
    monkeypatch.setattr(bot.db, "BUSY_TIMEOUT_MS", 50)
    app = init_app(settings.model_copy(update={"rasa_port": assistant.port}))
    async with TestClient(TestServer(app)) as http:
        lock = sqlite3.connect(settings.var_dir / "assistant.db", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        await away(await http.post("/chat/conversations", json={}), "store-away")
        lock.execute("ROLLBACK")
        lock.close()
        assert (await (await open_chat(http)).send("hello")).status == 200


async def test_a_read_only_database_still_shows_what_was_said(settings, assistant, chat):
    await chat.send("blue badge")
    path = settings.var_dir / "assistant.db"
    changes = {
        "rasa_port": assistant.port,
        "database_url": f"sqlite:///file:{path}?mode=ro&uri=true",
    }
    async with TestClient(TestServer(init_app(settings.model_copy(update=changes)))) as http:
        await away(await http.post("/chat/conversations", json={}), "store-away")
        chat.http = http
        assert "blue badge" in await chat.texts()
        assert (await http.get("/chat")).status == 200


async def test_a_database_that_is_not_there_is_a_problem_and_not_a_crash(tmp_path, settings):
    nowhere = settings.model_copy(update={"var_dir": tmp_path / "nowhere"})
    async with TestClient(TestServer(init_app(nowhere))) as http:
        await away(await http.post("/chat/conversations", json={}), "store-away")
    # The driver's thread says goodbye to the loop, which must still be there.
    await until(lambda: not any("_connection_worker" in t.name for t in threading.enumerate()))


async def test_readiness_says_which_part_is_missing(http, assistant):
    assert (await http.get("/ready")).status == 200
    assistant.away = True
    answer = await http.get("/ready")
    assert answer.status == 503
    assert await answer.json() == {"ready": False, "assistant": False, "database": True}
    assert (await http.get("/health")).status == 200


@pytest.mark.parametrize(
    "refusal", [ConnectionRefusedError("no"), CannotConnectNowError("starting up"), TimeoutError()]
)
async def test_a_database_that_takes_no_connection_is_not_ready(http, chat, monkeypatch, refusal):
    def refuse(*_: object, **__: object) -> None:
        raise refusal

    monkeypatch.setattr(bot.db.AsyncSession, "run_sync", refuse)
    answer = await http.get("/ready")
    assert answer.status == 503
    assert (await answer.json())["database"] is False
    await away(await chat.send("hello"), "store-away")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content", folder)
    return folder


async def test_nothing_starts_on_broken_content_and_the_reason_names_the_file(settings, content):
    (content / "policy.yml").write_text("version: 1\nrate_limits: [\n")
    with pytest.raises(CatalogueError, match=r"policy\.yml"):
        init_app(settings.model_copy(update={"content_dir": content}))


async def test_a_limit_that_makes_no_sense_is_named(settings, content):
    policy = content / "policy.yml"
    policy.write_text(policy.read_text().replace("streams: 2000", "streams: 0"))
    with pytest.raises(ValueError, match=r"policy\.yml: rate_limits\.streams"):
        init_app(settings.model_copy(update={"content_dir": content}))


async def test_content_that_breaks_while_running_is_refused_and_the_last_good_one_served(
    settings, assistant, content
):
    changes = {"rasa_port": assistant.port, "content_dir": content}
    policy = content / "policy.yml"
    policy.write_text(
        policy.read_text().replace("content_check_seconds: 2", "content_check_seconds: 0")
    )
    async with TestClient(TestServer(init_app(settings.model_copy(update=changes)))) as http:
        chat = await open_chat(http)
        (content / "survey.yml").write_text("nonsense")
        assert (await chat.send("hello")).status == 200
        policy.write_text(
            policy.read_text().replace("characters_per_message: 2000", "characters_per_message: 5")
        )
        assert (await chat.send("hello")).status == 200
        (content / "survey.yml").write_bytes((ROOT / "content" / "survey.yml").read_bytes())
        assert (await chat.send("too long")).status == 422


async def test_nothing_is_said_to_be_stored_when_the_database_file_is_gone(chat, http, settings):
    await chat.send("hello")
    for file in settings.var_dir.glob("*.db*"):
        file.rename(file.with_name(f"moved-{file.name}"))
    assert (await http.get("/ready")).status == 503
    answer = await http.post("/chat/conversations", json={})
    assert answer.status == 503
    assert (await answer.json())["type"] == "/problems/store-away"
