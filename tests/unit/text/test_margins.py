"""The classifier learns from a few sentences, sees through misspelling, and can be put by."""

from pathlib import Path

import numpy as np
import pytest

from bot.text.encoder import shared_encoder
from bot.text.margins import OF_FEW, MarginClassifier

TOLD = {
    "bins": ["my bin was not emptied", "you missed our recycling", "rubbish still outside"],
    "parking": ["i got a parking ticket", "the warden fined my car", "appeal a parking fine"],
    "doctor": ["how do i join a doctor", "register with a gp surgery", "i need a new gp"],
}


def learn(told: dict[str, list[str]]) -> MarginClassifier:
    pairs = [(sentence, label) for label, sentences in told.items() for sentence in sentences]
    sentences = [sentence for sentence, _ in pairs]
    return MarginClassifier.fit(
        sentences, shared_encoder().encode(sentences), [label for _, label in pairs]
    )


def answer(classifier: MarginClassifier, sentence: str) -> str:
    margins = classifier.margins([sentence], shared_encoder().encode([sentence]))
    return classifier.labels[int(margins[0].argmax())]


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("nobody has taken our rubbish", "bins"),
        ("recyclin misd agen", "bins"),
        ("challenge a fine for parking", "parking"),
        ("find a surgery near me", "doctor"),
    ],
)
def test_a_new_sentence_goes_to_its_label(sentence: str, label: str) -> None:
    assert answer(learn(TOLD), sentence) == label


def test_it_learns_all_labels_at_once_from_wide_vectors_too(tmp_path: Path) -> None:
    pairs = [(sentence, label) for label, told in TOLD.items() for sentence in told]
    sentences = [sentence for sentence, _ in pairs]
    wide = shared_encoder().encode_wide(sentences)
    MarginClassifier.fit(sentences, wide, [label for _, label in pairs], OF_FEW).save(tmp_path)
    margins = MarginClassifier.load(tmp_path).margins(
        ["recyclin misd agen"], shared_encoder().encode_wide(["recyclin misd agen"])
    )
    assert sorted(TOLD)[int(margins[0].argmax())] == "bins"


def test_two_labels_have_a_margin_each() -> None:
    two = {label: TOLD[label] for label in ("bins", "parking")}
    assert answer(learn(two), "the bin is full") == "bins"
    assert answer(learn(two), "a ticket on my car") == "parking"


def test_one_label_cannot_be_learnt() -> None:
    with pytest.raises(ValueError):
        learn({"bins": TOLD["bins"]})


def test_what_is_put_by_answers_the_same(tmp_path: Path) -> None:
    classifier = learn(TOLD)
    classifier.save(tmp_path)
    restored = MarginClassifier.load(tmp_path)
    sentences = ["bin", "doctor?", "😀", ""]
    vectors = shared_encoder().encode(sentences)
    assert restored.labels == classifier.labels
    np.testing.assert_allclose(
        restored.margins(sentences, vectors), classifier.margins(sentences, vectors), atol=1e-5
    )


def test_nothing_put_by_is_code(tmp_path: Path) -> None:
    learn(TOLD).save(tmp_path)
    assert {each.suffix for each in tmp_path.iterdir()} == {".json", ".npz"}


def test_learning_twice_gives_the_same() -> None:
    sentences = ["bin day"]
    vectors = shared_encoder().encode(sentences)
    first, second = (learn(TOLD).margins(sentences, vectors) for _ in range(2))
    np.testing.assert_array_equal(first, second)
