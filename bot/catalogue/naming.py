"""Short messages that are just a name, when several services go by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

Scores = NDArray[np.float64]

_WORD = re.compile(r"[a-z0-9]+")
_NAMING_NOTHING: frozenset[str] = ENGLISH_STOP_WORDS | set("apply help need please want".split())
_NEARLY = 0.95


class Names:
    """The words each service goes by."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """`names`: by service id, its name and the short names people use for it."""
        self._words = {each: _words(" ".join(said)) for each, said in names.items()}

    def even_out(self, sentence: str, ids: Sequence[str], scores: Scores) -> Scores:
        """The scores, with every service that the sentence names just below the best.

        "bus pass" names the pass for older and the one for disabled people; nobody can know which is
        meant, whatever the examples of one of them look like. A sentence that says more than a name
        keeps its scores.
        """
        said = _words(sentence)
        named = np.array([bool(said) and said <= self._words[each] for each in ids])
        if named.sum() < 2:
            return scores
        return np.where(named, np.maximum(scores, scores.max() * _NEARLY), scores)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower().replace("'", ""))) - _NAMING_NOTHING
