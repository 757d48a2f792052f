import uuid
from dataclasses import replace

import pytest

from bot.feedback.context import MessageContext
from bot.feedback.instruments import Instrument, load_instrument
from bot.settings import ROOT


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    return load_instrument(ROOT / "content" / "survey.yml")


@pytest.fixture
def context() -> MessageContext:
    return MessageContext(uuid.uuid4(), uuid.uuid4(), "council", "blue-badge")


@pytest.fixture
def next_message():
    """The context of the next message in the same conversation."""

    def make(context: MessageContext, **changes) -> MessageContext:
        return replace(context, message_id=uuid.uuid4(), **changes)

    return make
