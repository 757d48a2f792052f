"""From margins to probabilities that mean what they say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.model_selection import StratifiedKFold

from bot.text.encoder import Vectors
from bot.text.margins import MarginClassifier, Margins

Probabilities = NDArray[np.float64]

_FOLDS = 3
_SHARPEST = 50.0


def softmax(margins: Margins, sharpness: float) -> Probabilities:
    """Rows that sum to one; the sharper, the surer the largest margin becomes."""
    scaled = margins.astype(np.float64) * sharpness
    shifted = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    probabilities: Probabilities = shifted / shifted.sum(axis=1, keepdims=True)
    return probabilities


def fit_sharpness(margins: Margins, truth: NDArray[np.intp]) -> float:
    """The sharpness under which the true columns are likeliest (temperature scaling).

    `truth` holds the right column of each row. The margins must come from sentences that the
    classifier has not seen, or it would be far too sure of itself.
    """
    rows = np.arange(len(truth))

    def surprise(sharpness: float) -> float:
        return float(-np.log(softmax(margins, sharpness)[rows, truth] + 1e-12).mean())

    return float(minimize_scalar(surprise, bounds=(0.1, _SHARPEST), method="bounded").x)


def unseen_margins(
    sentences: Sequence[str], vectors: Vectors, labels: Sequence[str]
) -> tuple[Margins, NDArray[np.intp]]:
    """Margins of each sentence by a classifier that learned without it, and the right columns.

    Raises ValueError when a label has fewer than three sentences.
    """
    names, truth = np.unique(np.asarray(labels), return_inverse=True)
    margins = np.zeros((len(sentences), len(names)), dtype=np.float32)
    text = np.asarray(sentences, dtype=object)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for learn, check in folds.split(vectors, truth):
        model = MarginClassifier.fit(text[learn], vectors[learn], names[truth[learn]])
        margins[check] = model.margins(text[check], vectors[check])
    return margins, truth
