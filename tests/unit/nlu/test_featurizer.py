"""A message gets its sentence vector once."""

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.featurizer import SentenceEncoderFeaturizer, vectors_of, wide_vectors_of


def message(text: str) -> Message:
    return Message.build(text)


def test_a_message_gets_a_dense_sentence_feature(featurizer: SentenceEncoderFeaturizer) -> None:
    told = featurizer.process([message("blue badge")])[0]
    sequence, sentence = told.get_dense_features("text")
    assert sequence is None
    assert sentence.features.shape == (1, 1152)
    np.testing.assert_array_equal(vectors_of([told]), wide_vectors_of([told])[:, :384])


def test_curly_and_straight_quotes_read_the_same(featurizer: SentenceEncoderFeaturizer) -> None:
    vectors = vectors_of(featurizer.process([message("I don’t know"), message("I don't know")]))
    np.testing.assert_array_equal(vectors[0], vectors[1])


def test_a_message_without_text_is_left_alone(featurizer: SentenceEncoderFeaturizer) -> None:
    assert featurizer.process([Message({})])[0].features == []


@pytest.mark.parametrize("text", ["😀", "x" * 10_000, "<script>", "'; DROP TABLE"])
def test_odd_text_gets_one_too(featurizer: SentenceEncoderFeaturizer, text: str) -> None:
    assert np.isfinite(vectors_of(featurizer.process([message(text)]))).all()
