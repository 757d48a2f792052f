"""A classifier of what is published, kept between two starts: fitting it is the longest part of a start.

For what is published or trained on only: its n-grams are pieces of sentences, so no citizen's come here.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import sklearn
import structlog

from bot.text.encoder import MODEL, Vectors
from bot.text.margins import MarginClassifier

log = structlog.get_logger(__name__)

_PREFIX = "classifier-"


class ClassifierFolder:
    """Fits a classifier, or finds the one fitted to just this. A lost or broken one only costs time."""

    def __init__(self, folder: Path, made_by: str) -> None:
        """`made_by` stands for the code that fits: when it changes, everything is fitted anew."""
        self._folder = folder
        self._made_by = made_by

    def fit(
        self, sentences: Sequence[str], vectors: Vectors, labels: Sequence[str]
    ) -> MarginClassifier:
        """As `MarginClassifier.fit`; the vectors are those that the encoder has for the sentences."""
        place = self._folder / f"{_PREFIX}{self._key(sentences, labels)}"
        kept = _read(place)
        if kept and set(kept.labels) == set(labels):
            return kept
        classifier = MarginClassifier.fit(sentences, vectors, labels)
        self._keep(classifier, place)
        return classifier

    def _key(self, sentences: Sequence[str], labels: Sequence[str]) -> str:
        made_of = [MODEL.sha256, sklearn.__version__, self._made_by, list(sentences), list(labels)]
        return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16]

    def _keep(self, classifier: MarginClassifier, place: Path) -> None:
        """The latest alone is kept, and appears in one step."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self._folder, prefix=f".{_PREFIX}") as unfinished:
                written = Path(unfinished) / place.name
                written.mkdir()
                classifier.save(written)
                for older in self._folder.glob(f"{_PREFIX}*"):
                    shutil.rmtree(older, ignore_errors=True)
                written.rename(place)
        except OSError as error:
            log.warning("classifier_not_kept", reason=error.strerror)


def _read(place: Path) -> MarginClassifier | None:
    try:
        return MarginClassifier.load(place)
    except (OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile):
        return None
