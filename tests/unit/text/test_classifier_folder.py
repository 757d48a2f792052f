"""What was fitted to published sentences is found again by the next start, and losing it only costs time."""

from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from bot.text.classifier_folder import ClassifierFolder
from bot.text.encoder import Vectors
from bot.text.margins import MarginClassifier

SENTENCES = ["a green bin", "a brown bin", "a bus pass", "an old bus"]
LABELS = ["bin", "bin", "bus", "bus"]


@pytest.fixture
def vectors() -> Vectors:
    return np.random.default_rng(1).normal(size=(4, 384)).astype(np.float32)


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The sentences of each fit that really took place."""
    made: list[tuple[str, ...]] = []
    fit = MarginClassifier.fit

    def counted(sentences: list[str], vectors: Vectors, labels: list[str]) -> MarginClassifier:
        made.append(tuple(sentences))
        return fit(sentences, vectors, labels)

    monkeypatch.setattr(MarginClassifier, "fit", counted)
    return made


def test_a_new_start_finds_it_and_it_answers_the_same(
    tmp_path: Path, vectors: Vectors, fits: list[tuple[str, ...]]
) -> None:
    fresh = ClassifierFolder(tmp_path, "code").fit(SENTENCES, vectors, LABELS)
    found = ClassifierFolder(tmp_path, "code").fit(SENTENCES, vectors, LABELS)
    assert len(fits) == 1
    assert found.labels == fresh.labels
    asked = (["where is my bus"], vectors[:1])
    assert found.margins(*asked) == pytest.approx(fresh.margins(*asked), rel=1e-5)


@pytest.mark.parametrize(
    ("made_by", "sentences", "labels"),
    [
        ("other code", SENTENCES, LABELS),
        ("code", ["a blue bin", *SENTENCES[1:]], LABELS),
        ("code", SENTENCES, ["bin", "bus", "bus", "bus"]),
    ],
)
def test_other_code_sentences_or_labels_are_fitted_anew_and_the_latest_is_kept(
    tmp_path: Path,
    vectors: Vectors,
    fits: list[tuple[str, ...]],
    made_by: str,
    sentences: list[str],
    labels: list[str],
) -> None:
    ClassifierFolder(tmp_path, "code").fit(SENTENCES, vectors, LABELS)
    ClassifierFolder(tmp_path, made_by).fit(sentences, vectors, labels)
    assert len(fits) == 2
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"PK", b"{", b"[1]"])
def test_a_broken_one_is_fitted_anew(
    tmp_path: Path, vectors: Vectors, fits: list[tuple[str, ...]], content: bytes
) -> None:
    for name in ("weights.npz", "labels.json", "ngrams.json"):
        ClassifierFolder(tmp_path, "code").fit(SENTENCES, vectors, LABELS)
        next(tmp_path.glob(f"*/{name}")).write_bytes(content)
    ClassifierFolder(tmp_path, "code").fit(SENTENCES, vectors, LABELS)
    assert len(fits) == 4


def test_a_folder_that_cannot_be_written_costs_only_time(
    tmp_path: Path, vectors: Vectors, fits: list[tuple[str, ...]]
) -> None:
    (tmp_path / "file").write_text("")
    with capture_logs() as logs:
        classifier = ClassifierFolder(tmp_path / "file", "code").fit(SENTENCES, vectors, LABELS)
    assert set(classifier.labels) == {"bin", "bus"}
    assert [each["event"] for each in logs] == ["classifier_not_kept"]
