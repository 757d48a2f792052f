"""How a sentence is written, as sparse counts: short runs of letters, and words in ones and twos.

Letters survive misspelling ("recyclin"), words carry the form of a question ("how much"), and both
complement sentence vectors, which carry the topic.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.text.encoder import Vectors

WEIGHT = 0.7
"""Of letters, and of words, beside a sentence vector of length one, unless something else is asked for."""
_FILE = "ngrams.json"
# Single letters ("u", "4") and marks ("?", "!") are words here: people write with them.
_WORD = r"\b\w+\b|[^\w\s]"
_ANALYSED = 8
"""One message, and the parts of it, are looked at by several models."""


class Row(NamedTuple):
    """One sentence: which n-grams of a space it holds, and the weight of each."""

    columns: NDArray[np.int64]
    weights: NDArray[np.float32]


class NgramSpace:
    """The n-grams of a fitted set of sentences, each weighted by how rare it is there."""

    def __init__(
        self, letters: TfidfVectorizer, words: TfidfVectorizer, weight: float = WEIGHT
    ) -> None:
        self._parts = (letters, words)
        self._weight = weight
        self._columns: tuple[dict[str, int], ...] = (letters.vocabulary_, words.vocabulary_)
        self._rarity = tuple(part.idf_.astype(np.float32) for part in self._parts)

    @classmethod
    def learn(cls, sentences: Sequence[str], weight: float = WEIGHT) -> tuple[Self, csr_matrix]:
        """Learn the n-grams of the sentences; also what `transform` gives for them, at no more cost.

        Raises ValueError when there is not a single n-gram.
        """
        letters, words = _letters(), _words()
        rows = [part.fit_transform(sentences) * weight for part in (letters, words)]
        return cls(letters, words, weight), hstack(rows, "csr")

    @property
    def size(self) -> int:
        """How many n-grams there are."""
        return sum(map(len, self._columns))

    def transform(self, sentences: Sequence[str]) -> csr_matrix:
        """One sparse row a sentence: shape (len(sentences), number of n-grams)."""
        return hstack([part.transform(sentences) * self._weight for part in self._parts], "csr")

    def row(self, sentence: str) -> Row:
        """What `transform` gives for one sentence, without the detour that is worth its while for many."""
        letters, words = (
            _weighted(counts, columns, rarity, self._weight)
            for counts, columns, rarity in zip(
                _counts(sentence), self._columns, self._rarity, strict=True
            )
        )
        return Row(
            np.concatenate([letters.columns, words.columns + len(self._columns[0])]),
            np.concatenate([letters.weights, words.weights]),
        )

    def save(self, folder: Path) -> None:
        """Write the n-grams and their weights to the folder."""
        written = [
            {"ngrams": list(part.get_feature_names_out()), "rarity": part.idf_.tolist()}
            for part in self._parts
        ]
        told = {"weight": self._weight, "parts": written}
        (folder / _FILE).write_text(json.dumps(told), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote."""
        told = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        letters, words = told["parts"]
        return cls(_letters(**letters), _words(**words), told["weight"])


def beside(vectors: Vectors, rows: csr_matrix) -> csr_matrix:
    """Vectors and n-grams of the same sentences, side by side."""
    many, size = vectors.shape
    places = np.tile(np.arange(size), many)
    ends = np.arange(0, many * size + 1, size)  # scipy would look for zeros to leave out
    dense = csr_matrix((vectors.ravel(), places, ends), shape=vectors.shape)
    return hstack([dense, rows], "csr")


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


_ANALYSERS = (_letters().build_analyzer(), _words().build_analyzer())


@lru_cache(maxsize=_ANALYSED)
def _counts(sentence: str) -> tuple[Counter[str], ...]:
    return tuple(Counter(analyse(sentence)) for analyse in _ANALYSERS)


def _weighted(
    counts: Counter[str], columns: dict[str, int], rarity: NDArray[np.float32], weight: float
) -> Row:
    """Each count as 1 + its logarithm, times rarity, and the row brought to the length `weight`."""
    known = [(columns[ngram], count) for ngram, count in counts.items() if ngram in columns]
    if not known:
        return Row(np.empty(0, np.int64), np.empty(0, np.float32))
    places, often = (np.array(each) for each in zip(*known, strict=True))
    weights = (1 + np.log(often, dtype=np.float32)) * rarity[places]
    return Row(places, weights * np.float32(weight / np.linalg.norm(weights)))
