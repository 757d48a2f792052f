"""Sentences become unit vectors; the latest are remembered, and nobody's words are kept."""

import subprocess
import sys
from collections.abc import Callable
from threading import Thread

import numpy as np
import pytest

from bot.text import encoder as module
from bot.text.encoder import SentenceEncoder, Vectors, shared_encoder, two_nearest


class FakeNetwork:
    """Counts what it is asked, and answers with ones."""

    asked: list[list[str]]

    def __init__(self) -> None:
        self.asked = []

    def run(self, sentences: list[str]) -> Vectors:
        self.asked.append(list(sentences))
        return np.ones((len(sentences), 1152), dtype=np.float32)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> FakeNetwork:
    fake = FakeNetwork()
    monkeypatch.setattr(module, "_Network", lambda: fake)
    return fake


def test_each_sentence_becomes_a_unit_vector() -> None:
    vectors = shared_encoder().encode(["a blue badge", "the bin was not emptied"])
    assert vectors.shape == (2, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_its_wide_vector_begins_with_the_unit_vector_and_knows_more() -> None:
    sentences = ["a blue badge", "the bin was not emptied"]
    wide, unit = shared_encoder().encode_wide(sentences), shared_encoder().encode(sentences)
    assert wide.shape == (2, 1152)
    np.testing.assert_array_equal(wide[:, :384], unit)
    assert np.linalg.norm(wide[:, 384:768], axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.linalg.norm(wide[:, 768:], axis=1) == pytest.approx(0.5, abs=1e-5)


def test_sentences_about_one_thing_are_nearer_than_others() -> None:
    rent, flat, bin_ = shared_encoder().encode(
        ["help to pay my rent", "I cannot afford my flat any more", "my bin was not emptied"]
    )
    assert rent @ flat > rent @ bin_ + 0.2


def test_a_batch_gives_the_same_vectors_as_one_by_one() -> None:
    sentences = ["hello", "a much longer sentence about a parking fine I got last week", "", "😀"]
    together = SentenceEncoder().encode(sentences)
    one_by_one = np.vstack([SentenceEncoder().encode([each]) for each in sentences])
    np.testing.assert_allclose(together, one_by_one, atol=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\u202e txet", "\ud800", "x" * 10_000, "ü" * 3000])
def test_odd_text_has_a_vector_too(text: str) -> None:
    assert np.isfinite(shared_encoder().encode([text])).all()


def test_only_the_first_128_pieces_count() -> None:
    a, b = shared_encoder().encode(["bin " * 126 + "one", "bin " * 126 + "two"])
    assert a == pytest.approx(b, abs=1e-6)


def test_no_sentences_give_no_vectors() -> None:
    assert SentenceEncoder().encode([]).shape == (0, 384)


def test_a_sentence_is_worked_out_once(network: FakeNetwork) -> None:
    encoder = SentenceEncoder()
    encoder.encode(["a", "b", "a"])
    encoder.encode(["b", "c"])
    assert network.asked == [["a", "b"], ["c"]]


def test_the_memory_is_bounded_and_forgets_the_oldest(network: FakeNetwork) -> None:
    encoder = SentenceEncoder(cached_sentences=2)
    for sentence in ("a", "b", "a", "c", "a", "b"):
        encoder.encode([sentence])
    assert network.asked == [["a"], ["b"], ["c"], ["b"]]


def test_a_training_that_asks_for_more_is_remembered_whole(network: FakeNetwork) -> None:
    encoder = SentenceEncoder(cached_sentences=1)
    encoder.remember_at_least(3)
    encoder.remember_at_least(2)
    for sentence in ("a", "b", "c", "a"):
        encoder.encode([sentence])
    assert network.asked == [["a"], ["b"], ["c"]]


def test_the_memory_holds_no_words(network: FakeNetwork) -> None:
    encoder = SentenceEncoder()
    encoder.encode(["my name is Ada"])
    assert "Ada" not in repr(vars(encoder))


def test_what_a_caller_does_to_its_vectors_stays_with_the_caller(network: FakeNetwork) -> None:
    encoder = SentenceEncoder()
    encoder.encode(["a"])[:] = 0
    assert encoder.encode(["a"]).min() == 1


def test_threads_share_one_load(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[FakeNetwork] = []

    def load() -> FakeNetwork:
        loads.append(FakeNetwork())
        return loads[-1]

    monkeypatch.setattr(module, "_Network", load)
    encoder = SentenceEncoder()
    in_threads(lambda: encoder.encode(["a"]), count=8)
    assert len(loads) == 1


def in_threads(work: Callable[[], object], count: int) -> None:
    threads = [Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_no_heavy_library_comes_along() -> None:
    heavy = "tensorflow torch sentence_transformers spacy rasa".split()
    code = (
        "import sys; from bot.text.encoder import shared_encoder; shared_encoder().encode(['a']);"
        f"sys.exit(', '.join(sys.modules.keys() & set({heavy})) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_two_nearest_decide_and_a_single_one_where_there_is_no_other() -> None:
    alike = np.array([[0.1, 0.9, 0.5], [0.2, 0.2, 0.0]], dtype=np.float32)
    np.testing.assert_allclose(two_nearest(alike), [0.7, 0.2], rtol=1e-6)
    np.testing.assert_allclose(two_nearest(alike[:, :1]), [0.1, 0.2], rtol=1e-6)
