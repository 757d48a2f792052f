"""The network in 8 bits says what the published weights say in 32."""

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto
from safetensors.numpy import load_file
from scipy.special import erf, softmax
from tokenizers import Tokenizer

from bot.text.encoder import MODEL, TOKENIZER, SentenceEncoder
from bot.text.encoder_graph import Weights, _in_8_bits, build

rng = np.random.default_rng(7)


@pytest.mark.parametrize("axis", [0, 1])
def test_a_matrix_in_8_bits_is_off_by_half_a_step_at_the_most(axis: int) -> None:
    matrix: NDArray[np.float32] = rng.normal(size=(30, 20)).astype(np.float32)
    whole, scale = _in_8_bits(matrix, axis)
    assert whole.dtype == np.int8
    assert (np.abs(whole * scale - matrix) <= scale / 2 + 1e-6).all()


def test_a_column_of_zeros_stays_zero() -> None:
    whole, scale = _in_8_bits(np.zeros((3, 2), dtype=np.float32), 0)
    assert not whole.any()
    assert np.isfinite(scale).all()


def test_a_missing_weight_is_named() -> None:
    with pytest.raises(KeyError, match="word_embeddings"):
        build({}, 128)


def test_a_matrix_is_multiplied_without_a_sign() -> None:
    # With one, processors without the newest instructions cut sums of two products off at 16 bits.
    graph = build(load_file(MODEL.locate()), 128).graph
    kinds = {each.name: each.data_type for each in graph.initializer}
    products = [each for each in graph.node if each.op_type == "DynamicQuantizeMatMul"]
    assert len(products) == 24
    assert {kinds[each.input[1]] for each in products} == {TensorProto.UINT8}


def in_32_bits(weights: Weights, ids: list[int]) -> NDArray[np.float32]:
    """The sentence by the plain formulas of BERT."""

    def dense(name: str, x: NDArray[np.float32]) -> NDArray[np.float32]:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def even(name: str, x: NDArray[np.float32]) -> NDArray[np.float32]:
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return x * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def heads(x: NDArray[np.float32]) -> NDArray[np.float32]:
        return x.reshape(len(ids), 12, 32).transpose(1, 0, 2)

    tables = [f"embeddings.{kind}_embeddings.weight" for kind in ("word", "position", "token_type")]
    word, place, kind = (weights[table] for table in tables)
    x = even("embeddings.LayerNorm", word[ids] + place[: len(ids)] + kind[0])
    for layer in range(6):
        at = f"encoder.layer.{layer}."
        q, k, v = (
            heads(dense(f"{at}attention.self.{each}", x)) for each in ("query", "key", "value")
        )
        seen = softmax(q @ k.transpose(0, 2, 1) / np.sqrt(32), axis=-1) @ v
        seen = seen.transpose(1, 0, 2).reshape(len(ids), 384)
        out = f"{at}attention.output"
        x = even(f"{out}.LayerNorm", dense(f"{out}.dense", seen) + x)
        wide = dense(f"{at}intermediate.dense", x)
        bent = wide * (1 + erf(wide / np.sqrt(2))) / 2
        x = even(f"{at}output.LayerNorm", dense(f"{at}output.dense", bent) + x)
    mean: NDArray[np.float32] = x.mean(0)
    return mean / np.linalg.norm(mean)


@pytest.mark.parametrize(
    "sentence",
    [
        "bins",
        "How much is a Blue Badge for my mother?",
        "i cant pay me rent an the council wont help " * 5,
    ],
)
def test_a_sentence_points_where_the_published_network_says(sentence: str) -> None:
    tokenizer = Tokenizer.from_file(str(TOKENIZER.locate()))
    tokenizer.no_padding()
    expected = in_32_bits(load_file(MODEL.locate()), tokenizer.encode(sentence).ids)
    assert SentenceEncoder().encode([sentence])[0] @ expected > 0.98
