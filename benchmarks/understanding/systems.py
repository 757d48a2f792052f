"""What is compared: our classifier, and simpler ones on the same sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from benchmarks.understanding.measures import Told
from benchmarks.understanding.ours import ours
from benchmarks.understanding.public_sets import OUT_OF_SCOPE, Rows
from bot.text.encoder import SentenceEncoder
from bot.text.plain import plain

Tell = Callable[[Sequence[str]], Told]
Train = Callable[[Rows, Rows, SentenceEncoder], Tell]
"""Learns from training sentences; those for validation may choose."""


def encoder_alone(train: Rows, _: Rows, encoder: SentenceEncoder) -> Tell:
    """Plain logistic regression on the same vectors."""
    rows = [(text, label) for text, label in train if label != OUT_OF_SCOPE]
    model = LogisticRegression(C=100, max_iter=300)
    model.fit(encoder.encode([plain(text) for text, _ in rows]), [label for _, label in rows])

    def tell(texts: Sequence[str]) -> Told:
        probable = model.predict_proba(encoder.encode([plain(text) for text in texts]))
        return _told(model.classes_, probable, np.log(probable.max(axis=1)))

    return tell


def sparse(train: Rows, _: Rows, __: SentenceEncoder) -> Tell:
    """Word and letter counts with logistic regression: nothing that was learnt elsewhere."""
    rows = [(text, label) for text, label in train if label != OUT_OF_SCOPE]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    model = make_pipeline(letters, LogisticRegression(C=30, max_iter=100))
    model.fit([plain(text) for text, _ in rows], [label for _, label in rows])

    def tell(texts: Sequence[str]) -> Told:
        probable = model.predict_proba([plain(text) for text in texts])
        return _told(model.classes_, probable, np.log(probable.max(axis=1)))

    return tell


SYSTEMS: dict[str, Train] = {"ours": ours, "encoder": encoder_alone, "sparse": sparse}


def _told(labels: Sequence[str], probable: NDArray[np.float64], fit: NDArray[np.float64]) -> Told:
    return np.asarray(labels)[probable.argmax(axis=1)], probable.max(axis=1), fit
