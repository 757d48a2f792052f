"""A conversation shows nothing when the assistant has learnt its sentences by heart."""

from pathlib import Path

import yaml

from bot.text.plain import plain
from tests.conversations.script import load_conversations

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COURTESY = 4
"""Words. "What does it cost" and "thank you very much" are what everybody says."""


def learnt() -> set[str]:
    """Every sentence the assistant was trained on, or that stands in the catalogue as a way of asking."""
    sentences: set[str] = set()
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            sentences |= {plain(line.removeprefix("- ")) for line in block["examples"].splitlines()}
    for path in (ROOT / "content" / "services").rglob("*.yml"):
        for service in yaml.safe_load(path.read_text(encoding="utf-8"))["services"]:
            sentences |= {plain(each) for each in service["ways_of_asking"]}
    return sentences


def test_no_citizen_says_what_the_assistant_was_trained_on():
    known = learnt()
    said = {
        turn.say
        for script in load_conversations(HERE).values()
        for turn in script.turns
        if turn.say and len(turn.say.split()) > COURTESY
    }
    assert [each for each in sorted(said) if plain(each) in known] == []
