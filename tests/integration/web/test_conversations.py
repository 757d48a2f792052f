"""The API from opening a conversation to the answer of its stored turn."""

import uuid

from tests.support.chats import open_chat


async def test_a_message_gets_the_answer_of_its_stored_turn(chat):
    answer = await chat.send("How do I get a blue badge?")
    assert answer.status == 200
    first, second = (await answer.json())["messages"]
    assert first["source"]["url"] == "https://council.ambershire.example/blue-badge"
    assert (first["seq"], second["seq"]) == (2, 3)


async def test_a_repeated_message_id_gets_its_first_answer_again(chat, assistant):
    message_id = str(uuid.uuid4())
    first = await (await chat.send("parking", message_id=message_id)).text()
    again = await (await chat.send("parking", message_id=message_id)).text()
    assert first == again
    assert (await chat.texts()).count("parking\n") == 1


async def test_a_message_whose_answer_was_lost_is_answered_once_when_it_is_sent_again(
    chat, assistant
):
    assistant.lose_answers = 1
    message_id = str(uuid.uuid4())
    assert (await chat.send("blue badge", message_id=message_id)).status == 503
    assert (await chat.send("blue badge", message_id=message_id)).status == 200
    assert (await chat.texts()).count("blue badge\n") == 1


async def test_a_button_is_sent_by_its_id_and_becomes_its_title(chat):
    (question,) = (await (await chat.send("parking")).json())["messages"]
    badge = question["buttons"][0]
    assert badge.keys() == {"id", "title"}
    answer = await chat.send(button=badge["id"])
    assert "Blue Badge" in (await answer.json())["messages"][0]["text"]
    assert "You (" in await chat.texts()


async def test_the_assistant_hears_whose_conversation_it_is_and_under_which_pseudonym(
    http, assistant
):
    chat = await open_chat(http, agency="health")
    await chat.send("hello")
    (metadata,) = [body["metadata"] for body in assistant.received]
    assert metadata["agency_id"] == "health"
    assert metadata["language"] == "en"
    assert len(metadata["citizen_pseudonym"]) == 64
    assert chat.token not in str(assistant.received)


async def test_an_agency_that_is_not_named_is_the_one_that_hosts_the_site(http, assistant):
    await (await open_chat(http)).send("hello")
    assert assistant.received[0]["metadata"]["agency_id"] == "council"


async def test_a_language_nobody_offers_is_answered_in_the_agencys_own(http, assistant):
    await (await open_chat(http, language="tlh")).send("hello")
    assert assistant.received[0]["metadata"]["language"] == "en"


async def test_an_unknown_agency_is_refused_with_those_that_are_known(http):
    answer = await http.post("/chat/conversations", json={"agency": "atlantis"})
    assert answer.status == 422
    problem = await answer.json()
    assert problem["type"] == "/problems/unknown-agency"
    assert "council" in problem["detail"]


async def test_two_conversations_do_not_see_each_other(http):
    first, second = await open_chat(http), await open_chat(http)
    await first.send("blue badge")
    assert "blue badge" not in await second.texts()


async def test_the_transcript_is_text_or_a_page(chat):
    await chat.send("How do I get a blue badge? My number is 07700 900123")
    text = await chat.get("transcript")
    assert text.content_type == "text/plain"
    body = await text.text()
    assert "(phone number hidden)" in body
    assert "07700" not in body
    assert "Last checked 12 October 2026" in body
    page = await chat.get("transcript", Accept="text/html")
    assert page.content_type == "text/html"
    assert (
        await chat.get("transcript?format=text", Accept="text/html")
    ).content_type == "text/plain"
    assert (await chat.get("transcript?format=html")).content_type == "text/html"
