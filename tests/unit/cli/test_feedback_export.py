"""What citizens said can be listed and taken elsewhere, each answer with its scale."""

import csv
import io
import uuid

import pytest
from rich.console import Console
from sqlalchemy.orm import Session

from bot.cli.errors import CannotRunError
from bot.cli.feedback_export import COLUMNS, export_feedback, list_feedback
from bot.db import WRITING, make_engine
from bot.feedback.tables import Answer, Submission
from bot.settings import ROOT, Settings


@pytest.fixture
def settings(database_url, tmp_path):
    return Settings(
        secret_key="s" * 40,
        database_url=database_url,
        var_dir=tmp_path,
        content_dir=ROOT / "content",
    )


@pytest.fixture
def answered(settings):
    """Stores one answer."""
    engine = make_engine(settings.sync_database_url())

    def store(agency="council", **answer):
        given = {
            "item_kind": "satisfaction",
            "scale_type": "likert",
            "scale_min": 1,
            "scale_max": 5,
        }
        with Session(engine.execution_options(**WRITING)) as db_session:
            submission = Submission(
                conversation_id=uuid.uuid4(),
                message_id=uuid.uuid4(),
                ordinal=0,
                agency_id=agency,
                service_id="blue-badge",
                moment="after",
                channel="web",
            )
            submission.answers.append(Answer(agency_id=agency, **(given | answer)))
            db_session.add(submission)
            db_session.commit()
            return submission.conversation_id

    yield store
    engine.dispose()


def said(command, *arguments):
    console = Console(file=io.StringIO(), width=200)
    command(*arguments, console)
    return console.file.getvalue()


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_latest_are_listed(settings, answered):
    answered(value_number=4)
    out = said(list_feedback, settings, "council", 10)
    assert "satisfaction" in out
    assert "4.0" in out
    assert "Nobody has said anything" in said(list_feedback, settings, "health", 10)


def test_each_is_listed_with_the_conversation_to_show(settings, answered):
    conversation = answered(value_number=4)
    assert str(conversation) in said(list_feedback, settings, None, 10)
    terminal = Console(file=io.StringIO(), width=80, force_terminal=True)
    list_feedback(settings, None, 10, terminal)
    assert str(conversation)[:8] in terminal.file.getvalue()
    assert str(conversation) not in terminal.file.getvalue()


def test_an_agency_that_is_not_there_is_said_with_those_that_are(settings, answered, tmp_path):
    with pytest.raises(CannotRunError, match=r"No agency is called 'nope'\. There are: council, "):
        said(list_feedback, settings, "nope", 10)
    with pytest.raises(CannotRunError, match="No agency is called 'nope'"):
        said(export_feedback, settings, tmp_path / "out.csv", "nope")
    assert not (tmp_path / "out.csv").exists()
    answered("closed-last-year", value_number=4)
    assert "satisfaction" in said(list_feedback, settings, "closed-last-year", 10)


def test_each_answer_is_exported_with_its_scale(settings, answered, tmp_path):
    answered(value_number=4)
    answered("health", value_number=2)
    to = tmp_path / "out.csv"
    assert "Wrote 2 answers" in said(export_feedback, settings, to, None)
    found = rows(to)
    assert list(found[0]) == COLUMNS
    assert {(row["agency_id"], row["value_number"], row["scale_max"]) for row in found} == {
        ("council", "4.0", "5"),
        ("health", "2.0", "5"),
    }


def test_only_one_agency_is_exported_when_it_is_named(settings, answered, tmp_path):
    answered(value_number=4)
    answered("health", value_number=2)
    said(export_feedback, settings, tmp_path / "out.csv", "health")
    assert [row["agency_id"] for row in rows(tmp_path / "out.csv")] == ["health"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-1", "@SUM(A1)", "\n=1+1", "＝1+1", "＋1", "－1", "＠A1"]
)
def test_a_text_that_a_spreadsheet_would_run_stays_text(settings, answered, tmp_path, text):
    answered(value_text=text)
    said(export_feedback, settings, tmp_path / "out.csv", None)
    assert rows(tmp_path / "out.csv")[0]["value_text"] == f"'{text}"


def test_nothing_is_overwritten(settings, tmp_path):
    (tmp_path / "out.csv").write_text("mine")
    with pytest.raises(CannotRunError, match="is there already"):
        said(export_feedback, settings, tmp_path / "out.csv", None)
    assert (tmp_path / "out.csv").read_text() == "mine"


def test_without_a_database_one_is_told_what_to_do(tmp_path):
    settings = Settings(secret_key="s" * 40, var_dir=tmp_path)
    with pytest.raises(CannotRunError, match="assistant doctor"):
        said(list_feedback, settings, None, 10)
