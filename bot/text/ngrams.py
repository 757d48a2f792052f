"""How a sentence is written, as sparse counts: short runs of letters, and words in ones and twos.

Letters survive misspelling ("recyclin"), words carry the form of a question ("how much"), and both
complement sentence vectors, which carry the topic.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

# Weight of each kind beside a sentence vector of length one.
_WEIGHT = 0.7
_FILE = "ngrams.json"
# Single letters ("u", "4") and marks ("?", "!") are words here: people write with them.
_WORD = r"\b\w+\b|[^\w\s]"


class NgramSpace:
    """The n-grams of a fitted set of sentences, each weighted by how rare it is there."""

    def __init__(self, letters: TfidfVectorizer, words: TfidfVectorizer) -> None:
        self._parts = (letters, words)

    @classmethod
    def fit(cls, sentences: Sequence[str]) -> Self:
        """Learn the n-grams of the sentences; ValueError when there is not a single one."""
        letters, words = _letters(), _words()
        letters.fit(sentences)
        words.fit(sentences)
        return cls(letters, words)

    def transform(self, sentences: Sequence[str]) -> csr_matrix:
        """One sparse row a sentence: shape (len(sentences), number of n-grams)."""
        return hstack([part.transform(sentences) * _WEIGHT for part in self._parts], "csr")

    def save(self, folder: Path) -> None:
        """Write the n-grams and their weights to the folder."""
        written = [
            {"ngrams": list(part.get_feature_names_out()), "rarity": part.idf_.tolist()}
            for part in self._parts
        ]
        (folder / _FILE).write_text(json.dumps(written), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote."""
        letters, words = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(_letters(**letters), _words(**words))


def _letters(ngrams: list[str] | None = None, rarity: list[float] | None = None) -> TfidfVectorizer:
    return _restored(
        TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, vocabulary=ngrams
        ),
        rarity,
    )


def _words(ngrams: list[str] | None = None, rarity: list[float] | None = None) -> TfidfVectorizer:
    return _restored(
        TfidfVectorizer(
            ngram_range=(1, 2),
            sublinear_tf=True,
            token_pattern=_WORD,
            vocabulary=ngrams,
        ),
        rarity,
    )


def _restored(vectorizer: TfidfVectorizer, rarity: list[float] | None) -> TfidfVectorizer:
    if rarity is not None:
        vectorizer.idf_ = np.asarray(rarity)
    return vectorizer
