"""A short message that is a name of several services favours none of them."""

import numpy as np
import pytest

from bot.catalogue.naming import Names

NAMES = Names(
    {
        "badge": ("Apply for a Blue Badge", "disabled parking"),
        "older": ("Apply for an older person's bus pass", "free bus travel"),
        "disabled": ("Apply for a disabled person's bus pass",),
    }
)
IDS = ("badge", "older", "disabled")
SCORES = np.array([0.0, 0.9, 0.1])


@pytest.mark.parametrize("said", ["bus pass", "Bus pass?", "i need a bus pass please"])
def test_a_shared_name_makes_a_near_tie(said: str) -> None:
    evened = NAMES.even_out(said, IDS, SCORES)
    assert evened[1] == 0.9
    assert 0.8 < evened[2] < 0.9
    assert evened[0] == 0.0


@pytest.mark.parametrize("said", ["blue badge", "bus pass for my nan", "", "the", "help"])
def test_anything_else_keeps_its_scores(said: str) -> None:
    np.testing.assert_array_equal(NAMES.even_out(said, IDS, SCORES), SCORES)
