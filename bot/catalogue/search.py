"""Which service is meant: every entry is compared with a sentence by its topic and its wording.

An index is built in some seconds from the catalogue alone, so a new entry can be found at once,
without training. What nobody offers ("renew my passport") and talk about no service at all are known
from sentences that the assistant learnt as other things: the background.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.catalogue.model import Service
from bot.catalogue.naming import Names
from bot.text.encoder import Vectors, two_nearest
from bot.text.margins import MarginClassifier, Margins
from bot.text.plain import plain
from bot.text.several import asks

Encode = Callable[[Sequence[str]], Vectors]
Fit = Callable[[Sequence[str], Vectors, Sequence[str]], MarginClassifier]

NOTHING = ""
_SENTENCES, _VECTORS = "background.json", "background.npz"
AT_MOST = 5

# Found on held-out parts of the ways of asking: how much the two nearest sentences count beside the
# margin, and how sure a lead makes us: of a service at all, and of this one before another. The more
# services there are, the better the best of them fits anything; two thousand sentences about other bodies'
# business hold against that. At this centre one in twenty questions for us is refused, and nearly nine in
# ten of those for others (development half of tests/content/understanding).
_NEAREST_COUNTS = 2.0
_FIT_CENTRE, _FIT_SHARPNESS = -0.9, 2.5
_LEAD_SHARPNESS = 2.0
# A background sentence nearer than this to an entry may be about it, and is left out; one that is
# known to be about somebody else's service only when it says the same.
_ABOUT_AN_ENTRY, _THE_SAME = 0.4, 0.75
# Three in ten ways of asking that ask nothing: of such a service people rather tell. Shorter ones are names.
_OFTEN_TOLD, _MORE_THAN_A_NAME = 0.3, 4


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

    def save(self, folder: Path) -> None:
        """Write it to the folder, as numbers and text only."""
        (folder / _SENTENCES).write_text(json.dumps(list(self.sentences)), encoding="utf-8")
        np.savez(folder / _VECTORS, vectors=self.vectors, elsewhere=self.elsewhere)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote; OSError when it is not there."""
        sentences = json.loads((folder / _SENTENCES).read_text(encoding="utf-8"))
        with np.load(folder / _VECTORS) as arrays:
            return cls(sentences, arrays["vectors"], arrays["elsewhere"])

    def apart_from(self, vectors: Vectors) -> Background:
        """What is left without the sentences that come near the vectors of entries."""
        nearest = (self.vectors @ vectors.T).max(axis=1)
        kept = nearest < np.where(self.elsewhere, _THE_SAME, _ABOUT_AN_ENTRY)
        sentences = [each for each, keep in zip(self.sentences, kept, strict=True) if keep]
        return Background(sentences, self.vectors[kept], self.elsewhere[kept])


class ServiceIndex:
    """Finds services by a sentence and its vector. It never changes, so threads may share it."""

    def __init__(
        self,
        classifier: MarginClassifier,
        names: Names,
        entries: _Groups,
        background: Vectors,
        told: frozenset[str] = frozenset(),
    ) -> None:
        """`told` are the services that people tell of more than they ask for: "the lamp is out"."""
        self.told = told
        self._classifier = classifier
        self._names = names
        self._entries = entries
        self._background = background
        self._ids = tuple(each for each in classifier.labels if each != NOTHING)
        self._columns = [classifier.labels.index(each) for each in self._ids]
        self._nothing = classifier.labels.index(NOTHING)

    @classmethod
    def build(
        cls,
        services: Sequence[Service],
        background: Background,
        encode: Encode,
        fit: Fit = MarginClassifier.fit,
    ) -> Self:
        """Learn the services; ValueError when there is none, or no background at all."""
        told = [(plain(text), each.id) for each in services for text in sentences_of(each)]
        sentences, ids = [text for text, _ in told], [service_id for _, service_id in told]
        vectors = encode(sentences)
        rest = background.apart_from(vectors)
        classifier = fit(
            [*sentences, *rest.sentences],
            np.vstack([vectors, rest.vectors]),
            [*ids, *[NOTHING] * len(rest.sentences)],
        )
        names = Names({each.id: (each.name, *each.keywords) for each in services})
        told_of = frozenset(each.id for each in services if _is_told(each))
        return cls(classifier, names, _Groups(vectors, ids), rest.vectors, told_of)

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
        apart = two_nearest(self._background @ vector[0])
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
        return two_nearest(all_near[self._rows])


def sentences_of(service: Service) -> list[str]:
    """Everything in an entry that says what it is: at least two sentences."""
    return [*service.ways_of_asking, service.name, *service.keywords, service.description]


def _is_told(service: Service) -> bool:
    ways = [each for each in service.ways_of_asking if len(each.split()) >= _MORE_THAN_A_NAME]
    return sum(not asks(each) for each in ways) >= _OFTEN_TOLD * max(len(ways), 1)
