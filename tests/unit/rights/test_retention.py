"""What has passed its end is deleted everywhere, and nothing else is; on each kind of database."""

import asyncio
import datetime as dt
import uuid

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from bot.catalogue.load import load
from bot.db import Database, now
from bot.feedback.tables import Answer, Comment, ExceptionCase, ServiceRequest, Submission
from bot.privacy.tables import Citizen, Consent, Fact, KeptContact
from bot.rights.retention import forget_expired, last_run
from bot.settings import ROOT, Settings
from bot.transcripts.tables import (
    Button,
    Conversation,
    MessageClaim,
    Prediction,
    Turn,
    Utterance,
)
from tests.support.sessions import writing_session

NOW = now().replace(microsecond=0)
DAY = dt.timedelta(days=1)
OLD, FRESH = NOW - 100 * DAY, NOW - 5 * DAY
PAST, FUTURE = NOW - DAY, NOW + DAY


@pytest.fixture(scope="module")
def policy():
    return load(ROOT / "content").policy


@pytest.fixture
def settings(database_url):
    return Settings(database_url=database_url)


@pytest.fixture
def db_session(database_url):
    with writing_session(database_url, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def forget(db_session, settings, policy):
    """Everything added is committed, and then what has expired is forgotten; returns the counts."""

    def run(times=1):
        db_session.commit()

        async def at_once():
            database = Database(settings.async_database_url())
            try:
                runs = [forget_expired(database, policy, NOW) for _ in range(times)]
                return await asyncio.gather(*runs)
            finally:
                await database.close()

        done = asyncio.run(at_once())
        db_session.expire_all()
        return done[0].counts

    return run


@pytest.fixture
def talk(db_session):
    """Adds a conversation of some moments, as the tracker store leaves it; returns its id."""

    def add(*moments, began=None):
        conversation = Conversation(
            id=uuid.uuid4(), agency_id="council", channel="web", token_hash="0" * 64,
            created_at=began or moments[0],
        )  # fmt: skip
        db_session.add(conversation)
        db_session.flush()
        for place, moment in enumerate(moments):
            add_turn(db_session, conversation.id, moment, 2 * place)
        return conversation.id

    return add


def add_turn(db_session, conversation_id, moment, seq):
    turn = Turn(
        id=uuid.uuid4(), conversation_id=conversation_id, message_id=uuid.uuid4(), seq=seq + 1,
        text="hello", agency_id="council", created_at=moment,
    )  # fmt: skip
    said = Utterance(
        id=uuid.uuid4(), conversation_id=conversation_id, turn_id=turn.id, seq=seq + 2,
        text="Hello.", created_at=moment,
    )  # fmt: skip
    for row in (turn, said):
        db_session.add(row)
        db_session.flush()
    db_session.add(Prediction(turn_id=turn.id, ordinal=0, action="action_greet"))
    db_session.add(
        Button(
            utterance_id=said.id, conversation_id=conversation_id, ordinal=0, title="a", payload={}
        )
    )
    for kind in ("session_started", "user"):
        db_session.execute(
            text("INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (:s, :k, :t, '{}')"),
            {"s": str(conversation_id), "k": kind, "t": moment.timestamp()},
        )  # fmt: skip


def from_message(conversation_id, moment, **more):
    return {
        "agency_id": "council", "conversation_id": conversation_id, "message_id": uuid.uuid4(),
        "created_at": moment, **more,
    }  # fmt: skip


def contact(conversation_id, end, **more):
    return KeptContact(
        conversation_id=conversation_id, agency_id="council", purpose="call_back",
        ciphertext=b"x", message_id=uuid.uuid4(), expires_at=end, **more,
    )  # fmt: skip


def count(db_session, kind):
    return db_session.query(kind).count()


def events(db_session):
    return db_session.execute(text("SELECT count(*) FROM events")).scalar()


def test_what_was_left_for_staff_goes_when_it_was_said_it_would(db_session, forget, talk):
    conversation = talk(FRESH)
    db_session.add_all([contact(conversation, PAST), contact(conversation, FUTURE)])
    assert forget()["kept contacts"] == 1
    assert [row.expires_at for row in db_session.query(KeptContact)] == [FUTURE]


def test_an_old_conversation_goes_with_everything_that_hangs_on_it(db_session, forget, talk):
    talk(OLD, OLD + DAY)
    stays = talk(FRESH)
    counts = forget()
    assert (counts["turns"], counts["conversations"], counts["events"]) == (2, 1, 4)
    assert [row.id for row in db_session.query(Conversation)] == [stays]
    for kind in (Turn, Utterance, Prediction, Button):
        assert count(db_session, kind) == 1, kind
    assert events(db_session) == 2


def test_of_a_conversation_that_goes_on_only_the_old_part_goes(db_session, forget, talk):
    conversation = talk(OLD, FRESH)
    forget()
    assert [row.created_at for row in db_session.query(Turn)] == [FRESH]
    assert events(db_session) == 2
    assert db_session.get(Conversation, conversation)


def test_rasa_keeps_the_session_it_counts_on(db_session, forget, talk):
    """A session that began long ago and is spoken in: Rasa counts its events to know which are new."""
    conversation = talk(OLD)
    db_session.execute(
        text("INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (:s, 'user', :t, '{}')"),
        {"s": str(conversation), "t": FRESH.timestamp()},
    )  # fmt: skip
    forget()
    assert events(db_session) == 3


def test_a_conversation_that_is_being_answered_waits_for_the_next_run(db_session, forget, talk):
    conversation = talk(OLD)
    db_session.add(
        MessageClaim(
            message_id=uuid.uuid4(), conversation_id=conversation, owner="a", claimed_at=NOW
        )
    )
    forget()
    assert (count(db_session, Turn), events(db_session)) == (1, 2)
    db_session.query(MessageClaim).update({"claimed_at": NOW - DAY})
    forget()
    assert (count(db_session, Conversation), events(db_session)) == (0, 0)


def test_while_a_report_is_kept_its_citizen_can_still_erase_it(db_session, forget, talk):
    conversation = talk(OLD)
    db_session.add(contact(conversation, FUTURE))
    forget()
    assert (count(db_session, Turn), count(db_session, Conversation)) == (0, 1)
    db_session.query(KeptContact).update({"expires_at": PAST})
    forget()
    assert count(db_session, Conversation) == 0


def test_feedback_stays_without_words_and_without_a_citizen(db_session, forget, talk):
    conversation, citizen = talk(OLD), uuid.uuid4()
    given = Submission(
        **from_message(conversation, OLD, citizen_id=citizen), moment="after", channel="web"
    )
    db_session.add(given)
    db_session.flush()
    scored = {"agency_id": "council", "scale_type": "likert", "submission_id": given.id}
    db_session.add_all(
        [
            Answer(**scored, item_kind="satisfaction", value_number=4, value_text="like a 4"),
            Answer(**scored, item_kind="effort", value_text="it was the lady at the desk"),
            Comment(submission_id=given.id, agency_id="council", text="x", expires_at=FUTURE),
            ExceptionCase(
                **from_message(conversation, OLD, citizen_id=citizen),
                condition="I moved", outcome="person",
            ),
        ]
    )  # fmt: skip
    forget()
    (answer,) = db_session.query(Answer)
    assert (answer.value_number, answer.value_text) == (4, None)
    (case,) = db_session.query(ExceptionCase)
    assert (case.condition, case.citizen_id, case.outcome) == (None, None, "person")
    assert db_session.query(Submission).one().citizen_id is None
    assert count(db_session, Comment) == 1, "it has an end of its own"
    db_session.query(Comment).update({"expires_at": PAST})
    forget()
    assert count(db_session, Comment) == 0


def test_fresh_feedback_is_left_alone(db_session, forget, talk):
    conversation, citizen = talk(FRESH), uuid.uuid4()
    case = ExceptionCase(
        **from_message(conversation, FRESH, citizen_id=citizen), condition="I", outcome="person"
    )
    db_session.add(case)
    assert not any(forget().values())
    assert (case.condition, case.citizen_id) == ("I", citizen)


def test_a_report_stays_for_those_who_ask_after_it(db_session, forget, talk):
    conversation = talk(OLD)
    db_session.add(
        ServiceRequest(
            **from_message(conversation, OLD), service_request_id="AB-12", service_code="x",
            agency_responsible="a", requested_datetime=OLD, updated_datetime=OLD, attributes={},
        )
    )  # fmt: skip
    forget()
    assert db_session.query(ServiceRequest).one().service_request_id == "AB-12"


def test_memory_ends_with_the_consent(db_session, forget, talk):
    conversation = talk(FRESH)
    ended, live = remembered(db_session, PAST), remembered(db_session, FUTURE)
    db_session.get(Conversation, conversation).citizen_id = ended
    counts = forget()
    assert (counts["facts"], counts["consents"], counts["citizens"]) == (1, 1, 1)
    assert [row.id for row in db_session.query(Citizen)] == [live]
    assert (count(db_session, Fact), count(db_session, Consent)) == (1, 1)
    assert db_session.get(Conversation, conversation).citizen_id is None


def remembered(db_session, end):
    citizen = Citizen(agency_id="council", purpose="remember", pseudonym=uuid.uuid4().hex)
    db_session.add(citizen)
    db_session.flush()
    of = {"citizen_id": citizen.id, "agency_id": "council", "expires_at": end}
    db_session.add(Consent(**of, purpose="remember", version=1, message_id=uuid.uuid4()))
    db_session.add(
        Fact(**of, name="carer", value={"value": True}, message_id=uuid.uuid4(), said_at=FRESH)
    )
    db_session.flush()
    return citizen.id


def test_more_than_a_batch_goes_and_two_may_run_at_once(db_session, forget, talk):
    conversation = talk(FRESH)
    db_session.add_all([contact(conversation, PAST) for _ in range(450)])
    forget(times=2)
    assert count(db_session, KeptContact) == 0


def test_the_last_run_is_known(db_session, forget):
    assert last_run(db_session) is None
    forget()
    assert last_run(db_session) == NOW


def test_what_is_gone_is_in_no_byte_of_the_sqlite_file(sqlite_url, policy, tmp_path):
    settings = Settings(database_url=sqlite_url)
    engine = create_engine(settings.sync_database_url())
    with Session(engine) as session, session.begin():
        row = contact(uuid.uuid4(), PAST)
        row.ciphertext = b"zqcanarykept"
        session.add(row)
    engine.dispose()

    async def run():
        database = Database(settings.async_database_url())
        done = await forget_expired(database, policy)
        held = [file for file in tmp_path.iterdir() if b"zqcanarykept" in file.read_bytes()]
        await database.close()
        return done, held

    done, held = asyncio.run(run())
    assert done.log_emptied
    assert held == []
