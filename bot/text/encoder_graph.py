"""The network of all-MiniLM-L6-v2 for a processor, in ONNX, made from the weights as they were published.

Every large matrix is kept in 8-bit integers, one scale for each of its columns, and multiplied as such: what
goes in is brought to 8 bits as it comes (onnxruntime's DynamicQuantizeMatMul). That takes a third of the time
of 32 bits and a quarter of the memory; accuracy on public sets moves by less than half a point.

The architecture is BERT's (Devlin and others, 2019) with 6 layers, 12 heads and 384 numbers a token; the
mean over the tokens, at length one, is the sentence (Reimers and Gurevych, 2019). Beside it stand the mean
of a middle layer, which knows more of the form of a sentence (Jawahar and others, 2019), and the greatest of
each number over the tokens. One sentence at a time: the scale of what goes in is shared by all rows, so a
batch would change its members.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from bot.text.encoder import INPUT, SENTENCE, WIDE

Weights = Mapping[str, NDArray[np.float32]]

_LAYERS, _MIDDLE, _HEADS = 6, 3, 12
_GREATEST_COUNTS = 0.5
_EPSILON = 1e-12
_LARGEST = 127
_NOTHING = np.array(128, dtype=np.uint8)
"""What stands for 0 in a matrix that is multiplied: its integers have no sign. Processors without the newest
instructions add up products of signed ones in 16 bits, which are too few: they would understand less.
"""
_FUSED = "com.microsoft"  # onnxruntime's own operators: several steps of a transformer in one
_OPSETS = (helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1))
_IR_VERSION = 9


def build(weights: Weights, most_tokens: int) -> ModelProto:
    """The network. In: the ids of one sentence, shape (1, tokens). Out: its wide vector, shape (1, 1152).

    Raises KeyError when a weight is missing.
    """
    graph = _Graph(weights)
    state = graph.embeddings(most_tokens)
    parts: list[str] = []
    for layer in range(1, _LAYERS + 1):
        state = graph.layer(f"encoder.layer.{layer - 1}.", state)
        if layer in (_MIDDLE, _LAYERS):
            parts.insert(0, graph.mean(state))
    graph.together([*parts, graph.greatest(state)])
    return graph.model()


class _Graph:
    """Nodes and constants, as they come to be. Each method adds some and gives the name of its result."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}

    def embeddings(self, most_tokens: int) -> str:
        """Words and places, added and evened out."""
        table = "embeddings.word_embeddings.weight"
        words, scales = _in_8_bits(self._weights[table], axis=1)
        found = self._node("Gather", self._constant(table, words), INPUT)
        scale = self._node("Gather", self._constant(f"{table}.scale", scales), INPUT)
        word = self._node("Mul", self._node("Cast", found, to=TensorProto.FLOAT), scale)
        places = self._weights["embeddings.position_embeddings.weight"][:most_tokens]
        one_text = self._weights["embeddings.token_type_embeddings.weight"][0]
        begin = self._constant("begin", np.array([0]))
        length = self._node("Shape", INPUT, start=1, end=2)
        place = self._node("Slice", self._constant("places", places + one_text), begin, length)
        return self._node(
            "LayerNormalization",
            self._node("Add", word, place),
            *self._as_published("embeddings.LayerNorm", "weight", "bias"),
            epsilon=_EPSILON,
        )

    def layer(self, name: str, state: str) -> str:
        """Attention, then two dense layers; each is added to what went in, and evened out."""
        attention = f"{name}attention."
        together = self._node(
            "Split", self._attended(attention, state), parts=3, axis=2, num_outputs=3
        )
        heads = self._node("MultiHeadAttention", *together.split(), fused=True, num_heads=_HEADS)
        seen = self._added(f"{attention}output.", heads, state)
        wide = self._product([f"{name}intermediate.dense.weight"], seen)
        bias = self._as_published(f"{name}intermediate.dense", "bias")
        bent = self._node("BiasGelu", wide, *bias, fused=True)
        return self._added(f"{name}output.", bent, seen)

    def mean(self, state: str) -> str:
        """The mean of all tokens, at length one."""
        return self._pooled("ReduceMean", state)

    def greatest(self, state: str) -> str:
        """The greatest of each number over the tokens. It says less, and is shorter."""
        part = self._constant("greatest.counts", np.array(_GREATEST_COUNTS, dtype=np.float32))
        return self._node("Mul", self._pooled("ReduceMax", state), part)

    def together(self, parts: list[str]) -> None:
        """The parts side by side: what the network gives."""
        self._nodes.append(helper.make_node("Concat", parts, [SENTENCE], axis=1))

    def model(self) -> ModelProto:
        """What has come to be, as a model."""
        taken = helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "tokens"])
        given = helper.make_tensor_value_info(SENTENCE, TensorProto.FLOAT, [1, WIDE])
        constants = list(self._constants.values())
        graph = helper.make_graph(self._nodes, "all-MiniLM-L6-v2", [taken], [given], constants)
        return helper.make_model(graph, opset_imports=_OPSETS, ir_version=_IR_VERSION)

    def _pooled(self, how: str, state: str) -> str:
        axes = self._constant("over_tokens", np.array([1]))
        return self._node("LpNormalization", self._node(how, state, axes, keepdims=0), axis=1, p=2)

    def _attended(self, name: str, state: str) -> str:
        """Queries, keys and values side by side: one product in place of three."""
        parts = [f"{name}self.{part}" for part in ("query", "key", "value")]
        bias = np.concatenate([self._weights[f"{part}.bias"] for part in parts])
        matrices = [f"{part}.weight" for part in parts]
        return self._product(matrices, state, self._constant(f"{name}bias", bias))

    def _added(self, name: str, state: str, before: str) -> str:
        changed = self._product([f"{name}dense.weight"], state)
        published = self._as_published(f"{name}LayerNorm", "weight", "bias")
        published += self._as_published(f"{name}dense", "bias")
        return self._node(
            "SkipLayerNormalization", changed, before, *published, fused=True, epsilon=_EPSILON
        )

    def _product(self, names: list[str], state: str, bias: str = "") -> str:
        matrix, scale = _in_8_bits(
            np.concatenate([self._weights[name] for name in names]).T, axis=0
        )
        unsigned = (matrix + _NOTHING.astype(np.int16)).astype(np.uint8)
        constants = (
            self._constant(names[0], unsigned),
            self._constant(f"{names[0]}.scale", scale[0]),
            self._constant("nothing", _NOTHING),
        )
        return self._node("DynamicQuantizeMatMul", state, *constants, bias, fused=True)

    def _as_published(self, name: str, *kinds: str) -> list[str]:
        return [self._constant(f"{name}.{kind}", self._weights[f"{name}.{kind}"]) for kind in kinds]

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def _node(
        self, kind: str, *inputs: str, fused: bool = False, parts: int = 1, **settings: Any
    ) -> str:
        outputs = [f"{kind}.{len(self._nodes)}.{part}" for part in range(parts)]
        domain = _FUSED if fused else ""
        self._nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **settings))
        return " ".join(outputs)


def _in_8_bits(
    matrix: NDArray[np.float32], axis: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """The matrix as integers, and the scale of each row or column, found along `axis`."""
    largest = np.abs(matrix).max(axis=axis, keepdims=True)
    scale = np.where(largest == 0, 1, largest / _LARGEST).astype(np.float32)
    return np.rint(matrix / scale).astype(np.int8), scale
