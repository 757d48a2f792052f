"""What holds for every turn, whatever the intent."""

import json

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from actions.citizen_action import TurnFailedError
from bot.dialogue.state import State
from bot.feedback.tables import Promise
from bot.transcripts.tables import Conversation
from tests.support.talking import ROOT, rules, slot_names

INTENTS = sorted(set(rules()) - {"leave_message"})
"""Every intent that an action of ours answers; the form answers the other one."""
BLUE_BADGE = {"blue-badge": 0.9}


@pytest.mark.parametrize("intent", INTENTS)
async def test_every_intent_gets_an_answer_at_any_moment(start_talk, intent):
    fresh, within = start_talk(), start_talk()
    assert (await fresh.say("something", intent)).messages
    await within.say("how much is a blue badge", "ask_cost", services=BLUE_BADGE)
    assert (await within.say("something", intent)).messages


@pytest.mark.parametrize("intent", INTENTS)
async def test_every_button_payload_is_json_with_an_intent_that_has_a_rule(talk, intent):
    await talk.say("how much is a blue badge", "ask_cost", services=BLUE_BADGE)
    answer = await talk.say("something", intent)
    for message in answer.messages:
        for button in message["buttons"]:
            assert json.loads(button["payload"])["intent"] in [*INTENTS, "leave_message"]
            assert len(button["title"]) <= 80


def test_every_intent_of_the_domain_has_a_rule():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {name for entry in domain["intents"] for name in entry}
    assert intents == set(rules())


def test_every_field_of_the_state_is_a_slot_and_every_slot_a_field():
    assert set(slot_names()) == set(State.model_fields)


async def test_a_message_without_an_id_is_refused_without_a_word_of_it(talk, capsys):
    dispatcher = CollectingDispatcher()
    tracker = Tracker.from_dict(
        {
            "sender_id": str(talk.conversation_id),
            "slots": {},
            "latest_message": {"text": "canary-7d1f", "intent": {"name": "greet"}},
            "events": [],
        }
    )
    with pytest.raises(TurnFailedError) as failure:
        await talk._executor.actions["action_greet"](dispatcher, tracker, {})
    assert "canary" not in str(failure.value) + capsys.readouterr().out
    assert dispatcher.messages == []


async def test_when_the_database_is_away_nothing_is_said_and_nothing_logged_of_it(
    talk, a_house, capsys
):
    async with a_house.database.engine.begin() as connection:
        await connection.execute(text("DROP TABLE ask"))
    with pytest.raises(TurnFailedError) as failure:
        await talk.say("canary-7d1f how much", "ask_cost", services=BLUE_BADGE)
    printed = capsys.readouterr()
    assert "canary" not in str(failure.value) + printed.out + printed.err
    assert "action.failed" in printed.out + printed.err


async def test_slots_of_an_older_version_do_no_harm(talk):
    talk.slots |= {"last_facet": "gone", "facts": [{"name": "carer"}], "pending_ask": {"x": 1}}
    assert (await talk.say("hi", "greet")).messages


async def test_nothing_is_written_about_a_conversation_that_was_erased_meanwhile(talk, engine):
    with Session(engine) as db_session:
        db_session.execute(delete(Conversation))
        db_session.commit()
    with pytest.raises(TurnFailedError):
        await talk.say(
            "how long does a blue badge take", "ask_duration", services={"blue-badge": 0.9}
        )
    with Session(engine) as db_session:
        assert db_session.query(Promise).count() == 0
