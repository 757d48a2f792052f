"""Anyone can see what is held about them and have it deleted, with or without scripts."""

from tests.support.chats import Visitor, open_chat


async def test_what_is_held_is_shown_row_by_row_without_secrets(chat):
    await chat.send("My name is Ann Archer, call 07700 900123")
    held = await (await chat.get("my-data")).json()
    assert held["conversation"]["id"] == chat.id
    assert len(held["turn"]) == 1
    assert "07700" not in str(held)
    assert "token_hash" not in str(held)


async def test_deleting_answers_with_a_receipt_and_leaves_nothing(chat, http):
    await chat.send("blue badge")
    answer = await http.delete(chat.url("my-data"), headers=chat.headers)
    assert answer.status == 200
    receipt = await answer.json()
    assert receipt["counts"]["turn"] == 1
    assert receipt["counts"]["conversation"] == 1
    assert (await chat.get("transcript")).status == 404
    assert (await chat.send("still there?")).status == 404
    assert (await http.delete(chat.url("my-data"), headers=chat.headers)).status == 404


async def test_a_receipt_can_be_read_later_and_does_not_say_whose_it_is(chat, http):
    await chat.send("blue badge")
    receipt = await (await http.delete(chat.url("my-data"), headers=chat.headers)).json()
    answer = await http.get(f"/chat/receipts/{receipt['receipt']}", headers={"Accept": "text/html"})
    page = await answer.text()
    assert receipt["receipt"] in page
    assert chat.id not in page
    assert (await http.get("/chat/receipts/0")).status == 404


async def test_deleting_one_conversation_leaves_others(chat, http):
    other = await open_chat(http)
    await other.send("hello there")
    await chat.send("hello")
    await http.delete(chat.url("my-data"), headers=chat.headers)
    assert "hello there" in await other.texts()


async def test_a_visitor_without_scripts_sees_what_is_held_and_deletes_it(visitor: Visitor):
    await visitor.say(await visitor.open(), "How do I get a blue badge?")
    page = await visitor.open("/chat/my-data?agency=council")
    assert "Messages from you 1" in page.text
    assert "Held by Ambershire Council" in page.text
    receipt = await visitor.press(page, "Delete everything")
    assert receipt.status == 200
    assert receipt.path.startswith("/chat/receipts/")
    assert "Messages from you: 1" in receipt.text
    fresh = await visitor.open()
    assert "blue badge?" not in fresh.text


async def test_somebody_who_said_nothing_is_told_that_nothing_is_held(visitor: Visitor):
    await visitor.open()
    page = await visitor.open("/chat/my-data?agency=council")
    assert "Nothing is held" in page.text


async def test_what_was_deleted_is_in_no_byte_of_the_database(chat, http, settings):
    await chat.send("blue badge, said the xylophone player")
    held = [file for file in settings.var_dir.iterdir() if b"xylophone" in file.read_bytes()]
    assert held
    await http.delete(chat.url("my-data"), headers=chat.headers)
    for file in settings.var_dir.iterdir():
        assert b"xylophone" not in file.read_bytes(), file.name
