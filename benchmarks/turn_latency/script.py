"""What is said: the conversations of ``conversations.yml``."""

from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "conversations.yml"

Conversations = list[list[str]]


@dataclass(frozen=True)
class Script:
    """Conversations to warm up with, and those that are measured."""

    warm_up: Conversations
    conversations: Conversations

    @property
    def turns(self) -> int:
        """How many messages are measured."""
        return sum(map(len, self.conversations))


def read_script(turns: int | None = None) -> Script:
    """The whole script, or as much of it as has so many measured turns."""
    script = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    conversations = script["conversations"]
    return Script(script["warm_up"], conversations if turns is None else cut(conversations, turns))


def cut(conversations: Conversations, turns: int) -> Conversations:
    """The first conversations, the last of them broken off where the turns are used up."""
    kept = []
    for conversation in conversations:
        kept.append(conversation[:turns])
        turns -= len(kept[-1])
    return [conversation for conversation in kept if conversation]
