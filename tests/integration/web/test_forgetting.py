"""The web process deletes what has passed its end by itself; nothing of it is left in the file or its log."""

import asyncio
import datetime as dt
import uuid

from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.db import WRITING, make_engine, now
from bot.privacy.tables import KeptContact
from bot.web.app import init_app
from tests.support.chats import open_chat
from tests.support.waiting import until

CANARIES = (b"zqcanarykept", b"zqcanarysaid")


async def test_what_has_expired_is_gone_soon_after_a_start(chat, http, settings):
    await chat.send("zqcanarysaid")
    # In a thread: the web process of this very loop may be writing, and must be able to finish.
    await asyncio.to_thread(age_everything, settings)
    assert in_files(settings)
    async with TestClient(TestServer(init_app(settings))) as later:
        await until(lambda: not in_files(settings))
        other = await open_chat(later)
    assert other.id != chat.id


def age_everything(settings):
    """As if the conversation had been half a year ago, with a contact left in it."""
    engine = make_engine(settings.sync_database_url()).execution_options(**WRITING)
    past = now() - dt.timedelta(days=180)
    with Session(engine) as session, session.begin():
        session.add(
            KeptContact(
                conversation_id=uuid.uuid4(), agency_id="council", purpose="call_back",
                ciphertext=b"zqcanarykept", message_id=uuid.uuid4(), expires_at=past,
            )
        )  # fmt: skip
        for kind in ("conversation", "turn", "utterance"):
            session.execute(
                text(f"UPDATE {kind} SET created_at = :past"), {"past": past.isoformat(" ")}
            )
    engine.dispose()


def in_files(settings):
    data = b"".join(file.read_bytes() for file in settings.var_dir.iterdir())
    return [canary for canary in CANARIES if canary in data]
