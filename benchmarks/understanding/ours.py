"""Our classifier on a public set. What it sees and how it learns is chosen on the validation part, if any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.understanding.measures import Told
from benchmarks.understanding.public_sets import OUT_OF_SCOPE, Rows
from bot.text.calibration import fit_sharpness, softmax, unseen_margins
from bot.text.encoder import SentenceEncoder, Vectors, narrow, two_nearest
from bot.text.margins import OF_FEW, Learning, MarginClassifier
from bot.text.plain import plain

_FEW = 30
_SMALL = 2_000
"""So many sentences are learnt in a second or two in any way."""
_OF_MANY = Learning(ngrams=0.5, strength=1.0, balanced=True)
_NEARNESS_COUNTS = 4.0
See = Callable[[Vectors], Vectors]


def everything(wide: Vectors) -> Vectors:
    """All that the network tells."""
    return wide


def ours(
    train: Rows, validation: Rows, encoder: SentenceEncoder
) -> Callable[[Sequence[str]], Told]:
    """Vectors and n-grams, a margin a label, calibrated; fit adds how near the nearest sentences are.

    Where sentences are few, the name of a label is one more sentence of it.
    """
    lesson = _lesson(train, encoder)
    known = [(text, label) for text, label in validation if label != OUT_OF_SCOPE]
    ways = [_Learned.of(lesson, how, see) for how, see in _ways(lesson, choose=bool(known))]
    best = max(ways, key=lambda each: each.right(known, encoder))
    sharpness = fit_sharpness(
        *unseen_margins(lesson.sentences, best.see(lesson.wide), lesson.labels, best.how, folds=3)
    )
    vectors = narrow(lesson.wide)
    outside = encoder.encode([plain(text) for text, label in train if label == OUT_OF_SCOPE])

    def tell(texts: Sequence[str]) -> Told:
        probable = softmax(best.margins(texts, encoder), sharpness)
        found = encoder.encode([plain(text) for text in texts])
        fit = np.log(probable.max(axis=1)) + _NEARNESS_COUNTS * two_nearest(found @ vectors.T)
        if len(outside):
            fit = fit - _NEARNESS_COUNTS * two_nearest(found @ outside.T)
        labels = np.asarray(best.classifier.labels)
        return labels[probable.argmax(axis=1)], probable.max(axis=1), fit

    return tell


@dataclass(frozen=True)
class _Lesson:
    """What is learnt from: sentences made plain, their labels and wide vectors."""

    sentences: list[str]
    labels: list[str]
    wide: Vectors


def _lesson(train: Rows, encoder: SentenceEncoder) -> _Lesson:
    rows = [(text, label) for text, label in train if label != OUT_OF_SCOPE]
    names = {label: label.replace("_", " ") for _, label in rows}
    if not _are_few(len(rows), len(names)):
        names = {}
    sentences = [*(plain(text) for text, _ in rows), *names.values()]
    labels = [*(label for _, label in rows), *names]
    return _Lesson(sentences, labels, encoder.encode_wide(sentences))


def _are_few(sentences: int, labels: int) -> bool:
    return sentences < _FEW * labels


def _ways(lesson: _Lesson, *, choose: bool) -> list[tuple[Learning, See]]:
    """What to choose from; the first is taken where nothing can choose."""
    few = _are_few(len(lesson.labels), len(set(lesson.labels)))
    hows = [OF_FEW if few else _OF_MANY]
    if choose and len(lesson.labels) < _SMALL:
        hows = [OF_FEW, _OF_MANY]
    return [
        (how, see) for how in hows for see in ((everything, narrow) if choose else (everything,))
    ]


@dataclass(frozen=True)
class _Learned:
    """A classifier, how it learnt, and what it sees of the vectors."""

    classifier: MarginClassifier
    how: Learning
    see: See

    @classmethod
    def of(cls, lesson: _Lesson, how: Learning, see: See) -> _Learned:
        seen = see(lesson.wide)
        return cls(MarginClassifier.fit(lesson.sentences, seen, lesson.labels, how), how, see)

    def margins(self, texts: Sequence[str], encoder: SentenceEncoder) -> NDArray[np.float32]:
        told = [plain(text) for text in texts]
        return self.classifier.margins(told, self.see(encoder.encode_wide(told)))

    def right(self, rows: Rows, encoder: SentenceEncoder) -> float:
        """The share of rows that get their label; 0 without rows."""
        if not rows:
            return 0.0
        margins = self.margins([text for text, _ in rows], encoder)
        told = np.asarray(self.classifier.labels)[margins.argmax(axis=1)]
        return float(np.mean(told == [label for _, label in rows]))
