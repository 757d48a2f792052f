"""How much a message sounds like somebody in danger: logistic regression over its vector and n-grams, and
how much nearer it is to messages of people in danger than to others.

A third input says whether one of the patterns of content/crisis_examples.yml matched.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.text.encoder import DIMENSIONS, MEANS, Vectors, means, narrow, two_nearest
from bot.text.ngrams import NgramSpace, beside

Weights = NDArray[np.float32]

SAFE = "none"
UNKNOWN = ""  # a danger whose kind nobody wrote down
_PATTERN_WEIGHT = 0.5
_STRENGTH = 10.0  # inverse of regularisation, by cross-validation over the examples
_SAFE_TO_ONE = 6.9
"""Ordinary sentences to one of danger, when the threshold was chosen. A larger catalogue brings more of them;
dangers then count for more, or the detector would grow deaf with every service."""
_NEAREST_COUNTS = 8.0
"""How much the nearest examples count beside the regression; found on the development half of
tests/content/understanding."""
_WEIGHTS = "danger.npz"
_KINDS = "danger.json"


class DangerModel:
    """Tells danger from the rest, and then which kind of danger it is."""

    def __init__(
        self,
        ngrams: NgramSpace,
        weights: Weights,
        kinds: Sequence[str],
        kind_weights: Weights,
        examples: Vectors,
        dangerous: NDArray[np.bool_],
    ) -> None:
        """`weights` ends with the bias; `kind_weights` has a row a kind, its bias last; `examples` are the
        vectors that were learnt from, and `dangerous` says which of them are about danger.
        """
        self._examples, self._dangerous = examples, dangerous
        self._ngrams = ngrams
        self._weights = weights
        self._kinds = tuple(kinds)
        self._kind_weights = kind_weights

    @classmethod
    def fit(
        cls,
        sentences: Sequence[str],
        vectors: Vectors,
        matched: Sequence[bool],
        labels: Sequence[str],
    ) -> Self:
        """Learn from sentences of each kind, of `SAFE` and `UNKNOWN`; all sequences of one length.

        `vectors` are wide, shape (len(sentences), 1152).
        """
        ngrams, rows = NgramSpace.learn(sentences)
        flags = csr_matrix(np.array(matched, dtype=np.float32)[:, None] * _PATTERN_WEIGHT)
        features = hstack([beside(means(vectors), rows), flags], "csr")
        dangerous = np.array([label != SAFE for label in labels])
        heed = max(1.0, (~dangerous).sum() / dangerous.sum() / _SAFE_TO_ONE)
        model = _regression(class_weight={True: heed, False: 1.0})
        model.fit(features, dangerous)
        kinds = _regression()
        told = np.array([label not in (SAFE, UNKNOWN) for label in labels])
        unit = narrow(vectors)
        kinds.fit(unit[told], np.asarray(labels)[told])
        return cls(
            ngrams,
            np.append(model.coef_[0], model.intercept_).astype(np.float32),
            [str(kind) for kind in kinds.classes_],
            np.hstack([kinds.coef_, kinds.intercept_[:, None]]).astype(np.float32),
            unit,
            dangerous,
        )

    def score(self, sentence: str, vector: Vectors, matched: bool) -> float:
        """Above 0 it sounds like danger. `vector` is the wide one of the sentence, shape (1152,)."""
        dense, sparse = self._weights[:MEANS], self._weights[MEANS:-2]
        pattern, bias = self._weights[-2:]
        row = self._ngrams.row(sentence)
        margin = vector[:MEANS] @ dense + row.weights @ sparse[row.columns]
        margin += pattern * _PATTERN_WEIGHT * matched + bias
        near = self._examples @ vector[:DIMENSIONS]
        nearer = two_nearest(near[self._dangerous]) - two_nearest(near[~self._dangerous])
        return float(margin + _NEAREST_COUNTS * nearer)

    def kind(self, vector: Vectors) -> str:
        """The likeliest kind of a message that is known to be about danger."""
        weights, bias = self._kind_weights[:, :DIMENSIONS], self._kind_weights[:, DIMENSIONS]
        margins = weights @ vector[:DIMENSIONS] + bias
        return self._kinds[int(margins.argmax())]

    def save(self, folder: Path) -> None:
        """Write the model to the folder, as numbers and text only."""
        self._ngrams.save(folder)
        np.savez(  # the model's archive is compressed
            folder / _WEIGHTS,
            weights=self._weights,
            kinds=self._kind_weights,
            examples=self._examples.astype(np.float16),
            dangerous=self._dangerous,
        )
        (folder / _KINDS).write_text(json.dumps(self._kinds), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; OSError when it is not there."""
        kinds = json.loads((folder / _KINDS).read_text(encoding="utf-8"))
        with np.load(folder / _WEIGHTS) as arrays:
            return cls(
                NgramSpace.load(folder),
                arrays["weights"],
                kinds,
                arrays["kinds"],
                arrays["examples"].astype(np.float32),
                arrays["dangerous"],
            )


def _regression(**how: Any) -> LogisticRegression:
    """The dual problem is solved five times as fast, to the second decimal of a score."""
    return LogisticRegression(
        C=_STRENGTH, solver="liblinear", dual=True, tol=1e-2, max_iter=3000, random_state=0, **how
    )
