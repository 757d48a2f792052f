"""Which service is meant: every entry is compared with a sentence by its topic and its wording.

An index is built in about a second from the catalogue alone, so a new entry can be found at once,
without training. What nobody offers ("renew my passport") and talk about no service at all are known
from sentences that the assistant learnt as other things: the background.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.catalogue.model import Service
from bot.catalogue.naming import Names
from bot.text.encoder import Vectors
from bot.text.margins import MarginClassifier, Margins
from bot.text.plain import plain

Encode = Callable[[Sequence[str]], Vectors]

NOTHING = ""
AT_MOST = 5

# Found on held-out parts of the ways of asking: how much the two nearest sentences count beside the
# margin, and how sure a lead makes us: of a service at all, and of this one before another. The more
# services there are, the better the best of them fits anything: the centre was -0.85 for 20 services; with
# 57 it let one in four of other people's questions in, and now one in six, for one and a half in a
# hundred of ours.
_NEAREST_COUNTS = 2.0
_FIT_CENTRE, _FIT_SHARPNESS = -0.5, 2.5
_LEAD_SHARPNESS = 2.0
# A background sentence nearer than this to an entry may be about it, and is left out; one that is
# known to be about somebody else's service only when it says the same.
_ABOUT_AN_ENTRY, _THE_SAME = 0.4, 0.75


@dataclass(frozen=True)
class FoundService:
    """A service and its score: for the best, how likely it is that we have what was asked for;
    for the others the same, less their distance from the best. Between 0 and 1.
    """

    service_id: str
    score: float


@dataclass(frozen=True)
class Background:
    """Sentences that mostly are about no service, their vectors of shape (sentences, 384), and
    whether each is about a service of somebody else.
    """

    sentences: Sequence[str]
    vectors: Vectors
    elsewhere: NDArray[np.bool_]

    def apart_from(self, vectors: Vectors) -> Background:
        """What is left without the sentences that come near the vectors of entries."""
        nearest = (self.vectors @ vectors.T).max(axis=1)
        kept = nearest < np.where(self.elsewhere, _THE_SAME, _ABOUT_AN_ENTRY)
        sentences = [each for each, keep in zip(self.sentences, kept, strict=True) if keep]
        return Background(sentences, self.vectors[kept], self.elsewhere[kept])


class ServiceIndex:
    """Finds services by a sentence and its vector. It never changes, so threads may share it."""

    def __init__(
        self, classifier: MarginClassifier, names: Names, entries: _Groups, background: Vectors
    ) -> None:
        self._classifier = classifier
        self._names = names
        self._entries = entries
        self._background = background
        self._ids = tuple(each for each in classifier.labels if each != NOTHING)
        self._columns = [classifier.labels.index(each) for each in self._ids]
        self._nothing = classifier.labels.index(NOTHING)

    @classmethod
    def build(cls, services: Sequence[Service], background: Background, encode: Encode) -> Self:
        """Learn the services; ValueError when there is none, or no background at all."""
        told = [(plain(text), each.id) for each in services for text in sentences_of(each)]
        sentences, ids = [text for text, _ in told], [service_id for _, service_id in told]
        vectors = encode(sentences)
        rest = background.apart_from(vectors)
        classifier = MarginClassifier.fit(
            [*sentences, *rest.sentences],
            np.vstack([vectors, rest.vectors]),
            [*ids, *[NOTHING] * len(rest.sentences)],
        )
        names = Names({each.id: (each.name, *each.keywords) for each in services})
        return cls(classifier, names, _Groups(vectors, ids), rest.vectors)

    def find(self, sentence: str, vector: Vectors, accept: float) -> list[FoundService]:
        """The services the sentence may be about, best first, five at the most.

        `vector` has shape (1, 384). The list is empty when even the best is scored below `accept`.
        """
        strengths, nothing = self._strengths(plain(sentence), vector)
        best = float(strengths.max())
        fit = 1 / (1 + np.exp(-_FIT_SHARPNESS * (best - nothing - _FIT_CENTRE)))
        if fit < accept:
            return []
        scores = fit * np.exp(_LEAD_SHARPNESS * (strengths - best))
        scores = self._names.even_out(sentence, self._ids, scores)
        order = (-scores).argsort(kind="stable")[:AT_MOST]
        return [FoundService(self._ids[at], float(scores[at])) for at in order]

    def _strengths(self, sentence: str, vector: Vectors) -> tuple[Margins, float]:
        margins = self._classifier.margins([sentence], vector)[0]
        services = margins[self._columns] + _NEAREST_COUNTS * self._entries.nearness(vector[0])
        apart = _two_nearest(self._background @ vector[0])
        return services, float(margins[self._nothing] + _NEAREST_COUNTS * apart)


class _Groups:
    """The sentences of each service as vectors, side by side, to compare with all at once."""

    def __init__(self, vectors: Vectors, ids: Sequence[str]) -> None:
        self._vectors = vectors
        rows = [np.flatnonzero(np.asarray(ids) == each) for each in sorted(set(ids))]
        width = max(len(each) for each in rows)
        # Short groups are filled up with the last of all rows, which is farther than any sentence.
        self._rows = np.full((len(rows), width), -1)
        for at, each in enumerate(rows):
            self._rows[at, : len(each)] = each

    def nearness(self, vector: Vectors) -> Margins:
        """The mean of the two nearest sentences of each service, in the order of the ids."""
        all_near = np.append(self._vectors @ vector, np.float32(-1.0))
        return _two_nearest(all_near[self._rows])


def sentences_of(service: Service) -> list[str]:
    """Everything in an entry that says what it is: at least two sentences."""
    return [*service.ways_of_asking, service.name, *service.keywords, service.description]


def _two_nearest(nearness: Margins) -> Margins:
    nearest: Margins = np.partition(nearness, -2, axis=-1)[..., -2:].mean(axis=-1)
    return nearest
