"""The page is whole without JavaScript: every form posts, and is then shown anew."""

import uuid

from tests.support.chats import Visitor


async def test_the_front_door_leads_to_the_chat(http):
    answer = await http.get("/", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/chat")


async def test_a_visitor_asks_and_reads_the_answer_with_its_source(visitor: Visitor):
    page = await visitor.say(await visitor.open(), "How do I get a blue badge?")
    assert page.status == 200
    assert page.path == "/chat?agency=council"
    assert "How do I get a blue badge?" in page.text
    assert "Take a photo of your face." in page.text
    assert "Source: Ambershire Council" in page.text
    assert "Last checked 12 October 2026" in page.text


async def test_a_visitor_is_told_that_this_is_a_computer_and_a_demonstration(visitor: Visitor):
    page = await visitor.open()
    assert "You are talking to a computer." in page.text
    assert "Demonstration." in page.text
    assert "You can ask for a person at any time." in page.text


async def test_choices_are_buttons_that_post(visitor: Visitor):
    page = await visitor.say(await visitor.open(), "parking")
    answer = await visitor.press(page, "Apply for or renew a Blue Badge")
    assert "You can get a Blue Badge" in answer.text
    assert "None of these" not in answer.text


async def test_an_empty_conversation_offers_services_to_ask_about(visitor: Visitor):
    answer = await visitor.press(await visitor.open(), "Apply for or renew a Blue Badge")
    assert "You can get a Blue Badge" in answer.text


async def test_a_form_sent_twice_is_one_message(visitor: Visitor, assistant):
    page = await visitor.open()
    await visitor.say(page, "blue badge")
    again = await visitor.say(page, "blue badge")
    assert again.text.count("You blue badge") == 1
    assert len({body["message_id"] for body in assistant.received}) == 1


async def test_going_back_and_writing_something_else_is_another_message(visitor: Visitor):
    page = await visitor.open()
    await visitor.say(page, "blue badge")
    assert "Which of these do you mean?" in (await visitor.say(page, "parking")).text


async def test_looking_at_the_page_stores_nothing(visitor: Visitor, settings):
    page = await visitor.open()
    answer = await visitor.http.get(f"/chat/conversations/{page.main['data-conversation']}/my-data")
    assert await answer.json() == {}


async def test_a_conversation_goes_on_after_a_reload(visitor: Visitor):
    await visitor.say(await visitor.open(), "blue badge")
    assert "Take a photo of your face." in (await visitor.open()).text


async def test_every_agency_has_a_conversation_of_its_own(visitor: Visitor):
    await visitor.say(await visitor.open(), "blue badge")
    page = await visitor.open("/chat?agency=health")
    assert "Ambershire Health Board" in page.text
    assert "Take a photo" not in page.text


async def test_starting_anew_takes_the_conversation_off_the_screen(visitor: Visitor):
    page = await visitor.say(await visitor.open(), "blue badge")
    fresh = await visitor.press(page, "Start a new conversation")
    assert "Take a photo" not in fresh.text
    assert fresh.main["data-conversation"] != page.main["data-conversation"]


async def test_a_message_that_could_not_be_sent_stays_in_the_box(visitor: Visitor, assistant):
    assistant.away = True
    page = await visitor.say(await visitor.open(), "blue badge")
    assert page.status == 503
    assert "Your message was not sent" in page.text
    assert ">blue badge</textarea>" in page.html
    assistant.away = False
    assert "Take a photo" in (await visitor.say(page, "blue badge")).text
    assert len({body["message_id"] for body in assistant.received}) == 1


async def test_an_empty_message_is_explained_beside_the_box(visitor: Visitor):
    page = await visitor.say(await visitor.open(), "  ")
    assert page.status == 422
    assert "Your message is empty" in page.text
    assert 'aria-invalid="true"' in page.html


async def test_a_long_message_is_explained_and_kept(visitor: Visitor):
    page = await visitor.say(await visitor.open(), "a" * 3000)
    assert page.status == 422
    assert "It has 3000 characters and may have 2000" in page.text
    assert "a" * 3000 in page.html


async def test_markup_in_a_message_is_shown_as_it_was_written(visitor: Visitor):
    page = await visitor.say(await visitor.open(), "<script>alert(1)</script> {{7*7}}")
    assert "<script>alert(1)" not in page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}" in page.html


async def test_a_form_from_elsewhere_is_refused(visitor: Visitor, assistant):
    page = await visitor.open()
    forged = await visitor.press(page, "Send", text="hello", form_token="0" * 64)
    assert forged.status == 403
    assert "This page is too old" in forged.text
    assert not assistant.received


async def test_a_form_without_the_cookie_is_refused(visitor: Visitor, http, assistant):
    page = await visitor.open()
    http.session.cookie_jar.clear()
    assert (await visitor.say(page, "hello")).status == 403
    assert not assistant.received


async def test_a_cookie_that_was_not_made_here_is_not_taken(visitor: Visitor, http):
    await visitor.open()
    conversation = str(uuid.uuid4())
    forged = f"{conversation.replace('-', '')}.{'t' * 43}.{'0' * 64}"
    http.session.cookie_jar.update_cookies({"chat_council": forged})
    page = await visitor.open()
    assert page.main["data-conversation"] != conversation


async def test_deleting_and_leaving_need_the_form_token_too(visitor: Visitor, http):
    await visitor.say(await visitor.open(), "blue badge")
    for path in ("/chat/new?agency=council", "/chat/my-data/delete?agency=council"):
        assert (await http.post(path, data={})).status == 403
    assert "Take a photo" in (await visitor.open()).text


async def test_the_api_takes_the_cookie_only_with_the_form_token(visitor: Visitor, http):
    page = await visitor.open()
    url = f"/chat/conversations/{page.main['data-conversation']}/messages"
    body = {"message_id": str(uuid.uuid4()), "text": "blue badge"}
    assert (await http.post(url, json=body)).status == 403
    headers = {"X-Form-Token": page.main["data-form-token"]}
    assert (await http.post(url, json=body, headers=headers)).status == 200


async def test_an_unknown_agency_has_no_page(visitor: Visitor):
    page = await visitor.open("/chat?agency=atlantis")
    assert page.status == 422
    assert "We do not know this agency" in page.text


async def test_a_conversation_that_is_not_there_is_a_page_for_people(visitor: Visitor):
    await visitor.open()
    page = await visitor.open(f"/chat/conversations/{uuid.uuid4()}/transcript")
    assert page.status == 404
    assert "This conversation is not here" in page.text
