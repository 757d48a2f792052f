"""Sureness is measured on unseen sentences."""

import numpy as np
import pytest

from bot.text.calibration import fit_sharpness, softmax, unseen_margins
from bot.text.encoder import shared_encoder

MARGINS = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]], dtype=np.float32)


def test_probabilities_sum_to_one_however_large_the_margins() -> None:
    rows = softmax(np.array([[1000.0, -1000.0, 0.0]], dtype=np.float32), sharpness=20)
    assert rows.sum() == pytest.approx(1.0)


def test_always_right_means_very_sure() -> None:
    assert fit_sharpness(MARGINS, np.array([0, 1, 0, 1])) > 10


def test_right_three_times_in_four_means_three_quarters_sure() -> None:
    sharpness = fit_sharpness(MARGINS, np.array([0, 1, 0, 0]))
    assert softmax(MARGINS, sharpness)[0, 0] == pytest.approx(0.75, abs=0.01)


# Each label's sentences share nothing, so one that was not seen cannot be known.
SENTENCES = [
    "apple",
    "tractor",
    "violin",
    "glacier",
    "notary",
    "sandal",
    "ladder",
    "comet",
    "thyme",
    "anvil",
]
LABELS = ["a", "b"] * 5
UNSEEN = 1.0  # a classifier that has seen a sentence is surer


def test_a_sentence_is_judged_by_a_classifier_that_has_not_seen_it() -> None:
    margins, truth = unseen_margins(SENTENCES, shared_encoder().encode(SENTENCES), LABELS)
    assert sorted(truth.tolist()) == [0, 1]
    assert np.abs(margins).max() < UNSEEN


def test_each_sentence_can_be_judged() -> None:
    vectors = shared_encoder().encode(SENTENCES)
    margins, truth = unseen_margins(SENTENCES, vectors, LABELS, folds=5)
    assert truth.tolist() == [0, 1] * 5
    assert np.abs(margins).max() < UNSEEN


def test_a_label_with_too_few_sentences_is_refused() -> None:
    vectors = shared_encoder().encode(["a", "b"])
    with pytest.raises(ValueError, match="'x'"):
        unseen_margins(["a", "b"], vectors, ["x", "y"])
