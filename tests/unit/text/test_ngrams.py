"""One sentence has the same n-grams, with the same weights, whether it comes alone or with others."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.ngrams import NgramSpace

LEARNT = [
    "how much is a blue badge",
    "my bin was not emptied!",
    "how do i renew my library card?",
    "bin bin bin",
    "4 u 2",
]
SPACE, ROWS = NgramSpace.learn(LEARNT)


def dense(space: NgramSpace, sentence: str) -> np.ndarray:
    row = space.row(sentence)
    vector = np.zeros(space.transform([sentence]).shape[1])
    vector[row.columns] = row.weights
    return vector


@given(
    st.one_of(
        st.text(max_size=60), st.lists(st.sampled_from(" ".join(LEARNT).split())).map(" ".join)
    )
)
def test_a_row_is_what_many_at_once_would_give(sentence: str) -> None:
    expected = SPACE.transform([sentence]).toarray()[0]
    np.testing.assert_allclose(dense(SPACE, sentence), expected, atol=1e-6)


def test_what_was_learnt_comes_with_its_rows() -> None:
    np.testing.assert_allclose(ROWS.toarray(), SPACE.transform(LEARNT).toarray())


def test_a_sentence_without_any_known_run_of_letters_has_an_empty_row() -> None:
    assert len(SPACE.row("ŵŷ").columns) == 0


def test_what_was_saved_reads_the_same(tmp_path: Path) -> None:
    SPACE.save(tmp_path)
    read = NgramSpace.load(tmp_path)
    for sentence in LEARNT:
        assert dense(read, sentence) == pytest.approx(dense(SPACE, sentence), abs=1e-6)
