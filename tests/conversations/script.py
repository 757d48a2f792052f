"""What a conversation file may say, and how what the assistant says is checked against it."""

import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

Messages = list[dict[str, Any]]


class ScriptedTurn(BaseModel):
    """What the citizen does and what must be seen."""

    model_config = ConfigDict(extra="forbid")

    say: str | None = None
    press: str | None = None
    times: int = 1
    comes_back: bool = False
    sees: list[str] = Field(default_factory=list)
    sees_one_of: list[str] = Field(default_factory=list)
    matches: list[str] = Field(default_factory=list)
    never_sees: list[str] = Field(default_factory=list)
    service: str | None = None
    offers: list[str] = Field(default_factory=list)
    never_offers: list[str] = Field(default_factory=list)
    offers_at_most: int | None = None
    asks: bool | None = None
    same_as: str | None = None
    differs_from: str | None = None
    refused: str | None = None

    @model_validator(mode="after")
    def _one_act(self) -> "ScriptedTurn":
        if (self.say is None) == (self.press is None):
            raise ValueError("a turn either says or presses")
        return self


class ScriptedConversation(BaseModel):
    """One conversation."""

    model_config = ConfigDict(extra="forbid")

    name: str
    agency: str | None = None
    drawn: str | None = None
    turns: list[ScriptedTurn] = Field(min_length=1)


def load_conversations(folder: Path) -> dict[tuple[str, str], ScriptedConversation]:
    """Every conversation below a folder, by the names of its file and itself.

    ValueError when two conversations of a file have the same name.
    """
    found: dict[tuple[str, str], ScriptedConversation] = {}
    for path in sorted(folder.rglob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            script = ScriptedConversation.model_validate(entry)
            if (path.stem, script.name) in found:
                raise ValueError(f"{path.name}: two conversations are called {script.name!r}")
            found[path.stem, script.name] = script
    return found


def plain(text: str) -> str:
    """Text for comparison: one space between words, no case, straight quotes."""
    for curly, straight in ("\u2018'", "\u2019'", '\u201c"', '\u201d"'):
        text = text.replace(curly, straight)
    return re.sub(r"\s+", " ", text).casefold()


def answer_in(messages: Messages) -> str:
    """What was said without the questions of the survey, which are drawn by lot."""
    return "\n\n".join(message["text"] for message in messages if message["kind"] != "ask")


def check_turn(turn: ScriptedTurn, messages: Messages) -> None:
    """Assert that the assistant's messages are what the turn must see."""
    _check_words(turn, "\n\n".join(message["text"] for message in messages))
    _check_buttons(turn, [button["title"] for each in messages for button in each["buttons"]])
    if turn.service is not None:
        sources = {(message["source"] or {}).get("service_id") for message in messages}
        assert turn.service in sources, f"about {sources}, not {turn.service}:\n{messages}"
    if turn.asks is not None:
        assert turn.asks == any(message["kind"] == "ask" for message in messages), messages


def check_against(turn: ScriptedTurn, answer: str, other: str) -> None:
    """Assert that an answer is, or is not, what somebody else was told at the same turn."""
    if turn.same_as is not None:
        assert plain(answer) == plain(other), f"{turn.same_as!r} was told:\n{other}\nnot:\n{answer}"
    if turn.differs_from is not None:
        assert plain(answer) != plain(other), f"{turn.differs_from!r} was told the same:\n{answer}"


def _check_words(turn: ScriptedTurn, said: str) -> None:
    text = plain(said)
    missing = [each for each in turn.sees if plain(each) not in text]
    assert not missing, f"missing {missing} in:\n{said}"
    if turn.sees_one_of:
        found = any(plain(each) in text for each in turn.sees_one_of)
        assert found, f"none of {turn.sees_one_of} in:\n{said}"
    unmatched = [each for each in turn.matches if not re.search(each, text)]
    assert not unmatched, f"nothing like {unmatched} in:\n{said}"
    seen = [each for each in turn.never_sees if plain(each) in text]
    assert not seen, f"must not say {seen}:\n{said}"


def _check_buttons(turn: ScriptedTurn, titles: list[str]) -> None:
    lacking = [title for title in turn.offers if title not in titles]
    assert not lacking, f"no button {lacking} among {titles}"
    unwanted = [title for title in turn.never_offers if title in titles]
    assert not unwanted, f"must not offer {unwanted}"
    if turn.offers_at_most is not None:
        assert len(titles) <= turn.offers_at_most, f"too many choices: {titles}"
