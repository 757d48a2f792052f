"""Vectors of published sentences outlive a start, and losing them only costs time."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from bot.text.encoder import SentenceEncoder, Vectors
from bot.text.vector_file import VectorFile


class FakeEncoder(SentenceEncoder):
    """A vector of a sentence's length; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, sentences: Sequence[str]) -> Vectors:
        self.asked += sentences
        return np.array([[len(each)] * 384 for each in sentences], np.float32).reshape(-1, 384)


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


def test_after_a_new_start_only_new_sentences_are_worked_out(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    VectorFile(tmp_path, encoder).encode(["a", "bb"])
    vectors = VectorFile(tmp_path, encoder).encode(["bb", "ccc", "a"])
    assert encoder.asked == ["a", "bb", "ccc"]
    assert vectors[:, 0].tolist() == [2, 3, 1]


def test_sentences_that_are_gone_are_forgotten(tmp_path: Path, encoder: FakeEncoder) -> None:
    for sentences in (["a", "b"], ["b", "c"], ["a"]):
        VectorFile(tmp_path, encoder).encode(sentences)
    assert encoder.asked == ["a", "b", "c", "a"]


def test_the_file_holds_no_sentence(tmp_path: Path, encoder: FakeEncoder) -> None:
    VectorFile(tmp_path, encoder).encode(["a very particular sentence"])
    (file,) = tmp_path.iterdir()
    assert b"particular" not in file.read_bytes()


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 cut short"])
def test_a_broken_file_is_replaced(tmp_path: Path, encoder: FakeEncoder, content: bytes) -> None:
    VectorFile(tmp_path, encoder).encode(["a"])
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    for _ in range(2):
        VectorFile(tmp_path, encoder).encode(["a"])
    assert encoder.asked == ["a", "a"]


def test_a_folder_that_cannot_be_written_is_said_and_borne(
    tmp_path: Path, encoder: FakeEncoder
) -> None:
    (tmp_path / "file").write_text("")
    with capture_logs() as logs:
        vectors = VectorFile(tmp_path / "file", encoder).encode(["a"])
    assert vectors.shape == (1, 384)
    assert [each["event"] for each in logs] == ["vectors_not_kept"]


def test_no_sentences_give_no_vectors(tmp_path: Path, encoder: FakeEncoder) -> None:
    assert VectorFile(tmp_path, encoder).encode([]).shape == (0, 384)
