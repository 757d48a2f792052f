"""What is typed for staff is kept encrypted, and the tracker store is told to keep it nowhere else."""

import pytest

from tests.support.reporting import Reporter

BIN = {"missed-bin": 0.95}
HOME = "12 Larkspur Lane"
ADDRESS = [{"start": 0, "end": 16, "kind": "address"}]


@pytest.fixture
def reporter(talk):
    return Reporter(talk)


def withheld(talk):
    """What the latest message is held back as; None when it is not."""
    value = talk.slots["withheld"] or {}
    return value.get("kind") if value.get("message_id") == talk._latest["message_id"] else None


async def test_every_part_of_a_report_is_held_back(reporter, talk):
    await reporter.begin("my bin was not emptied", services=BIN)
    assert withheld(talk) == "report"
    await reporter.type(HOME, personal_data=ADDRESS)
    assert withheld(talk) == "place"
    await reporter.type("the big one with the dent in its side")
    assert withheld(talk) == "report"
    await reporter.type("call 07700 900123")
    assert withheld(talk) == "contact"


async def test_a_place_told_at_once_is_held_back(reporter, talk):
    spans = [{"start": 11, "end": 27, "kind": "address"}]
    await reporter.begin("you missed 12 Larkspur Lane", services=BIN, personal_data=spans)
    assert withheld(talk) == "place"


async def test_a_place_that_is_asked_for_again_is_held_back_too(reporter, talk):
    await reporter.begin("my bin was not emptied", services=BIN)
    await reporter.type("by the zqcanary bakery")
    assert talk.slots["report_place"] is None
    assert withheld(talk) == "place"


@pytest.mark.parametrize(
    ("text", "intent"), [("cancel", "cancel"), ("how much is it?", "ask_cost")]
)
async def test_what_is_said_to_the_assistant_is_not(reporter, talk, text, intent):
    await reporter.begin("my bin was not emptied", services=BIN)
    assert (await reporter.type(text, intent)).events == []
    assert withheld(talk) is None


async def test_buttons_and_the_order_to_send_are_not(reporter, talk):
    await reporter.begin("my bin was not emptied", services=BIN)
    await reporter.type(HOME, personal_data=ADDRESS)
    await reporter.press("Recycling")
    assert withheld(talk) is None
    await reporter.press("No thanks")
    await reporter.type("yes please", "affirm")
    assert withheld(talk) is None


async def test_a_message_for_staff_is_held_back(talk):
    talk.active_loop, talk.slots["requested_slot"] = "contact_form", "left_message"
    await talk.fill("the lift at the zqcanary office is broken", "find_service")
    assert withheld(talk) == "message"
    talk.slots["requested_slot"] = "left_contact"
    await talk.fill("ada@post.example", "nlu_fallback")
    assert withheld(talk) == "contact"
