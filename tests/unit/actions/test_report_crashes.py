"""A report whose turn was lost after it was written down, and one whose kept words have gone."""

import copy
import datetime as dt

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.feedback.tables import ServiceRequest
from bot.privacy.contacts import read_contact
from bot.privacy.tables import KeptContact
from bot.text.report_reference import references_in
from tests.support.reporting import Reporter
from tests.unit.actions.conftest import TUESDAY_MORNING

HOME = "12 Larkspur Lane"
ADDRESS = [{"start": 0, "end": 16, "kind": "address"}]
BIN = {"missed-bin": 0.95}
PHONE = "07700 900123"


@pytest.fixture
def reporter(talk):
    return Reporter(talk)


async def ready(reporter):
    """A report of several words and a number, shown and not sent yet."""
    await reporter.begin("my bin was not emptied", services=BIN)
    await reporter.type(HOME, personal_data=ADDRESS)
    await reporter.type("the big one with the dent in its side")
    return await reporter.type(PHONE)


async def lost(talk, turn):
    """A turn whose writes are kept and whose end is lost: Rasa's slots and events are as before."""
    before = {name: copy.deepcopy(getattr(talk, name)) for name in ("slots", "events", "last")}
    loop = talk.active_loop
    answer = await turn
    for name, value in before.items():
        setattr(talk, name, value)
    talk.active_loop = loop
    return answer


def reference_in(answer):
    return next(references_in(answer.text)).code


def gone(engine, purpose):
    with Session(engine) as session, session.begin():
        session.execute(delete(KeptContact).where(KeptContact.purpose == purpose))


async def texts_of(a_house, row):
    ids = (row.place_id, row.description_id, row.contact_id)
    read = a_house.database.read
    return [await read(read_contact, a_house.secret, each) for each in ids]


class TestSentTwice:
    async def test_it_is_one_report_with_its_first_reference(self, reporter, talk, a_house):
        await ready(reporter)
        first = await lost(talk, reporter.press("Send it"))
        again = await reporter.press("Send it")
        (row,) = talk.rows(ServiceRequest)
        assert reference_in(first) == reference_in(again) == row.service_request_id
        assert await texts_of(a_house, row) == [
            HOME,
            "my bin was not emptied\nthe big one with the dent in its side",
            PHONE,
        ]

    async def test_what_was_sent_is_kept_as_long_as_was_said(
        self, reporter, talk, catalogue, engine
    ):
        await ready(reporter)
        await lost(talk, reporter.press("Send it"))
        await reporter.press("Send it")
        (row,) = talk.rows(ServiceRequest)
        end = catalogue.policy.request_expires_after.after(TUESDAY_MORNING)
        ids = {row.place_id, row.description_id, row.contact_id}
        assert {each.expires_at for each in talk.rows(KeptContact) if each.id in ids} == {end}

    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("cancel", "cancel"),
            ("start again", "start_again"),
            ("I want to leave a message", "leave_message"),
            ("no, it is at 14 Larkspur Lane", "deny"),
        ],
    )
    async def test_who_stops_or_changes_it_is_told_that_it_was_sent(
        self, reporter, talk, text, intent
    ):
        await ready(reporter)
        code = reference_in(await lost(talk, reporter.press("Send it")))
        answer = await reporter.type(text, intent)
        assert f"Your reference is {code}" in answer.text
        assert "01632 960100" in answer.text
        assert "stopped" not in answer.text
        assert not any(value for name, value in talk.slots.items() if name.startswith("report_"))

    async def test_danger_is_answered_and_no_report_is_called_stopped(
        self, reporter, talk, catalogue
    ):
        await ready(reporter)
        await lost(talk, reporter.press("Send it"))
        assert (await reporter.type("he is hitting me", "crisis")).events == []
        answer = await talk.say("he is hitting me", "crisis")
        assert "Nothing was sent" not in answer.text
        end = catalogue.policy.request_expires_after.after(TUESDAY_MORNING)
        (row,) = talk.rows(ServiceRequest)
        assert {each.expires_at for each in talk.rows(KeptContact) if each.id == row.place_id} == {
            end
        }

    async def test_the_next_report_is_another(self, reporter, talk):
        await ready(reporter)
        await reporter.press("Send it")
        await ready(reporter)
        await reporter.press("Send it")
        assert len({row.service_request_id for row in talk.rows(ServiceRequest)}) == 2


class TestNothingLeftToSend:
    async def test_a_correction_that_was_lost_leaves_the_place(self, reporter, talk, a_house):
        await ready(reporter)
        await lost(
            talk,
            reporter.type(
                "no, it is 14 Larkspur Lane",
                "deny",
                personal_data=[{"start": 10, "end": 26, "kind": "address"}],
            ),
        )
        await reporter.press("Send it")
        (row,) = talk.rows(ServiceRequest)
        assert (await texts_of(a_house, row))[0] == HOME

    @pytest.mark.parametrize(
        ("purpose", "asked"),
        [
            ("report_place", "Which address was missed?"),
            ("report_description", "Which bin was missed?"),
            ("report_contact", "How can Ambershire Council reach you"),
        ],
    )
    async def test_what_is_gone_is_asked_for_again_and_nothing_is_sent(
        self, reporter, talk, engine, purpose, asked
    ):
        await ready(reporter)
        gone(engine, purpose)
        sending = await reporter.press("Send it")
        assert "I have not kept all of it" in sending.text
        assert reporter.takes_over(sending)
        assert talk.rows(ServiceRequest) == []
        assert asked in (await reporter.form_after(sending)).text

    async def test_after_a_month_it_is_asked_again_and_can_be_sent(
        self, reporter, talk, clock, a_house
    ):
        await ready(reporter)
        clock(TUESDAY_MORNING + dt.timedelta(days=31))
        answer = await reporter.form_after(await reporter.press("Send it"))
        assert "Which address was missed?" in answer.text
        await reporter.type(HOME, personal_data=ADDRESS)
        await reporter.type("the cardboard one")
        await reporter.type(PHONE)
        assert "Your reference is" in (await reporter.press("Send it")).text
        (row,) = talk.rows(ServiceRequest)
        assert await texts_of(a_house, row) == [HOME, "the cardboard one", PHONE]
