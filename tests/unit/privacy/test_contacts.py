"""A contact that was left is encrypted, has an end, and is known elsewhere by its reference only."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from bot.db import now
from bot.privacy.contacts import (
    ContactToKeep,
    UnreadableContactError,
    keep_contact,
    keep_until,
    read_contact,
)
from bot.privacy.tables import KeptContact

SECRET = "s" * 40


@pytest.fixture
def contact() -> ContactToKeep:
    return ContactToKeep(
        conversation_id=uuid.uuid4(),
        message_id=uuid.uuid4(),
        agency_id="council",
        service_id="blue-badge",
        purpose="call_back",
        text="Ada, 07700 900123 🐟",
        expires_at=now() + dt.timedelta(days=30),
    )


def test_it_can_be_read_with_the_secret(db_session, contact):
    reference = keep_contact(db_session, SECRET, contact)
    assert read_contact(db_session, SECRET, reference) == contact.text


def test_nothing_of_it_is_in_the_table(db_session, contact):
    keep_contact(db_session, SECRET, contact)
    (row,) = db_session.query(KeptContact)
    assert b"Ada" not in row.ciphertext
    assert b"07700" not in row.ciphertext
    assert row.purpose == "call_back"


def test_another_secret_reads_nothing(db_session, contact):
    reference = keep_contact(db_session, SECRET, contact)
    with pytest.raises(UnreadableContactError):
        read_contact(db_session, "t" * 40, reference)


def test_the_same_message_is_kept_once_and_its_parts_apart(db_session, contact):
    first = keep_contact(db_session, SECRET, contact)
    assert keep_contact(db_session, SECRET, contact) == first
    assert keep_contact(db_session, SECRET, replace(contact, ordinal=1)) != first
    assert db_session.query(KeptContact).count() == 2


def test_after_its_end_it_cannot_be_read(db_session, contact):
    over = replace(contact, expires_at=now() - dt.timedelta(seconds=1))
    reference = keep_contact(db_session, SECRET, over)
    with pytest.raises(UnreadableContactError):
        read_contact(db_session, SECRET, reference)


def test_what_is_not_there_cannot_be_read(db_session):
    with pytest.raises(UnreadableContactError):
        read_contact(db_session, SECRET, uuid.uuid4())


def test_its_end_can_be_moved(db_session, contact):
    reference = keep_contact(db_session, SECRET, contact)
    end = now() + dt.timedelta(days=200)
    keep_until(db_session, [reference], end)
    db_session.expire_all()
    (row,) = db_session.query(KeptContact)
    assert row.expires_at == end
