"""The language of the page is chosen by the person, before or in a conversation."""

import pytest
from aiohttp.test_utils import TestClient

from tests.support.chats import Visitor

WELSH = "Rydych yn siarad â chyfrifiadur."


async def test_a_page_offers_its_other_language_by_its_own_name(visitor: Visitor):
    page = await visitor.open()
    assert 'lang="cy">Cymraeg</button>' in page.html
    assert '<html lang="en" dir="ltr">' in page.html


async def test_the_page_turns_welsh_before_anything_is_said(visitor: Visitor):
    page = await visitor.press(await visitor.open(), "Cymraeg")
    assert WELSH in page.text
    assert '<html lang="cy" dir="ltr">' in page.html
    assert ">English</button>" in page.html


async def test_a_conversation_begun_in_welsh_is_one(visitor: Visitor, assistant):
    page = await visitor.press(await visitor.open(), "Cymraeg")
    answer = await visitor.press(page, "Anfon", text="blue badge")
    assert WELSH in answer.text
    assert assistant.received[-1]["metadata"]["language"] == "cy"


async def test_a_page_that_was_open_before_the_change_can_still_send(
    visitor: Visitor, http: TestClient, assistant
):
    older = await visitor.open()
    await visitor.press(older, "Cymraeg")
    form = older.form_with("Send")
    answer = await http.post(form.action, data=form.fields | {"text": "blue badge"})
    assert answer.status == 200
    assert [each["text"] for each in assistant.received] == ["blue badge"]


async def test_it_can_be_changed_in_the_middle_and_nothing_said_is_lost(
    visitor: Visitor, assistant
):
    page = await visitor.say(await visitor.open(), "blue badge")
    page = await visitor.press(page, "Cymraeg")
    assert WELSH in page.text
    assert "blue badge" in page.text
    await visitor.press(page, "Anfon", text="blue badge")
    assert [each["metadata"]["language"] for each in assistant.received] == ["en", "cy"]


@pytest.mark.parametrize("path", ["/chat/my-data", "/chat/rating"])
async def test_the_other_pages_are_in_the_language_chosen(visitor: Visitor, path: str):
    await visitor.press(await visitor.open(), "Cymraeg")
    page = await visitor.open(f"{path}?agency=council")
    assert '<html lang="cy"' in page.html


async def test_a_link_can_ask_for_a_language(visitor: Visitor):
    page = await visitor.open("/chat?agency=council&language=cy")
    assert WELSH in page.text


async def test_a_language_that_is_not_offered_is_refused_and_a_link_to_it_ignored(
    visitor: Visitor, http: TestClient
):
    page = await visitor.open("/chat?agency=council&language=xx")
    assert "You are talking to a computer." in page.text
    form = page.form_with("Cymraeg")
    answer = await http.post(form.action, data=form.fields | {"language": "xx"})
    assert answer.status == 422


async def test_another_site_cannot_change_the_language(visitor: Visitor, http: TestClient):
    form = (await visitor.open()).form_with("Cymraeg")
    answer = await http.post(form.action, data={"form_token": "x", "language": "cy"})
    assert answer.status == 403


async def test_the_frame_is_in_the_language_that_the_tag_asks_for(visitor: Visitor):
    page = await visitor.open("/chat/embed?agency=council&service=&language=cy")
    assert WELSH in page.text


async def test_the_transcript_is_in_the_language_of_the_conversation(
    visitor: Visitor, http: TestClient
):
    page = await visitor.press(await visitor.open(), "Cymraeg")
    page = await visitor.press(page, "Anfon", text="blue badge")
    address = page.html.split('href="/chat/conversations/')[1].split('"')[0]
    answer = await http.get(f"/chat/conversations/{address}")
    assert "Eich sgwrs: Ambershire Council" in await answer.text()
