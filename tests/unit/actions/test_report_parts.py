"""Two problems in one message: each report is told only what is said of its own."""

import pytest

from bot.privacy.contacts import read_contact
from bot.privacy.tables import KeptContact
from tests.support.reporting import Reporter

HOLE_THEN_LIGHT = "i want to report a pothole and there is a street light out on Mill Lane"
HOLE_WITH_PLACE = "there is a pothole on Mill Lane and a street light is out"


@pytest.fixture
def reporter(talk):
    return Reporter(talk)


async def kept(talk, a_house):
    read, rows = a_house.database.read, talk.rows(KeptContact)
    return {row.purpose: await read(read_contact, a_house.secret, row.id) for row in rows}


async def test_the_place_of_the_other_problem_is_not_taken(reporter, talk, a_house):
    answer = await reporter.begin(HOLE_THEN_LIGHT, services={"pothole": 0.95})
    assert talk.slots["report_about"] == "pothole"
    assert talk.slots["report_place"] is None
    assert "You have told me where it is" not in answer.text
    assert (await kept(talk, a_house))["report_description"] == "i want to report a pothole"


async def test_its_own_place_is_taken_with_its_own_words(reporter, talk, a_house):
    await reporter.begin(HOLE_WITH_PLACE, services={"pothole": 0.95})
    assert set((await kept(talk, a_house)).values()) == {"there is a pothole on Mill Lane"}


async def test_the_last_of_two_has_the_last_place(reporter, talk, a_house):
    await reporter.begin(HOLE_THEN_LIGHT, services={"street-light": 0.95})
    assert (await kept(talk, a_house))["report_place"] == "there is a street light out on Mill Lane"


async def test_where_nobody_can_tell_them_apart_the_place_is_asked_for(reporter, talk, a_house):
    text = "a pothole with a street light over it on Mill Lane"
    await reporter.begin(text, services={"pothole": 0.95})
    assert talk.slots["report_place"] is None
    assert (await kept(talk, a_house))["report_description"] == text
