"""What somebody in danger is told, from content/crisis.yml. How danger is noticed is not decided here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from bot.dialogue.listening import read_model


class Helpline(BaseModel):
    """A number that helps, and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    number: str
    when: str
    text: str | None = None


class CrisisKind(BaseModel):
    """One kind of danger. Phrases and look-alikes are for whoever looks for it, not for us."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    message: str
    aside: str
    """One or two sentences under an ordinary answer, when a message only may be about danger."""
    contacts: tuple[Helpline, ...] = Field(min_length=1)


class CrisisBook(BaseModel):
    """The kinds of danger, in the order of the file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int
    kinds: Mapping[str, CrisisKind] = Field(min_length=1)

    def kind(self, name: str | None) -> CrisisKind:
        """The kind of this name; the first, gravest one when the name says nothing."""
        return self.kinds.get(name or "") or next(iter(self.kinds.values()))


def load_crisis(path: Path) -> CrisisBook:
    """Read the file. Raises ContentError."""
    book: CrisisBook = read_model(path, CrisisBook)
    return book
