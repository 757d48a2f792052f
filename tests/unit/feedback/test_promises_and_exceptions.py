"""Sentences about time, and cases that do not fit."""

import datetime as dt
import uuid

import pytest
from sqlalchemy.exc import IntegrityError

from bot.catalogue.load import load
from bot.catalogue.timing import TimeKind, TimeStatement, time_statement
from bot.feedback.exceptions import record_exception, settle_exception
from bot.feedback.promises import record_promises
from bot.feedback.tables import ExceptionCase, Promise
from bot.settings import ROOT

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="session")
def catalogue():
    return load(ROOT / "content")


def statement_of(catalogue, service_id):
    standards = catalogue.standards_of(service_id)
    return time_statement(service_id, standards, TODAY, catalogue.policy, catalogue.wording)


def test_a_promise_is_kept_word_for_word_with_its_evidence(db_session, context, catalogue):
    statement = statement_of(catalogue, "blue-badge")
    record_promises(db_session, context, [statement])
    (row,) = db_session.query(Promise)
    assert row.text == statement.sentence
    assert (row.standard_id, row.standard_version) == ("blue-badge-decision", 1)
    assert (row.basis_n, row.basis_met) == (statement.basis_n, statement.n_met)
    assert (row.period_start, row.data_as_of) == (statement.period_start, statement.data_as_of)
    assert row.kind == "missed"


def test_every_kind_of_statement_fits_the_ledger(db_session, context, catalogue, next_message):
    kinds = set()
    for service_id in catalogue.services:
        statement = statement_of(catalogue, service_id)
        kinds.add(statement.kind)
        about = next_message(context, service_id=service_id)
        record_promises(db_session, about, [statement])
    assert db_session.query(Promise).count() == len(catalogue.services)
    assert {TimeKind.MET, TimeKind.MISSED, TimeKind.FEW_CASES, TimeKind.NONE} <= kinds


def test_a_message_promises_once(db_session, context, catalogue):
    statement = statement_of(catalogue, "blue-badge")
    record_promises(db_session, context, [statement])
    record_promises(db_session, context, [statement])
    assert db_session.query(Promise).count() == 1


def test_evidence_that_does_not_add_up_is_refused(db_session, context):
    with pytest.raises(IntegrityError):
        record_promises(
            db_session,
            context,
            [TimeStatement("blue-badge", TimeKind.MET, "x", basis_n=3, n_met=4)],
        )


def test_an_exception_is_counted_once_for_a_message(db_session, context):
    first = record_exception(db_session, context, "no fixed address", "appeal")
    assert record_exception(db_session, context, "no fixed address", "appeal") == first
    (row,) = db_session.query(ExceptionCase)
    assert (row.service_id, row.condition, row.outcome) == (
        "blue-badge",
        "no fixed address",
        "appeal",
    )


def test_an_exception_is_settled_when_its_service_is_known(db_session, context, next_message):
    unknown = next_message(context, service_id=None)
    record_exception(db_session, unknown, "no box for me", "unknown_service")
    later = next_message(context, service_id="housing-benefit", agency_id="revenue")
    for _ in range(2):
        settle_exception(db_session, unknown.message_id, later, "appeal")
    db_session.expire_all()
    (row,) = db_session.query(ExceptionCase)
    assert (row.service_id, row.agency_id, row.outcome) == ("housing-benefit", "revenue", "appeal")
    assert row.condition == "no box for me"


def test_nobody_settles_an_exception_of_another_conversation(db_session, context, next_message):
    record_exception(db_session, context, "no box for me", "unknown_service")
    stranger = next_message(context, conversation_id=uuid.uuid4())
    settle_exception(db_session, context.message_id, stranger, "person")
    db_session.expire_all()
    assert db_session.query(ExceptionCase).one().outcome == "unknown_service"
