"""Who chose Welsh hears the assistant's own words in Welsh; what agencies publish stays as they wrote it."""

import pytest


@pytest.fixture
def talk_in_welsh(talk):
    talk.language = "cy"
    return talk


async def test_the_assistant_greets_in_welsh(talk_in_welsh):
    answer = await talk_in_welsh.say("hello", "greet")
    assert answer.text.startswith("Helo. Fi yw cynorthwyydd ar-lein Ambershire Council.")


async def test_an_answer_has_welsh_around_what_the_agency_published(talk_in_welsh, catalogue):
    answer = await talk_in_welsh.say(
        "how long does a blue badge take", "ask_duration", services={"blue-badge": 0.95}
    )
    assert "Y safon gyhoeddedig yw: “We decide 8 in 10 Blue Badge applications" in answer.text
    assert "305 o 455" in answer.text


async def test_buttons_are_in_welsh(talk_in_welsh):
    answer = await talk_in_welsh.say("blue badge", "find_service", services={"blue-badge": 0.95})
    assert "Alla i ei gael? Gofynnwch i mi" in answer.titles
