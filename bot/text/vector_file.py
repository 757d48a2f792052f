"""Vectors of published sentences, kept in a file between two starts, so that none is worked out twice.

For what is published only: a vector tells much of its sentence, so a citizen's never comes here.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import structlog

from bot.text.encoder import DIMENSIONS, MODEL, SentenceEncoder, Vectors, digest

log = structlog.get_logger(__name__)

_DIGEST_BYTES = 16


class VectorFile:
    """Encodes a set of sentences, and remembers the latest set. A lost or broken file only costs time."""

    def __init__(self, folder: Path, encoder: SentenceEncoder) -> None:
        """The file's name holds the model's checksum: another model has another file."""
        self._path = folder / f"vectors-{MODEL.sha256[:12]}.npz"
        self._encoder = encoder

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(sentences), 384)."""
        known = self._read()
        keys = [digest(sentence) for sentence in sentences]
        missing = [
            sentence for key, sentence in zip(keys, sentences, strict=True) if key not in known
        ]
        fresh = self._encoder.encode(missing)
        known.update(zip(map(digest, missing), fresh, strict=True))
        vectors = np.stack([known[key] for key in keys]) if keys else fresh
        if missing:
            self._write(keys, vectors)
        return vectors

    def _read(self) -> dict[bytes, Vectors]:
        try:
            with np.load(self._path) as arrays:
                keys, vectors = arrays["keys"], arrays["vectors"]
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
            return {}
        if keys.shape != (len(keys), _DIGEST_BYTES) or vectors.shape != (len(keys), DIMENSIONS):
            return {}
        return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}

    def _write(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        rows = np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, _DIGEST_BYTES)
        unfinished = self._path.with_suffix(f".{os.getpid()}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                np.savez(file, keys=rows, vectors=vectors)
            unfinished.replace(self._path)
        except OSError as error:
            log.warning("vectors_not_kept", reason=error.strerror)
