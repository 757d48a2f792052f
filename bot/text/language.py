"""In which language a text is written, as far as a short text tells. The model travels inside its package."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

_FEW_WITH_ACCENTS, _A_SENTENCE = 3, 6
"""Words."""
_TELLING = 2
"""Words of a language that tell it."""
_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile("['\u2019]")


@dataclass(frozen=True, slots=True)
class Written:
    """The likeliest language (ISO 639-1) of those asked about, and how likely it is among them, 0 to 1."""

    code: str
    probability: float


def language_of(text: str, codes: Collection[str]) -> Written:
    """The language of a text among `codes`. ValueError when the model knows one of them not.

    py3langid is a naive Bayes over byte n-grams (Lui and Baldwin 2012, langid.py): it takes a tenth of a
    millisecond, and a text without telling letters gets a low probability.
    """
    identifier, labels = _identifier(), _labels()
    unknown = set(codes) - set(labels)
    if unknown:
        raise ValueError(f"no such language: {', '.join(sorted(unknown))}")
    # Not set_languages: it changes the identifier for everybody.
    scores = identifier.nb_classprobs(identifier.instance2fv(text))
    places = [labels.index(code) for code in sorted(codes)]
    chances = _normalised(scores[places])
    best = int(chances.argmax())
    return Written(labels[places[best]], float(chances[best]))


def tells_a_language(text: str) -> bool:
    """Whether there is enough to tell: another script, accents in a few words, or a whole sentence.

    A few words of plain letters tell nothing: "renew my garden bin" looks Turkish to the model.
    """
    if is_foreign_script(text):
        return True
    words = set(text.casefold().split())
    accents = any(each.isalpha() and not each.isascii() for each in text)
    return len(words) >= (_FEW_WITH_ACCENTS if accents else _A_SENTENCE)


def told_by_words(text: str, words: Mapping[str, Collection[str]]) -> str | None:
    """The language with most of its telling words in a text: two at least, and half of all words.

    A short sentence of plain letters tells the model nothing, and its little words tell a reader at once.
    `None` when no language has so many, or two have as many.
    """
    said = _WORD.findall(_APOSTROPHES.sub(" ", text.casefold()))
    counts = {code: len(set(own) & set(said)) for code, own in words.items()}
    best = max(counts.values(), default=0)
    leaders = [code for code, count in counts.items() if count == best]
    enough = best >= _TELLING and best * 2 >= len(set(said))
    return leaders[0] if enough and len(leaders) == 1 else None


def is_foreign_script(text: str) -> bool:
    """Whether most letters are of another script than Latin."""
    letters = [each for each in text if each.isalpha()]
    latin = sum(unicodedata.name(each, "").startswith("LATIN") for each in letters)
    return bool(letters) and latin * 2 < len(letters)


def known_languages() -> frozenset[str]:
    """Every language the model knows."""
    return frozenset(_labels())


def _normalised(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Probabilities from logarithms."""
    raised = np.exp(scores.astype(np.float64) - scores.max())
    return np.asarray(raised / raised.sum())


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_pickled_model(MODEL_FILE)


@cache
def _labels() -> list[str]:
    return list(_identifier().nb_classes)
