"""Nothing is remembered without a yes."""

import datetime as dt
import uuid

import pytest

from bot.db import now
from bot.privacy.consents import (
    REMEMBER,
    REMEMBER_SENSITIVE,
    citizen_of,
    consent_before,
    forget_facts,
    give_consent,
    live_consent,
    remember_fact,
    remembered_facts,
    withdraw_consent,
)
from bot.privacy.tables import Citizen, Consent, Fact

YEAR = dt.timedelta(days=365)


@pytest.fixture
def citizen_id(db_session):
    return citizen_of(db_session, "council", "a" * 64, create=True)


def consent(citizen_id, purpose=REMEMBER, ends=YEAR, message_id=None):
    return Consent(
        citizen_id=citizen_id,
        agency_id="council",
        purpose=purpose,
        version=1,
        message_id=message_id or uuid.uuid4(),
        expires_at=now() + ends,
    )


def fact(citizen_id, name="carer", value=True, said_at=None, ends=YEAR):
    return Fact(
        citizen_id=citizen_id,
        agency_id="council",
        name=name,
        value={"value": value},
        message_id=uuid.uuid4(),
        said_at=said_at or now(),
        expires_at=now() + ends,
    )


def names(db_session, citizen_id):
    return [row.name for row in remembered_facts(db_session, citizen_id)]


def test_a_citizen_is_made_only_when_asked_for(db_session):
    assert citizen_of(db_session, "council", "b" * 64, create=False) is None
    made = citizen_of(db_session, "council", "b" * 64, create=True)
    assert citizen_of(db_session, "council", "b" * 64, create=True) == made
    assert db_session.query(Citizen).count() == 1


def test_two_agencies_know_two_citizens(db_session, citizen_id):
    assert citizen_of(db_session, "revenue", "a" * 64, create=True) != citizen_id


def test_without_consent_nothing_is_remembered(db_session, citizen_id):
    assert not remember_fact(db_session, fact(citizen_id))
    assert names(db_session, citizen_id) == []


def test_with_consent_it_is(db_session, citizen_id):
    give_consent(db_session, consent(citizen_id))
    assert remember_fact(db_session, fact(citizen_id))
    assert names(db_session, citizen_id) == ["carer"]


def test_a_sensitive_fact_needs_both_consents(db_session, citizen_id):
    give_consent(db_session, consent(citizen_id))
    assert not remember_fact(db_session, fact(citizen_id, "pregnant"), sensitive=True)
    give_consent(db_session, consent(citizen_id, REMEMBER_SENSITIVE))
    assert remember_fact(db_session, fact(citizen_id, "pregnant"), sensitive=True)


def test_a_message_consents_once(db_session, citizen_id):
    message_id = uuid.uuid4()
    for _ in range(2):
        give_consent(db_session, consent(citizen_id, message_id=message_id))
    assert db_session.query(Consent).count() == 1


def test_a_consent_of_this_very_message_is_not_one_from_before(db_session, citizen_id):
    message_id = uuid.uuid4()
    give_consent(db_session, consent(citizen_id, message_id=message_id))
    assert consent_before(db_session, citizen_id, REMEMBER, message_id) is None
    assert consent_before(db_session, citizen_id, REMEMBER, uuid.uuid4()) is not None


def test_an_expired_consent_is_none(db_session, citizen_id):
    give_consent(db_session, consent(citizen_id, ends=-dt.timedelta(seconds=1)))
    assert live_consent(db_session, citizen_id) is None
    assert not remember_fact(db_session, fact(citizen_id))


def test_the_consent_that_lasts_longest_counts(db_session, citizen_id):
    for ends in (YEAR, 2 * YEAR, YEAR):
        give_consent(db_session, consent(citizen_id, ends=ends))
    assert live_consent(db_session, citizen_id).expires_at > now() + YEAR


def test_taking_a_yes_back_forgets_everything(db_session, citizen_id):
    give_consent(db_session, consent(citizen_id))
    give_consent(db_session, consent(citizen_id, REMEMBER_SENSITIVE))
    remember_fact(db_session, fact(citizen_id))
    withdraw_consent(db_session, citizen_id)
    db_session.expire_all()
    assert live_consent(db_session, citizen_id) is None
    assert live_consent(db_session, citizen_id, REMEMBER_SENSITIVE) is None
    assert db_session.query(Fact).count() == 0
    assert all(row.withdrawn_at for row in db_session.query(Consent))


def test_the_newer_word_wins(db_session, citizen_id):
    give_consent(db_session, consent(citizen_id))
    earlier = now() - dt.timedelta(hours=1)
    remember_fact(db_session, fact(citizen_id, "age", 72))
    remember_fact(db_session, fact(citizen_id, "age", 71, said_at=earlier))
    assert remembered_facts(db_session, citizen_id)[0].value == {"value": 72}
    remember_fact(db_session, fact(citizen_id, "age", 73))
    assert remembered_facts(db_session, citizen_id)[0].value == {"value": 73}
    assert db_session.query(Fact).count() == 1


def test_a_fact_has_an_end(db_session, citizen_id):
    give_consent(db_session, consent(citizen_id))
    remember_fact(db_session, fact(citizen_id, ends=-dt.timedelta(seconds=1)))
    assert names(db_session, citizen_id) == []


def test_one_fact_can_be_forgotten_or_all(db_session, citizen_id):
    give_consent(db_session, consent(citizen_id))
    for name in ("carer", "student", "tenant"):
        remember_fact(db_session, fact(citizen_id, name))
    forget_facts(db_session, citizen_id, "student")
    assert names(db_session, citizen_id) == ["carer", "tenant"]
    forget_facts(db_session, citizen_id)
    assert names(db_session, citizen_id) == []
