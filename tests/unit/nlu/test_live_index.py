"""The index follows the catalogue, and nobody waits for it."""

import dataclasses
from collections.abc import Sequence
from threading import Event
from types import MappingProxyType

import numpy as np
import pytest
from structlog.testing import capture_logs

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load
from bot.catalogue.model import ServiceStatus
from bot.catalogue.search import Background
from bot.nlu.live_index import LiveIndex
from bot.text.encoder import Vectors, shared_encoder
from tests.unit.catalogue.conftest import SAMPLE

BACKGROUND = ["hello", "renew my passport", "yes please", "thank you"]


class FakeSource:
    """A catalogue that changes when told to."""

    def __init__(self) -> None:
        self.current = load(SAMPLE)

    def change(self, **changes: object) -> None:
        """Publish changes of the library card's entry."""
        services = dict(self.current.services)
        services["library-card"] = services["library-card"].model_copy(update=changes)
        self.publish(services=MappingProxyType(services))

    def publish(self, **changes: object) -> None:
        version = self.current.version + "+"
        self.current = dataclasses.replace(self.current, version=version, **changes)


class Encoder:
    """The real one, which can be held up."""

    def __init__(self) -> None:
        self.may_go = Event()
        self.may_go.set()

    def __call__(self, sentences: Sequence[str]) -> Vectors:
        assert self.may_go.wait(timeout=10)
        return shared_encoder().encode(sentences)


@pytest.fixture
def source() -> FakeSource:
    return FakeSource()


@pytest.fixture
def encode() -> Encoder:
    return Encoder()


@pytest.fixture
def index(source: FakeSource, encode: Encoder) -> LiveIndex:
    background = Background(
        BACKGROUND, shared_encoder().encode(BACKGROUND), np.zeros(len(BACKGROUND), dtype=bool)
    )
    return LiveIndex(source, background, encode)


def found(index: LiveIndex, sentence: str) -> list[str]:
    vector = shared_encoder().encode([sentence])
    return [each.service_id for each in index.find(sentence, vector)]


def test_a_new_way_of_asking_is_found_without_training(
    index: LiveIndex, source: FakeSource
) -> None:
    assert found(index, "zorblax")[:1] != ["library-card"]
    source.change(ways_of_asking=("zorblax", "a zorblax please"))
    found(index, "anything")
    index.wait()
    assert found(index, "zorblax")[0] == "library-card"


def test_messages_are_answered_from_the_old_index_until_the_new_one_is_ready(
    index: LiveIndex, source: FakeSource, encode: Encoder
) -> None:
    encode.may_go.clear()
    source.change(ways_of_asking=("zorblax", "a zorblax please"))
    assert found(index, "library card")[0] == "library-card"
    assert index.is_building()
    encode.may_go.set()
    index.wait()
    assert found(index, "zorblax")[0] == "library-card"


def test_a_service_that_ended_is_gone_at_once(index: LiveIndex, source: FakeSource) -> None:
    source.change(status=ServiceStatus.DEFUNCT)
    assert "library-card" not in found(index, "library card")


def test_a_service_that_is_closed_for_a_while_is_still_found(index: LiveIndex) -> None:
    assert found(index, "pass for the pool")[0] == "pool-pass"


def test_a_catalogue_that_cannot_be_learnt_leaves_the_old_index(
    index: LiveIndex, source: FakeSource
) -> None:
    before = source.current
    with capture_logs() as logs:
        source.publish(services=MappingProxyType({}))
        found(index, "library card")
        index.wait()
    assert logs[0]["event"] == "service_index_refused"
    restore(source, before)
    assert found(index, "library card")[0] == "library-card"


def restore(source: FakeSource, catalogue: Catalogue) -> None:
    source.current = catalogue
