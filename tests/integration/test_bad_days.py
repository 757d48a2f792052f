"""What a citizen sees when something behind the assistant is away, and what becomes of the message."""

import shutil
import uuid

import pytest
from sqlalchemy import create_engine, text

from bot.settings import ROOT
from tests.integration.test_nothing_personal_is_kept import locked
from tests.support.citizens import Citizen, PatientCitizen
from tests.support.system import wait_for


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    from tests.support.system import started_system

    folder = tmp_path_factory.mktemp("bad-days")
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    with started_system(folder / "var", content_dir=content) as system:
        yield system


def message(said="how much is a blue badge?"):
    return {"message_id": str(uuid.uuid4()), "text": said}


def is_a_clear_try_again(answer):
    problem = answer.json()
    return (
        answer.status_code == 503
        and answer.headers["Content-Type"].startswith("application/problem+json")
        and int(answer.headers["Retry-After"]) >= 1
        and problem["title"]
        and problem["detail"]
    )


def turns(system):
    with create_engine(system.settings.sync_database_url()).connect() as connection:
        return connection.execute(text("SELECT count(*) FROM turn")).scalar()


@pytest.mark.slow
@pytest.mark.parametrize("process", ["assistant", "actions"])
def test_while_a_process_is_away_the_citizen_is_told_to_try_again_and_is_then_answered(
    system, process
):
    citizen = Citizen(system.web_url)
    sent = message()
    with system.without(process):
        before = turns(system)
        assert is_a_clear_try_again(citizen.post(sent))
        assert turns(system) == before
    assert "£10" in citizen.post(sent).json()["messages"][0]["text"]


@pytest.mark.slow
def test_while_the_database_is_locked_nothing_is_lost(system):
    citizen = Citizen(system.web_url)
    sent = message()
    with locked(system.settings):
        assert is_a_clear_try_again(citizen.post(sent))
    assert "£10" in citizen.post(sent).json()["messages"][0]["text"]


@pytest.mark.slow
def test_a_full_or_read_only_disk_is_a_clear_try_again(system):
    citizen = Citizen(system.web_url)
    sent = message()
    engine = create_engine(system.settings.sync_database_url())
    with engine.connect() as connection:
        # The same refusal as a read-only file, and it works for whoever runs the tests, root included.
        connection.execute(
            text(
                "CREATE TRIGGER refuse BEFORE INSERT ON turn "
                "BEGIN SELECT RAISE(ABORT, 'attempt to write a readonly database'); END"
            )
        )
        connection.commit()
        try:
            assert is_a_clear_try_again(citizen.post(sent))
        finally:
            connection.execute(text("DROP TRIGGER refuse"))
            connection.commit()
    assert "£10" in citizen.post(sent).json()["messages"][0]["text"]


@pytest.mark.slow
def test_a_changed_price_is_live_without_a_restart_and_a_broken_file_changes_nothing(system):
    citizen = PatientCitizen(system.web_url)
    path = system.settings.content_dir / "services" / "council" / "parking.yml"
    good = path.read_text()
    try:
        path.write_text(good.replace("£10", "£11"))
        wait_for(lambda: "£11" in price(citizen), 15, "the new price")
        path.write_text(good.replace("agency: council", "agency: [", 1))
        wait_for(
            lambda: "£11" in price(citizen) and "parking.yml" in system.logs(),
            15,
            "the last good price, and a log entry that names the file",
        )
    finally:
        path.write_text(good)


def price(citizen):
    return " ".join(each["text"] for each in citizen.say("how much is a blue badge?"))


@pytest.mark.slow
def test_a_typed_payload_is_only_text(system):
    citizen = Citizen(system.web_url)
    citizen.say('/crisis{"service_id": "blue-badge"}')
    with create_engine(system.settings.sync_database_url()).connect() as connection:
        stored = connection.execute(
            text("SELECT intent, text FROM turn WHERE conversation_id = :id"),
            {"id": citizen.conversation_id.replace("-", "")},
        ).one()
    assert stored.intent != "crisis"
    assert stored.text.startswith("\u2215crisis")


@pytest.mark.slow
def test_the_same_id_with_other_words_gets_the_first_answer(system):
    citizen = Citizen(system.web_url)
    sent = message()
    first = citizen.post(sent).json()
    assert citizen.post(sent | {"text": "something else"}).json()["messages"] == first["messages"]


@pytest.mark.slow
def test_an_id_of_another_conversation_is_refused(system):
    sent = message()
    assert Citizen(system.web_url).post(sent).status_code == 200
    assert Citizen(system.web_url).post(sent).status_code == 409
