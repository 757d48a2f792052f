"""A conversation full of personal data, then errors everywhere: none of it may be found on any disk."""

import shutil
import sqlite3
import subprocess
import uuid
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.support.citizens import Citizen
from tests.support.skipping import missing

NAME = "Wilhelmina Featherstonehaugh"
CANARIES = {
    "name": NAME,
    "surname": "Featherstonehaugh",
    "e-mail": "w.featherstonehaugh@post.example",
    "phone": "07700 900461",
    "postcode": "AM7 3QX",
    "national insurance number": "QQ 12 34 56 C",
    "card": "4111 1111 1111 1111",
}
MESSAGES = (
    f"Hello, my name is {NAME}",
    "my email is w.featherstonehaugh@post.example, how do I get a blue badge?",
    "I live at 12 Canary Road, AM7 3QX. how long does it take",
    "my national insurance number is QQ 12 34 56 C",
    "can I pay with 4111 1111 1111 1111?",
    f"I think it should take two weeks. {NAME}",
    "my case does not fit, ring me on 07700 900461",
    "I want to speak to a person",
    "leave a message",
    f"this is {NAME}, please ring 07700 900461 about my badge",
    "07700 900461",
    "thanks",
)

TOLD = (
    "zqcanaryroad", "zqcanaryplace", "zqcanarywords", "zqcanarymail",
    "zqcanaryoffice", "zqcanarycontact",
)  # fmt: skip
REPORT = (
    "there is a pothole by the zqcanaryroad roundabout",
    "12 Mill Lane, lamp post 7 by the zqcanaryplace bakery",
    "it is as deep as my zqcanarywords boot",
    "zqcanarymail@post.example",
)


@pytest.mark.slow
def test_no_personal_data_is_in_any_file_after_talk_and_errors_on_sqlite(start_system, tmp_path):
    with start_system() as system:
        talk_and_break(system)
        found = [*in_files(system.var_dir), *in_database(system.settings)]
    assert found == []


@pytest.mark.slow
@pytest.mark.postgres
def test_no_personal_data_is_in_a_dump_of_postgresql(start_system, postgres_url):
    if not shutil.which("pg_dump"):
        missing("pg_dump is not installed (Debian package postgresql-client)")
    with start_system(database_url=postgres_url) as system:
        talk_and_break(system)
        dump = subprocess.run(
            ["pg_dump", postgres_url], capture_output=True, check=True, timeout=60
        ).stdout
        found = [*in_bytes("dump", dump), *in_files(system.var_dir), *in_database(system.settings)]
    assert found == []


@pytest.mark.slow
def test_what_is_told_in_a_report_is_in_no_byte_but_the_encrypted_ones(start_system):
    """No masker knows a bakery or what somebody saw: the whole message is kept for staff alone."""
    with start_system() as system:
        citizen = Citizen(system.web_url)
        for message in REPORT:
            citizen.say(message)
        citizen.press("Send it")
        assert "Your reference is" in citizen.last[0]["text"]
        leave_message(system)
        data = [path.read_bytes() for path in Path(system.var_dir).rglob("*") if path.is_file()]
        told = transcript_of(system, citizen)
    assert [each for each in TOLD if any(each.encode() in one.lower() for one in data)] == []
    assert told[:4] == ["[report]", "[place]", "[report]", "[contact]"]


def leave_message(system):
    citizen = Citizen(system.web_url)
    citizen.say("leave a message")
    citizen.say("the lift beside the zqcanaryoffice is stuck")
    citizen.say("zqcanarycontact@post.example")


def transcript_of(system, citizen):
    engine = create_engine(system.settings.sync_database_url())
    said = text("SELECT text FROM turn WHERE conversation_id = :id ORDER BY seq")
    with engine.connect() as connection:
        key = uuid.UUID(citizen.conversation_id).hex
        return [row.text for row in connection.execute(said, {"id": key})]


def talk_and_break(system):
    citizen = Citizen(system.web_url)
    for message in MESSAGES:
        citizen.say(message)
    everything = {"text": " ".join(MESSAGES)[:1500]}
    for process in ("actions", "assistant"):
        with system.without(process):
            assert citizen.post(everything).status_code == 503
    with locked(system.settings):
        assert citizen.post(everything).status_code == 503
    for broken in ({"text": [NAME]}, {"text": NAME, "message_id": NAME}):
        assert citizen.post(broken).status_code in {400, 422}
    assert citizen.post({"button": str(uuid.uuid4())}).status_code == 404
    citizen.say("hello again")


@contextmanager
def locked(settings):
    """Hold the lock that every save needs, so that nobody can store anything."""
    with ExitStack() as stack:
        url = settings.sync_database_url()
        if url.startswith("sqlite"):
            path = url.partition("///")[2]
            connection = sqlite3.connect(path, isolation_level=None)
            stack.callback(connection.close)
            connection.execute("BEGIN EXCLUSIVE")
            stack.callback(connection.execute, "ROLLBACK")
        else:
            connection = stack.enter_context(create_engine(url).connect())
            connection.execute(text("LOCK TABLE turn, message_claim IN ACCESS EXCLUSIVE MODE"))
        yield


def in_files(folder):
    """Canaries in any file below a folder, and in the files a process may have left in temporary places."""
    paths = [path for path in Path(folder).rglob("*") if path.is_file() and not path.is_socket()]
    for path in paths:
        yield from in_bytes(path.name, path.read_bytes())


def in_database(settings):
    """Canaries in any column of any table."""
    engine = create_engine(settings.sync_database_url())
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                yield from in_bytes(table, repr(tuple(row)).encode())


def in_bytes(where, data):
    folded = data.lower()
    squeezed = folded.replace(b" ", b"")
    for kind, canary in CANARIES.items():
        written = canary.lower().encode()
        # Squeezed: a number may be stored without its spaces. Only where that cannot happen by chance.
        if written in folded or (len(canary) > 10 and written.replace(b" ", b"") in squeezed):
            yield where, kind
