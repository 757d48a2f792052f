"""Reads conversation files, and checks what the assistant says against them."""

import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator


class ScriptedTurn(BaseModel):
    """What the citizen does and what must be seen."""

    model_config = ConfigDict(extra="forbid")

    say: str | None = None
    press: str | None = None
    sees: list[str] = Field(default_factory=list)
    sees_one_of: list[str] = Field(default_factory=list)
    never_sees: list[str] = Field(default_factory=list)
    service: str | None = None
    offers: list[str] = Field(default_factory=list)
    asks: bool | None = None

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
    differs_from: str | None = None
    turns: list[ScriptedTurn] = Field(min_length=1)


def load_conversations(folder: Path) -> list[tuple[str, ScriptedConversation]]:
    """Every conversation below a folder, with the name of its file."""
    return [
        (path.stem, ScriptedConversation.model_validate(entry))
        for path in sorted(folder.rglob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def plain(text: str) -> str:
    """Text for comparison: one space between words, no case, straight quotes."""
    return re.sub(r"\s+", " ", text.replace("\u2019", "'")).casefold()


def check_turn(turn: ScriptedTurn, messages: list[dict[str, Any]]) -> None:
    """Assert that the assistant's messages are what the turn must see."""
    said = "\n\n".join(message["text"] for message in messages)
    missing = [text for text in turn.sees if plain(text) not in plain(said)]
    assert not missing, f"missing {missing} in:\n{said}"
    if turn.sees_one_of:
        assert any(plain(text) in plain(said) for text in turn.sees_one_of), (
            f"none of {turn.sees_one_of} in:\n{said}"
        )
    seen = [text for text in turn.never_sees if plain(text) in plain(said)]
    assert not seen, f"must not say {seen}:\n{said}"
    titles = {button["title"] for message in messages for button in message["buttons"]}
    lacking = [title for title in turn.offers if title not in titles]
    assert not lacking, f"no button {lacking} among {sorted(titles)}"
    if turn.service is not None:
        sources = {(message["source"] or {}).get("service_id") for message in messages}
        assert turn.service in sources, f"about {sources}, not {turn.service}:\n{said}"
    if turn.asks is not None:
        assert turn.asks == any(message["kind"] == "ask" for message in messages), said
