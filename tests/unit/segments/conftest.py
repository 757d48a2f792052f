"""The sample catalogue of the catalogue's own tests, and facts to talk about."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load
from bot.segments.facts import Fact
from bot.segments.rules import Membership, segments_of

NOW = dt.datetime(2026, 11, 24, 11, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(Path(__file__).parents[1] / "catalogue" / "sample_content")


@pytest.fixture(scope="session")
def now() -> dt.datetime:
    """A Tuesday, 11 in the morning in London."""
    return NOW


@pytest.fixture(scope="session")
def fact() -> Callable[..., Fact]:
    """A fact said some days ago, by default just now."""

    def make(
        name: str, value: bool | int = True, days_ago: float = 0, subject: str = "self"
    ) -> Fact:
        said_at = NOW - dt.timedelta(days=days_ago)
        expires_at = said_at + dt.timedelta(days=30)
        return Fact(
            name=name, value=value, said_at=said_at, message_id=f"m-{name}",
            expires_at=expires_at, subject=subject,
        )  # fmt: skip

    return make


@pytest.fixture
def members(catalogue: Catalogue) -> Callable[..., list[Membership]]:
    """The segments that follow from some facts."""

    def of(*facts: Fact) -> list[Membership]:
        return segments_of(facts, catalogue.segments, NOW, catalogue.wording)

    return of
