"""A linear classifier of sentences over their vectors and n-grams: it trains in a second or two.

It answers with margins, not probabilities; `bot.text.calibration` turns one into the other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.text.encoder import DIMENSIONS, Vectors
from bot.text.ngrams import NgramSpace

Margins = NDArray[np.float32]

_WEIGHTS = "weights.npz"
_LABELS = "labels.json"


class MarginClassifier:
    """One line between each label and the rest; a margin above 0 is on the label's side."""

    def __init__(
        self, labels: Sequence[str], ngrams: NgramSpace, weights: Margins, bias: Margins
    ) -> None:
        self.labels = tuple(labels)
        self._ngrams = ngrams
        self._dense, self._sparse = weights[:DIMENSIONS], weights[DIMENSIONS:]
        self._bias = bias

    @classmethod
    def fit(cls, sentences: Sequence[str], vectors: Vectors, labels: Sequence[str]) -> Self:
        """Learn from labelled sentences and their unit vectors, shape (len(sentences), 384).

        Raises ValueError when there are fewer than two labels.
        """
        ngrams = NgramSpace.fit(sentences)
        features = hstack([csr_matrix(vectors), ngrams.transform(sentences)], "csr")
        model = LinearSVC(C=1.0, random_state=0).fit(features, np.asarray(labels))
        weights, bias = model.coef_.T, model.intercept_
        if len(model.classes_) == 2:
            weights, bias = np.hstack([-weights, weights]), np.hstack([-bias, bias])
        return cls(
            [str(label) for label in model.classes_],
            ngrams,
            weights.astype(np.float32),
            bias.astype(np.float32),
        )

    def margins(self, sentences: Sequence[str], vectors: Vectors) -> Margins:
        """One row a sentence, one column for each of `labels`: shape (len(sentences), labels)."""
        sparse = self._ngrams.transform(sentences).astype(np.float32) @ self._sparse
        margins: Margins = vectors @ self._dense + sparse + self._bias
        return margins

    def save(self, folder: Path) -> None:
        """Write the classifier to the folder, as numbers and text only."""
        self._ngrams.save(folder)
        weights = np.vstack([self._dense, self._sparse])
        np.savez_compressed(folder / _WEIGHTS, weights=weights, bias=self._bias)
        (folder / _LABELS).write_text(json.dumps(self.labels), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; OSError when it is not there."""
        labels = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
        with np.load(folder / _WEIGHTS) as arrays:
            return cls(labels, NgramSpace.load(folder), arrays["weights"], arrays["bias"])
