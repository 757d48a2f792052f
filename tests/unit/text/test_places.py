"""A street that is named is heard; "the road" is not a place."""

import pytest

from bot.text.places import names_a_street


@pytest.mark.parametrize(
    "text",
    [
        "there's a pothole on Mill Lane",
        "theres a massive pot hole on mill lane by the church",
        "POTHOLE ON MILL LANE",
        "Station Road has a crater in it",
        "the street light outside 14 elm grove is out",
        "no, the light is on Mill Street",
        "fly tipping at the end of Church Lane",
        "it's on the corner of High Street and Park Row",
        "somebody dumped a sofa in Castle Hill",
        "bins not emptied at 7 Orchard Close",
        "the lamp near St Mary's Road flickers",
    ],
)
def test_a_street_is_heard(text):
    assert names_a_street(text)


@pytest.mark.parametrize(
    "text",
    [
        "theres a hole in the road",
        "the street light is out",
        "Street light out on our corner",
        "a broken street light",
        "there is rubbish in my street",
        "at the end of the lane",
        "on a busy road near here",
        "Bus Stop glass is smashed",
        "the pavement in this street is broken",
        "it is very dark in our road",
        "by the park",
        "The Road is broken",
        "this is a terrible road",
        "I want to report a pothole",
        "out of the way",
        "it's out",
    ],
)
def test_what_nobody_could_find_is_no_place(text):
    assert not names_a_street(text)
