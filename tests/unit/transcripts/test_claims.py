import datetime as dt
import uuid

import pytest

from bot.db import now
from bot.transcripts.claims import (
    Claim,
    claim_message,
    drop_claims_of_earlier_starts,
    find_button,
    find_offered,
    release_claim,
)
from bot.transcripts.tables import Button, Conversation, MessageClaim, Turn, Utterance

LEASE = dt.timedelta(seconds=30)


@pytest.fixture
def claim(db_session, conversation):
    message_id = uuid.uuid4()

    def _claim(owner="slot:1", conversation_id=conversation.id, message_id=message_id):
        return claim_message(db_session, message_id, conversation_id, owner, LEASE)

    return _claim


def test_a_new_message_is_taken(claim):
    assert claim() is Claim.TAKEN


def test_a_message_that_another_living_process_handles_is_busy(claim):
    claim("slot-a:1")
    assert claim("slot-b:1") is Claim.BUSY


def test_a_message_is_taken_again_by_its_own_owner_after_a_failed_try(claim):
    claim("slot:1")
    assert claim("slot:1") is Claim.TAKEN


def test_a_claim_whose_lease_has_run_out_is_taken_over(claim, db_session):
    claim("slot-a:1")
    db_session.query(MessageClaim).one().claimed_at = now() - LEASE * 2
    assert claim("slot-b:1") is Claim.TAKEN


def test_a_process_that_restarts_takes_its_predecessors_messages_at_once(claim, db_session):
    claim("slot-a:1")
    drop_claims_of_earlier_starts(db_session, "slot-a", "slot-a:2")
    assert claim("slot-a:2") is Claim.TAKEN


def test_a_restart_leaves_other_slots_alone(claim, db_session):
    claim("slot-ab:1")
    drop_claims_of_earlier_starts(db_session, "slot-a", "slot-a:2")
    assert claim("slot-a:2") is Claim.BUSY


def test_a_message_id_of_another_conversation_is_foreign(claim, db_session):
    other = Conversation(agency_id="council", channel="web", token_hash="1" * 64)
    db_session.add(other)
    db_session.flush()
    claim()
    assert claim(conversation_id=other.id) is Claim.FOREIGN


def test_a_message_for_a_conversation_that_does_not_exist_is_not_claimed(claim):
    assert claim(conversation_id=uuid.uuid4()) is Claim.NO_CONVERSATION


def test_a_released_claim_is_gone(claim, db_session):
    claim()
    release_claim(db_session, db_session.query(MessageClaim).one().message_id)
    assert db_session.query(MessageClaim).count() == 0


def test_a_button_of_another_conversation_is_not_found(db_session, conversation):
    utterance = Utterance(id=uuid.uuid4(), conversation_id=conversation.id, seq=1, text="Which?")
    db_session.add(utterance)
    db_session.flush()
    button = Button(
        id=uuid.uuid4(),
        utterance_id=utterance.id,
        conversation_id=conversation.id,
        ordinal=0,
        title="This",
        payload={"intent": "affirm"},
    )
    db_session.add(button)
    db_session.flush()
    assert find_button(db_session, button.id, conversation.id) is button
    assert find_button(db_session, button.id, uuid.uuid4()) is None
    assert find_button(db_session, uuid.uuid4(), conversation.id) is None


@pytest.fixture
def offered(db_session, conversation):
    """Two turns, each with a button; the last one offers "Siarad â pherson"."""
    for seq, title in ((1, "None of these"), (3, "Siarad â pherson")):
        turn = Turn(
            id=uuid.uuid4(),
            conversation_id=conversation.id,
            message_id=uuid.uuid4(),
            seq=seq,
            agency_id="council",
        )
        utterance = Utterance(
            id=uuid.uuid4(),
            conversation_id=conversation.id,
            turn_id=turn.id,
            seq=seq + 1,
            text="Which?",
        )
        button = Button(
            utterance_id=utterance.id,
            conversation_id=conversation.id,
            ordinal=0,
            title=title,
            payload={"intent": "affirm"},
        )
        for row in (turn, utterance, button):
            db_session.add(row)
            db_session.flush()


@pytest.mark.parametrize("typed", ["Siarad â pherson", "siarad â  pherson.", "SIARAD Â PHERSON"])
def test_who_types_what_stands_on_a_button_means_it(db_session, conversation, offered, typed):
    button = find_offered(db_session, typed, conversation.id)
    assert button is not None
    assert button.title == "Siarad â pherson"


@pytest.mark.parametrize("typed", ["None of these", "siarad", "", "?!"])
def test_only_a_whole_title_of_the_last_answer_counts(db_session, conversation, offered, typed):
    assert find_offered(db_session, typed, conversation.id) is None
    assert find_offered(db_session, "Siarad â pherson", uuid.uuid4()) is None
