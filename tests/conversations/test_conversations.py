from pathlib import Path

import pytest

from tests.conversations.script import check_turn, load_conversations
from tests.support.citizens import Citizen

HERE = Path(__file__).parent
CONVERSATIONS = load_conversations(HERE)


@pytest.mark.parametrize(
    "conversation",
    [pytest.param(each, id=f"{topic}: {each.name}") for topic, each in CONVERSATIONS],
)
def test_conversation(conversation, running_system):
    citizen = Citizen(running_system.web_url, conversation.agency)
    for number, turn in enumerate(conversation.turns, start=1):
        messages = citizen.say(turn.say) if turn.say is not None else citizen.press(turn.press)
        try:
            check_turn(turn, messages)
        except AssertionError as error:
            raise AssertionError(f"turn {number} ({turn.say or turn.press}): {error}") from None
