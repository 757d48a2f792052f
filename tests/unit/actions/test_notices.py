"""What an agency has to say these days is told with the first answer it concerns, once."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.catalogue.model import Notice

TAX = {"council-tax-payment": 0.95}
CLOSED = "Please note: The tax line is closed today."


@pytest.fixture(autouse=True)
def notice(live_content, monkeypatch):
    """The clock of these tests stands at 24 November 2026."""

    def publish(**fields):
        given = {
            "id": "tax-line", "agency_id": "revenue", "text": "The tax line is closed today.",
            "valid_from": dt.date(2026, 11, 24), "valid_to": dt.date(2026, 11, 24),
        }  # fmt: skip
        content = live_content.current
        catalogue = replace(content.catalogue, notices=(Notice.model_validate(given | fields),))
        monkeypatch.setattr(live_content, "_content", replace(content, catalogue=catalogue))

    publish()
    return publish


async def test_it_comes_before_the_first_answer_and_not_again(talk):
    answer = await talk.say("pay council tax", "find_service", services=TAX)
    assert answer.text.startswith(CLOSED)
    again = await talk.say("what does that cost?", "ask_cost")
    assert CLOSED not in again.text


async def test_who_asks_for_a_person_hears_it_too(talk):
    talk.agency_id = "revenue"
    answer = await talk.say("can I speak to somebody", "ask_for_person")
    assert CLOSED in answer.text


async def test_another_agency_does_not_say_it(talk):
    answer = await talk.say("blue badge", "find_service", services={"blue-badge": 0.95})
    assert CLOSED not in answer.text


@pytest.mark.parametrize("day", [dt.date(2026, 11, 23), dt.date(2026, 11, 25)])
async def test_on_other_days_it_is_not_said(talk, notice, day):
    notice(valid_from=day, valid_to=day)
    answer = await talk.say("pay council tax", "find_service", services=TAX)
    assert CLOSED not in answer.text


async def test_it_can_concern_some_services_only(talk, notice):
    notice(services=["housing-benefit"])
    answer = await talk.say("pay council tax", "find_service", services=TAX)
    assert CLOSED not in answer.text
    other = await talk.say("housing benefit", "find_service", services={"housing-benefit": 0.95})
    assert other.text.startswith(CLOSED)
