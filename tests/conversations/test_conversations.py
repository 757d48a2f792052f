from pathlib import Path

import pytest

from tests.conversations.script import load_conversations
from tests.conversations.stage import Stage

CONVERSATIONS = load_conversations(Path(__file__).parent)


@pytest.fixture(scope="module")
def stage(running_system):
    return Stage(running_system.web_url, CONVERSATIONS)


@pytest.mark.parametrize(
    "name", [pytest.param(name, id=f"{name[0]}: {name[1]}") for name in CONVERSATIONS]
)
def test_conversation(name, stage):
    stage.perform(name)
