"""Conversations are opened once, linked to nobody without consent, and read back in order."""

import datetime as dt
import uuid

import pytest

from bot.db import now
from bot.privacy.consents import citizen_of, withdraw_consent
from bot.privacy.tables import Consent
from bot.transcripts.store import (
    Opening,
    TokenTakenError,
    hold_conversation,
    last_subject,
    link_citizen,
    messages_after,
    open_conversation,
    pseudonym_of,
    read_transcript,
    remembering,
)
from bot.transcripts.tables import Button, Conversation, Turn, Utterance

PSEUDONYM = "p" * 64


def opening(**changes) -> Opening:
    fields = {
        "conversation_id": uuid.uuid4(),
        "agency_id": "council",
        "language": "en",
        "token_hash": "1" * 64,
        "pseudonym": PSEUDONYM,
    }
    return Opening(**fields | changes)


def agree(db_session, agency_id: str = "council", days: int = 30) -> uuid.UUID:
    citizen_id = citizen_of(db_session, agency_id, PSEUDONYM, create=True)
    consent = Consent(
        citizen_id=citizen_id,
        agency_id=agency_id,
        purpose="remember",
        version=1,
        message_id=uuid.uuid4(),
        expires_at=now() + dt.timedelta(days=days),
    )
    db_session.add(consent)
    db_session.flush()
    return citizen_id


def test_a_conversation_is_opened_once_and_then_found(db_session):
    first = opening()
    made = open_conversation(db_session, first)
    assert open_conversation(db_session, first) is made


def test_a_conversation_of_another_token_is_not_handed_out(db_session):
    first = opening()
    open_conversation(db_session, first)
    with pytest.raises(TokenTakenError):
        open_conversation(
            db_session, opening(conversation_id=first.conversation_id, token_hash="2" * 64)
        )


def test_nobody_is_linked_to_a_conversation_without_having_agreed(db_session):
    citizen_of(db_session, "council", PSEUDONYM, create=True)
    assert open_conversation(db_session, opening()).citizen_id is None


def test_somebody_who_agreed_is_known_again_at_that_agency_only(db_session):
    citizen_id = agree(db_session)
    assert open_conversation(db_session, opening()).citizen_id == citizen_id
    assert open_conversation(db_session, opening(agency_id="health")).citizen_id is None


def test_an_expired_or_withdrawn_consent_is_none(db_session):
    agree(db_session, days=-1)
    assert remembering(db_session, "council", PSEUDONYM) is None
    citizen_id = agree(db_session)
    assert remembering(db_session, "council", PSEUDONYM).citizen_id == citizen_id
    withdraw_consent(db_session, citizen_id)
    assert remembering(db_session, "council", PSEUDONYM) is None


def test_a_conversation_is_linked_once_to_whoever_agreed_in_it(db_session, conversation):
    citizen_id = agree(db_session)
    link_citizen(db_session, conversation.id, citizen_id)
    link_citizen(db_session, conversation.id, uuid.uuid4())
    assert conversation.citizen_id == citizen_id
    assert pseudonym_of(db_session, citizen_id) == PSEUDONYM


def test_an_erased_citizen_has_no_pseudonym(db_session):
    assert pseudonym_of(db_session, uuid.uuid4()) is None
    assert pseudonym_of(db_session, None) is None


def two_turns(db_session, conversation: Conversation) -> None:
    for seq, service_id in ((1, "blue-badge"), (4, None)):
        turn = Turn(
            conversation_id=conversation.id,
            message_id=uuid.uuid4(),
            seq=seq,
            text=f"text {seq}",
            agency_id="council",
            service_id=service_id,
        )
        db_session.add(turn)
        db_session.flush()
        for place in (seq + 2, seq + 1):
            button = Button(conversation_id=conversation.id, ordinal=0, title="Yes", payload={})
            row = Utterance(
                conversation_id=conversation.id, seq=place, text=f"text {place}", buttons=[button]
            )
            turn.utterances.append(row)
    db_session.flush()


def test_a_transcript_is_in_the_order_in_which_things_were_said(db_session, conversation):
    two_turns(db_session, conversation)
    said = read_transcript(db_session, conversation.id)
    assert [line.text for line in said] == [f"text {seq}" for seq in range(1, 7)]
    assert [line.seq for line in said if line.by_citizen] == [1, 4]


def test_messages_are_resumed_after_the_last_that_was_seen(db_session, conversation):
    two_turns(db_session, conversation)
    assert [m["seq"] for m in messages_after(db_session, conversation.id, 0)] == [2, 3, 5, 6]
    assert [m["seq"] for m in messages_after(db_session, conversation.id, 3)] == [5, 6]
    assert messages_after(db_session, conversation.id, 6) == []


def test_a_button_shows_its_title_and_id_and_never_its_payload(db_session, conversation):
    two_turns(db_session, conversation)
    (button,) = messages_after(db_session, conversation.id, 5)[0]["buttons"]
    assert button.keys() == {"id", "title"}


def test_the_subject_is_the_last_service_that_was_talked_about(db_session, conversation):
    assert last_subject(db_session, conversation.id) is None
    two_turns(db_session, conversation)
    assert last_subject(db_session, conversation.id).service_id == "blue-badge"


def test_only_a_conversation_that_is_still_there_can_be_held(db_session):
    conversation = open_conversation(db_session, opening())
    assert hold_conversation(db_session, conversation.id)
    assert not hold_conversation(db_session, uuid.uuid4())
