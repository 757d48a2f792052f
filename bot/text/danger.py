"""How likely a message is about somebody in danger: logistic regression over its vector and n-grams.

A third input says whether one of the patterns of content/crisis_examples.yml matched.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.text.encoder import DIMENSIONS, Vectors
from bot.text.ngrams import NgramSpace

Weights = NDArray[np.float32]

SAFE = "none"
UNKNOWN = ""  # a danger whose kind nobody wrote down
_PATTERN_WEIGHT = 0.5
_STRENGTH = 10.0  # inverse of regularisation, by cross-validation over the examples
_SAFE_TO_ONE = 6.9
"""Ordinary sentences to one of danger, when the threshold was chosen. A larger catalogue brings more of them;
dangers then count for more, or the detector would grow deaf with every service."""
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
    ) -> None:
        """`weights` ends with the bias; `kind_weights` has a row a kind, its bias last."""
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
        """Learn from sentences of each kind, of `SAFE` and `UNKNOWN`; all sequences of one length."""
        ngrams = NgramSpace.fit(sentences)
        dangerous = np.array([label != SAFE for label in labels])
        heed = max(1.0, (~dangerous).sum() / dangerous.sum() / _SAFE_TO_ONE)
        model = LogisticRegression(
            C=_STRENGTH, max_iter=3000, solver="liblinear", class_weight={True: heed, False: 1.0}
        )
        model.fit(_inputs(ngrams, sentences, vectors, matched), dangerous)
        kinds = LogisticRegression(C=_STRENGTH, max_iter=3000, solver="liblinear")
        told = np.array([label not in (SAFE, UNKNOWN) for label in labels])
        kinds.fit(vectors[told], np.asarray(labels)[told])
        return cls(
            ngrams,
            np.append(model.coef_[0], model.intercept_).astype(np.float32),
            [str(kind) for kind in kinds.classes_],
            np.hstack([kinds.coef_, kinds.intercept_[:, None]]).astype(np.float32),
        )

    def probability(self, sentence: str, vector: Vectors, matched: bool) -> float:
        """From 0 to 1. `vector` is the unit vector of the sentence, shape (384,)."""
        row = _inputs(self._ngrams, [sentence], vector[None, :], [matched])
        margin = float((row @ self._weights[:-1])[0] + self._weights[-1])
        return float(1.0 / (1.0 + np.exp(-margin)))

    def kind(self, vector: Vectors) -> str:
        """The likeliest kind of a message that is known to be about danger."""
        margins = self._kind_weights[:, :DIMENSIONS] @ vector + self._kind_weights[:, DIMENSIONS]
        return self._kinds[int(margins.argmax())]

    def save(self, folder: Path) -> None:
        """Write the model to the folder, as numbers and text only."""
        self._ngrams.save(folder)
        np.savez_compressed(folder / _WEIGHTS, weights=self._weights, kinds=self._kind_weights)
        (folder / _KINDS).write_text(json.dumps(self._kinds), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; OSError when it is not there."""
        kinds = json.loads((folder / _KINDS).read_text(encoding="utf-8"))
        with np.load(folder / _WEIGHTS) as arrays:
            return cls(NgramSpace.load(folder), arrays["weights"], kinds, arrays["kinds"])


def _inputs(
    ngrams: NgramSpace, sentences: Sequence[str], vectors: Vectors, matched: Sequence[bool]
) -> csr_matrix:
    flags = csr_matrix(np.array(matched, dtype=np.float32)[:, None] * _PATTERN_WEIGHT)
    return hstack([csr_matrix(vectors), ngrams.transform(sentences), flags], "csr")
