"""Processes are killed at random moments of a turn; the citizen's browser keeps sending.

``KILLS=50 pytest tests/integration/test_nothing_is_lost_or_doubled.py`` is the long run; an ordinary one
kills six times, each process twice.
"""

import os
import random
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from bot.feedback.instruments import draw_pair, load_instrument
from tests.support.citizens import PatientCitizen

KILLS = int(os.environ.get("KILLS", "6"))
PROCESSES = ("assistant", "actions", "web")
SEED = int(os.environ.get("KILL_SEED", "20261124"))

PAIR = "will-then-better-or-worse"

SCRIPT = (
    "hello",
    "how do I apply for a blue badge?",
    "how long does that take?",
    "I think it should take two weeks",
    "I'm a carer",
    "how much is it?",
    "what do I need to send?",
    "my case does not fit",
    "can I appeal?",
    "thanks, that was helpful",
)
REPORT = (
    "my street light is out",
    "14 Mill Lane, by the bend",
    "it does not come on at all",
    "07700 900123",
)
REFERENCES = "SELECT service_request_id FROM request"
WRITTEN_BY_ACTIONS = ("ask", "submission", "answer", "promise", "exception")


@pytest.mark.slow
def test_every_message_is_answered_once_and_every_row_is_there_once(start_system):
    with start_system() as system:
        undisturbed = converse(system, lambda: None, len(SCRIPT))
        chance = random.Random(SEED)
        killer = Killer(system, chance)
        disturbed = [converse(system, killer.strike, length) for length in lengths(KILLS)]
        assert killer.strikes == KILLS
        expected = rows(system, undisturbed)
        for conversation, length in zip(disturbed, lengths(KILLS), strict=True):
            assert turns(system, conversation) == list(SCRIPT[:length])
            assert conversation.answers == undisturbed.answers[:length]
            if length == len(SCRIPT):
                assert rows(system, conversation) == expected
        assert leftovers(system) == 0


@pytest.mark.slow
@pytest.mark.parametrize("said", ["send it", "cancel"])
def test_a_report_whose_turn_was_lost_after_it_was_written_is_made_once(start_system, said):
    """As if Rasa was killed after the action had written the report, and before it stored the turn."""
    with start_system() as system:
        citizen = PatientCitizen(system.web_url)
        for message in REPORT:
            citizen.say(message)
        engine = create_engine(system.settings.sync_database_url())
        before = last_event(engine)
        assert "Your reference is" in str(citizen.say("send it"))
        forget_since(engine, before)
        answer = str(citizen.say(said))
        with engine.connect() as connection:
            made = [row[0] for row in connection.execute(text(REFERENCES))]
    assert len(made) == 1
    assert made[0] in answer
    assert "I have stopped" not in answer


def last_event(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT max(id) FROM events")).scalar()


def forget_since(engine, event_id):
    """Take the last turn of the conversation out of what Rasa stored; what the action wrote stays."""
    of_turn = "(SELECT id FROM turn ORDER BY created_at DESC LIMIT 1)"
    said = f"(SELECT id FROM utterance WHERE turn_id = {of_turn})"
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM events WHERE id > :id"), {"id": event_id})
        connection.execute(text(f"DELETE FROM button WHERE utterance_id IN {said}"))
        connection.execute(text(f"DELETE FROM utterance WHERE turn_id = {of_turn}"))
        connection.execute(text(f"DELETE FROM prediction WHERE turn_id = {of_turn}"))
        connection.execute(text(f"DELETE FROM turn WHERE id = {of_turn}"))


class Killer:
    """Kills one process after another, each at a random moment after a message was sent."""

    def __init__(self, system, chance):
        self._system, self._chance = system, chance
        self.strikes = 0

    def strike(self):
        name = PROCESSES[self.strikes % len(PROCESSES)]
        time.sleep(self._chance.uniform(0.0, 0.15))
        self._system.kill(name)
        self.strikes += 1


def converse(system, disturb, length):
    citizen = somebody_who_draws(PAIR, system)
    citizen.answers = []
    with ThreadPoolExecutor(1) as pool:
        for line in SCRIPT[:length]:
            answer = pool.submit(citizen.say, line)
            disturb()
            citizen.answers.append([message["text"] for message in answer.result()])
            system.wait_until_ready()
    return citizen


def somebody_who_draws(pair, system):
    """A citizen whose conversation draws this pair of questions: the same words then get the same answers."""
    instrument = load_instrument(system.settings.content_dir / "survey.yml")
    while True:
        citizen = PatientCitizen(system.web_url)
        if draw_pair(instrument, uuid.UUID(citizen.conversation_id)).pair.id == pair:
            return citizen


def lengths(kills):
    whole, rest = divmod(kills, len(SCRIPT))
    return [len(SCRIPT)] * whole + ([rest] if rest else [])


def query(system, statement, **values):
    engine = create_engine(system.settings.sync_database_url())
    with engine.connect() as connection:
        return connection.execute(text(statement), values).fetchall()


def turns(system, citizen):
    found = query(
        system,
        "SELECT text FROM turn WHERE conversation_id = :id ORDER BY seq",
        id=citizen.conversation_id.replace("-", ""),
    )
    return [row[0] for row in found]


def rows(system, citizen):
    """How many rows of each kind a conversation left behind."""
    identity = citizen.conversation_id.replace("-", "")
    counts = {}
    for table in ("turn", "utterance", *WRITTEN_BY_ACTIONS):
        where = (
            "submission_id IN (SELECT id FROM submission WHERE conversation_id = :id)"
            if table == "answer"
            else "conversation_id = :id"
        )
        statement = f'SELECT count(*) FROM "{table}" WHERE {where}'
        counts[table] = query(system, statement, id=identity)[0][0]
    return counts


def leftovers(system):
    return query(system, "SELECT count(*) FROM message_claim")[0][0]
