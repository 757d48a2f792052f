"""Who agreed to be remembered is known again by a key that only they hold, and only while they agree."""

import datetime as dt
import uuid

import pytest

from bot.db import Database, now
from bot.privacy.consents import citizen_of, withdraw_consent
from bot.privacy.tables import Consent
from tests.support.chats import Visitor, open_chat


def _agree(db_session, pseudonym: str, agency_id: str, days: float = 30) -> uuid.UUID:
    citizen_id = citizen_of(db_session, agency_id, pseudonym, create=True)
    db_session.add(
        Consent(
            citizen_id=citizen_id,
            agency_id=agency_id,
            purpose="remember",
            version=1,
            message_id=uuid.uuid4(),
            expires_at=now() + dt.timedelta(days=days),
        )
    )
    return citizen_id


@pytest.fixture
async def database(settings, assistant):
    opened = Database(settings.async_database_url())
    yield opened
    await opened.close()


def pseudonym_heard(assistant) -> str:
    return assistant.received[-1]["metadata"]["citizen_pseudonym"]


async def test_without_consent_every_conversation_has_another_pseudonym(http, assistant):
    heard = set()
    for _ in range(2):
        answer = await (await open_chat(http)).send("hello")
        assert "citizen_key_kept" not in await answer.json()
        heard.add(pseudonym_heard(assistant))
    assert len(heard) == 2


async def test_after_a_yes_the_app_is_told_to_keep_the_token_as_its_key(chat, assistant, database):
    await chat.send("hello")
    await database.write(_agree, pseudonym_heard(assistant), "council")
    assert (await (await chat.send("yes")).json())["citizen_key_kept"] is True


async def test_the_key_makes_them_known_in_a_new_conversation(http, chat, assistant, database):
    await chat.send("hello")
    before = pseudonym_heard(assistant)
    await database.write(_agree, before, "council")
    again = await open_chat(http, citizen_key=chat.token)
    await again.send("hello")
    assert pseudonym_heard(assistant) == before
    held = await (await again.get("my-data")).json()
    assert held["consent"]


async def test_the_key_says_nothing_at_another_agency(http, chat, assistant, database):
    await chat.send("hello")
    before = pseudonym_heard(assistant)
    await database.write(_agree, before, "council")
    elsewhere = await open_chat(http, agency="health", citizen_key=chat.token)
    await elsewhere.send("hello")
    assert pseudonym_heard(assistant) != before


async def test_a_key_whose_consent_has_ended_makes_nobody_known(http, chat, assistant, database):
    await chat.send("hello")
    before = pseudonym_heard(assistant)
    await database.write(_agree, before, "council", days=-1)
    again = await open_chat(http, citizen_key=chat.token)
    await again.send("hello")
    assert pseudonym_heard(assistant) != before


async def test_a_browser_keeps_the_key_in_a_cookie_until_the_consent_ends(
    http, assistant, database
):
    visitor = Visitor(http)
    page = await visitor.say(await visitor.open(), "hello")
    first = pseudonym_heard(assistant)
    await database.write(_agree, first, "council")
    page = await visitor.say(page, "yes")
    cookie = next(c for c in http.session.cookie_jar if c.key == "citizen_council")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert 29 * 86400 < int(cookie["max-age"]) <= 30 * 86400
    page = await visitor.press(page, "Start a new conversation")
    await visitor.say(page, "hello again")
    assert pseudonym_heard(assistant) == first


async def test_forgetting_takes_the_key_out_of_the_browser(http, assistant, database):
    visitor = Visitor(http)
    page = await visitor.say(await visitor.open(), "hello")
    citizen_id = await database.write(_agree, pseudonym_heard(assistant), "council")
    page = await visitor.say(page, "yes")
    await database.write(withdraw_consent, citizen_id)
    await visitor.say(page, "forget me")
    assert not any(cookie.key == "citizen_council" for cookie in http.session.cookie_jar)


async def test_the_key_itself_is_stored_nowhere(chat, assistant, database, settings):
    await chat.send("hello")
    await database.write(_agree, pseudonym_heard(assistant), "council")
    await chat.send("yes")
    for path in settings.var_dir.iterdir():
        assert chat.token.encode() not in path.read_bytes()


async def test_after_an_erasure_nothing_ties_their_other_conversations_together(
    http, chat, assistant, database
):
    await chat.send("hello")
    await database.write(_agree, pseudonym_heard(assistant), "council")
    await chat.send("yes")
    other = await open_chat(http, citizen_key=chat.token)
    await other.send("hello")
    assert (await (await other.get("my-data")).json())["conversation"]["citizen_id"]
    await http.delete(chat.url("my-data"), headers=chat.headers)
    assert (await (await other.get("my-data")).json())["conversation"]["citizen_id"] is None
