from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.settings import Settings
from bot.web.app import init_app
from tests.support.chats import Chat, Visitor, open_chat
from tests.support.fake_assistant import FakeAssistant
from tests.support.web_stack import make_tables, settings_for


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path)


@pytest.fixture
async def assistant(settings: Settings) -> AsyncIterator[FakeAssistant]:
    make_tables(settings)
    fake = FakeAssistant()
    await fake.start(settings.async_database_url())
    yield fake
    await fake.stop()


@pytest.fixture
async def http(settings: Settings, assistant: FakeAssistant) -> AsyncIterator[TestClient]:
    app = init_app(settings.model_copy(update={"rasa_port": assistant.port}))
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture
async def chat(http: TestClient) -> Chat:
    return await open_chat(http)


@pytest.fixture
def visitor(http: TestClient) -> Visitor:
    return Visitor(http)
