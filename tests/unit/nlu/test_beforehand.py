"""What is published is known to the encoder before a component asks for it."""

from pathlib import Path

import numpy as np
import pytest

from bot.catalogue.search import sentences_of
from bot.nlu import beforehand
from bot.nlu.content import catalogue_source
from bot.settings import ROOT, get_settings
from bot.text.crisis_content import load_crisis_content
from bot.text.encoder import Vectors
from bot.text.plain import plain


class Encoder:
    """Notes what it is given."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.room = 0

    def remember_at_least(self, sentences: int) -> None:
        self.room = max(self.room, sentences)

    def encode_wide(self, sentences: list[str]) -> Vectors:
        self.known.update(sentences)
        return np.empty((0, 1152), dtype=np.float32)


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Encoder:
    noting = Encoder()
    monkeypatch.setattr(beforehand, "shared_encoder", lambda: noting)
    return noting


def test_services_and_examples_of_danger_are_encoded_and_fit_in(encoder: Encoder) -> None:
    beforehand.encode_published_meanwhile().join()
    service = catalogue_source().current.services["blue-badge"]
    danger = load_crisis_content(ROOT / "content" / "crisis.yml").kinds[0]
    assert {plain(text) for text in (*sentences_of(service), *danger.examples)} <= encoder.known
    assert encoder.room >= len(encoder.known)


def test_broken_content_is_left_to_who_needs_it(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = get_settings().model_copy(update={"content_dir": tmp_path})
    monkeypatch.setattr(beforehand, "get_settings", lambda: broken)
    beforehand.encode_published_meanwhile().join()
    assert encoder.known
