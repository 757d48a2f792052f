"""What is remembered of a conversation, to and from slots."""

import datetime as dt
import json

import pytest

from bot.dialogue.state import Awaiting, PendingAsk, State, Topic
from bot.segments.facts import Fact

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)


def a_full_state():
    return State(
        service_id="blue-badge",
        last_facet=Topic.COST,
        step=2,
        candidates=["blue-badge", "missed-bin"],
        awaiting=Awaiting.CHOICE,
        facts=[Fact(name="carer", value=True, said_at=NOW, message_id="m")],
        pending_ask=PendingAsk(ask_id="a", item_id="i", service_id="s", moment="before"),
        crisis_seen=True,
    )


def test_a_state_survives_the_way_through_json():
    slots = json.loads(json.dumps(a_full_state().as_slots()))
    assert State.from_slots(slots) == a_full_state()


def test_an_empty_state_is_empty_slots():
    assert set(State().as_slots().values()) == {None}


def test_only_changes_are_set():
    state = a_full_state()
    before = state.as_slots()
    state.step = 3
    assert state.changes_since(before) == {"step": 3}


def test_what_becomes_empty_is_set_to_null():
    state = a_full_state()
    before = state.as_slots()
    state.candidates, state.crisis_seen = [], False
    assert state.changes_since(before) == {"candidates": None, "crisis_seen": None}


@pytest.mark.parametrize(
    "broken",
    [{"last_facet": "gone"}, {"facts": [{"name": "carer"}]}, {"step": "x"}, {"pending_ask": []}],
)
def test_a_slot_that_cannot_be_read_is_as_good_as_empty(broken):
    state = State.from_slots(a_full_state().as_slots() | broken)
    (name,) = broken
    assert getattr(state, name) == getattr(State(), name)
    assert state.service_id == "blue-badge"


def test_slots_of_others_do_not_matter():
    assert State.from_slots({"requested_slot": "left_message"}) == State()


def test_a_topic_that_is_not_a_facet_has_none():
    assert Topic.OVERVIEW.facet is None
    assert Topic.EXCEPTION.facet is None
    assert str(Topic.COST.facet) == "cost"
