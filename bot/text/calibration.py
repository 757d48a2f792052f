"""From margins to probabilities that mean what they say."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.model_selection import StratifiedKFold

from bot.text.encoder import Vectors
from bot.text.margins import Learning, MarginClassifier, Margins

Probabilities = NDArray[np.float64]
Fold = tuple[NDArray[np.intp], NDArray[np.intp]]
"""The rows that are learnt from, and those that are told."""

_PARTS = 5
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
    sentences: Sequence[str],
    vectors: Vectors,
    labels: Sequence[str],
    how: Learning = Learning(),  # noqa: B008  # it cannot change
    folds: int = 1,
) -> tuple[Margins, NDArray[np.intp]]:
    """Margins of sentences by a classifier that learned without them, and the right columns.

    The sentences are put by in five parts (fewer when a label has fewer sentences), and every label has its
    share of each. `folds` says of how many parts the sentences are judged: of thousands one is enough to tell
    how sure to be, of few all are better. The rows are in the order of the sentences.

    Raises ValueError when a label has a single sentence.
    """
    names, truth, often = np.unique(np.asarray(labels), return_inverse=True, return_counts=True)
    if often.min() < 2:
        raise ValueError(f"one sentence says too little of {names[often.argmin()]!r}")
    margins = np.full((len(sentences), len(names)), np.nan, dtype=np.float32)
    text = np.asarray(sentences, dtype=object)

    def measure(fold: Fold) -> None:
        learn, check = fold
        model = MarginClassifier.fit(text[learn], vectors[learn], names[truth[learn]], how)
        margins[check] = model.margins(text[check], vectors[check])

    parts = StratifiedKFold(min(_PARTS, often.min()), shuffle=True, random_state=0)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(measure, islice(parts.split(vectors, truth), folds)))
    told = ~np.isnan(margins[:, 0])
    return margins[told], truth[told]
