"""Staff on the machine see what was reported, and say what became of it."""

import datetime as dt
import io
import uuid

import pytest
from pydantic import SecretStr
from rich.console import Console

from bot.cli.errors import CannotRunError
from bot.cli.requests import list_requests, notes_wanted, show_request, update_request
from bot.db import now
from bot.feedback.context import MessageContext
from bot.feedback.requests import RequestToOpen, find_request, open_request
from bot.privacy.contacts import ContactToKeep, keep_contact
from bot.settings import ROOT, Settings
from bot.text.report_reference import new_reference
from tests.support.sessions import writing_session

SECRET = "s" * 40
DAY = dt.timedelta(days=1)


@pytest.fixture
def settings(database_url, tmp_path):
    return Settings(
        secret_key=SECRET, database_url=database_url, var_dir=tmp_path, content_dir=ROOT / "content"
    )


@pytest.fixture
def db_session(database_url):
    with writing_session(database_url, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def report(db_session):
    """Opens a report; returns its reference."""

    def open_one(agency="council", place="12 Larkspur Lane", due=DAY):
        context = MessageContext(uuid.uuid4(), uuid.uuid4(), agency, "missed-bin")
        contact = ContactToKeep(
            context.conversation_id, context.message_id, agency, "missed-bin",
            "report_place", place, now() + DAY,
        )  # fmt: skip
        request = RequestToOpen(
            agency_responsible="Ambershire Council",
            requested_datetime=now() - DAY,
            expected_datetime=now() + due,
            attributes={"bin": "recycling"},
            place_id=keep_contact(db_session, SECRET, contact),
        )
        opened = open_request(db_session, context, request)
        db_session.commit()
        return opened.service_request_id

    return open_one


def said(command, *arguments):
    console = Console(file=io.StringIO(), width=200)
    command(*arguments, console)
    return console.file.getvalue()


def test_open_reports_of_an_agency_are_listed_without_what_is_personal(settings, report):
    mine, other = report(), report("transport")
    out = said(list_requests, settings, "council", False)
    assert mine in out
    assert other not in out
    assert "Larkspur" not in out
    assert other in said(list_requests, settings, None, False)


def test_no_reports_is_said(settings):
    assert "No reports." in said(list_requests, settings, "council", False)


def test_an_agency_that_is_not_there_is_said_with_those_that_are(settings, report):
    with pytest.raises(CannotRunError, match=r"No agency is called 'nope'\. There are: council, "):
        said(list_requests, settings, "nope", False)
    code = report("closed-last-year")
    assert code in said(list_requests, settings, "closed-last-year", False)


def test_a_late_one_is_marked(settings, report):
    report(due=DAY)
    assert "LATE" not in said(list_requests, settings, None, False)
    report(due=-DAY)
    assert "LATE" in said(list_requests, settings, None, False)


def test_one_report_is_shown_with_its_place_however_its_reference_is_written(settings, report):
    code = report()
    for written in (code, code.lower(), code.replace("-", " ")):
        out = said(show_request, settings, written)
        assert "12 Larkspur Lane" in out
        assert "recycling" in out


def test_another_secret_shows_no_place(settings, report):
    code = report()
    other = settings.model_copy(update={"secret_key": SecretStr("t" * 40)})
    out = said(show_request, other, code)
    assert "Larkspur" not in out
    assert "kept under another secret" in out


def test_what_a_citizen_typed_cannot_command_the_terminal(settings, report):
    code = report(place="[red]here[/red] \x1b[2J\x07")
    out = said(show_request, settings, code)
    assert "[red]here[/red]" in out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_an_outcome_closes_it_and_it_leaves_the_list(settings, report, db_session):
    code = report()
    out = said(update_request, settings, code, None, "resolved", "Emptied on Wednesday.")
    assert f"{code} is now closed, resolved. Citizens are told the new notes." in out
    assert "no notes any more" in said(update_request, settings, code, None, None, "")
    said(update_request, settings, code, None, None, "Emptied on Wednesday.")
    db_session.expire_all()
    request = find_request(db_session, code)
    db_session.rollback()
    assert (request.status, request.outcome) == ("closed", "resolved")
    assert request.status_notes == "Emptied on Wednesday."
    assert code not in said(list_requests, settings, None, False)
    assert code in said(list_requests, settings, None, True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("closed", None, None), "say with what outcome"),
        (("open", "resolved", None), "has no outcome yet"),
        (("half", None, None), "Use one of: open, closed"),
        ((None, "magic", None), "Use one of: resolved"),
    ],
)
def test_a_change_that_means_nothing_is_refused_in_a_sentence(settings, report, change, reason):
    code = report()
    with pytest.raises(CannotRunError, match=reason):
        said(update_request, settings, code, *change)


def test_to_ask_for_nothing_changes_nothing(settings, report):
    with pytest.raises(CannotRunError, match="Nothing was asked for"):
        said(update_request, settings, report(), None, None, None)


def test_notes_are_new_or_none_or_as_they_were():
    assert notes_wanted("Emptied. ", False) == "Emptied."
    assert notes_wanted(None, True) == ""
    assert notes_wanted(None, False) is None
    with pytest.raises(CannotRunError, match="either --notes or --no-notes"):
        notes_wanted("Emptied.", True)
    with pytest.raises(CannotRunError, match="Use --no-notes"):
        notes_wanted(" ", False)


def test_notes_that_are_too_long_are_refused_with_the_limit(settings, report, db_session):
    code = report()
    with pytest.raises(CannotRunError, match=r"have 3,000 characters, and at most 1,000"):
        said(update_request, settings, code, None, "resolved", "x" * 3000)
    db_session.expire_all()
    assert find_request(db_session, code).status == "open"


def test_a_slip_and_a_reference_that_nobody_has_are_told_apart(settings, report):
    code = report()
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    with pytest.raises(CannotRunError, match="slip"):
        said(show_request, settings, wrong)
    with pytest.raises(CannotRunError, match="slip"):
        said(show_request, settings, "nonsense")
    with pytest.raises(CannotRunError, match="There is no report"):
        said(show_request, settings, new_reference())
