"""A linear classifier of sentences over their vectors and n-grams: it trains in a few seconds.

Of few sentences a label it learns all labels at once (multinomial logistic regression): with ten each that
is a point better on public sets than a line between each label and the rest. Of many it draws such lines (a
support vector machine): as good or better then, and nine times as quick. See benchmarks/understanding.

It answers with margins, not probabilities; `bot.text.calibration` turns one into the other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.text.encoder import Vectors
from bot.text.ngrams import WEIGHT, NgramSpace, beside

Margins = NDArray[np.float32]


@dataclass(frozen=True)
class Learning:
    """How a classifier learns: the weight of n-grams beside the vector, the inverse of regularisation,
    whether labels with few sentences count as much as those with many, and all labels at once.
    """

    ngrams: float = WEIGHT
    strength: float = 1.0
    balanced: bool = False
    at_once: bool = False


OF_FEW = Learning(ngrams=0.3, strength=30.0, at_once=True)
"""For some ten sentences a label. Found on validation parts of public sets."""
_MOST_ROUNDS = 300
_NEAR_ENOUGH = 1e-2
"""Where the search for lines may stop: a hundred times sooner than it would, and no answer changes."""
_WEIGHTS = "weights.npz"
_LABELS = "labels.json"


class MarginClassifier:
    """One line between each label and the rest; a margin above 0 is on the label's side."""

    def __init__(
        self, labels: Sequence[str], ngrams: NgramSpace, weights: Margins, bias: Margins
    ) -> None:
        self.labels = tuple(labels)
        self._ngrams = ngrams
        dense = len(weights) - ngrams.size
        self._dense, self._sparse = weights[:dense], weights[dense:]
        self._bias = bias

    @classmethod
    def fit(
        cls,
        sentences: Sequence[str],
        vectors: Vectors,
        labels: Sequence[str],
        how: Learning = Learning(),  # it cannot change
    ) -> Self:
        """Learn from labelled sentences and their vectors, wide ones or not, one row a sentence.

        Raises ValueError when there are fewer than two labels.
        """
        ngrams, rows = NgramSpace.learn(sentences, how.ngrams)
        model = _learner(how).fit(beside(vectors, rows), np.asarray(labels))
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
        rows = (self._ngrams.row(sentence) for sentence in sentences)
        sparse = np.vstack([row.weights @ self._sparse[row.columns] for row in rows])
        margins: Margins = vectors @ self._dense + sparse + self._bias
        return margins

    def save(self, folder: Path) -> None:
        """Write the classifier to the folder, as numbers and text only."""
        self._ngrams.save(folder)
        weights = np.vstack([self._dense, self._sparse])
        np.savez(folder / _WEIGHTS, weights=weights, bias=self._bias)
        (folder / _LABELS).write_text(json.dumps(self.labels), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; OSError when it is not there."""
        labels = json.loads((folder / _LABELS).read_text(encoding="utf-8"))
        with np.load(folder / _WEIGHTS) as arrays:
            return cls(labels, NgramSpace.load(folder), arrays["weights"], arrays["bias"])


def _learner(how: Learning) -> LinearSVC | LogisticRegression:
    weight = "balanced" if how.balanced else None
    if how.at_once:
        return LogisticRegression(C=how.strength, max_iter=_MOST_ROUNDS, class_weight=weight)
    return LinearSVC(C=how.strength, random_state=0, class_weight=weight, tol=_NEAR_ENOUGH)
