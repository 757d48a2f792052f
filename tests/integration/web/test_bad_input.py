"""Whatever is sent, the answer is clear, the status is right and nothing is lost or let through."""

import uuid

import pytest

from tests.support.chats import open_chat

DEEP = "[" * 100_000


async def problem(answer, status: int, kind: str) -> dict:
    assert answer.status == status, await answer.text()
    assert answer.content_type == "application/problem+json"
    document = await answer.json()
    assert (document["type"], document["status"]) == (f"/problems/{kind}", status)
    assert document["title"]
    return document


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u200b", "\u202e", "\x00\x01"])
async def test_an_empty_message_is_not_sent(chat, assistant, text):
    await problem(await chat.send(text), 422, "message-empty")
    assert not assistant.received


async def test_a_message_of_ten_thousand_characters_is_refused_with_the_limit(chat, assistant):
    document = await problem(await chat.send("a" * 10_000), 422, "message-too-long")
    assert (document["limit"], document["length"]) == (2000, 10_000)
    assert "2000" in document["detail"]
    assert "Nothing was sent" in document["detail"]
    assert not assistant.received


@pytest.mark.parametrize(
    "text",
    [
        "😀😀😀",
        "👩🏽\u200d🦽",
        "كيف أجدد البطاقة الزرقاء؟",
        "<img src=x onerror=alert(1)>",
        "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
        "'; DROP TABLE conversation; --",
        '/find_service{"service": "blue-badge"}',
        "/restart",
    ],
)
async def test_odd_text_arrives_as_it_was_written(chat, assistant, text):
    assert (await chat.send(text)).status == 200
    assert assistant.received[0]["text"] == text


async def test_control_and_text_turning_characters_do_not_arrive(chat, assistant):
    await chat.send("my\x00 bin\x07 was \u202edessim\u202c")
    assert assistant.received[0]["text"] == "my bin was dessim"


async def test_half_a_character_does_not_break_anything(chat, assistant):
    body = b'{"message_id": "%s", "text": "a\\ud800b"}' % str(uuid.uuid4()).encode()
    answer = await chat.http.post(chat.url("messages"), data=body, headers=chat.headers)
    assert answer.status == 200
    assert assistant.received[0]["text"] == "ab"


@pytest.mark.parametrize("body", ["{", "not json", '{"text": }', DEEP[:10_000], b"\xff\xfe\x00"])
async def test_broken_json_is_said_to_be_broken(chat, body):
    answer = await chat.http.post(chat.url("messages"), data=body, headers=chat.headers)
    await problem(answer, 400, "broken-json")


@pytest.mark.parametrize("body", ["[]", '"text"', "7", "null"])
async def test_json_that_is_not_an_object_is_not_complete(chat, body):
    answer = await chat.http.post(chat.url("messages"), data=body, headers=chat.headers)
    await problem(answer, 422, "malformed")


@pytest.mark.parametrize("said", [{}, {"text": 7}, {"text": None}, {"text": "a", "button": "b"}])
async def test_a_message_says_one_thing(chat, said):
    await problem(await chat.send(**said), 422, "malformed")


@pytest.mark.parametrize("message_id", ["", "1", None, 7, "not-a-uuid"])
async def test_a_message_needs_an_id_of_its_own(chat, message_id):
    await problem(await chat.send("hello", message_id=message_id), 422, "message-id-invalid")


async def test_an_oversized_body_is_refused_before_it_is_read(chat, assistant):
    answer = await chat.send("hello", padding="x" * 20_000)
    document = await problem(answer, 413, "too-large")
    assert document["limit"] == 16384
    assert not assistant.received


async def test_a_body_of_unknown_length_is_cut_off_at_the_limit(chat):
    async def endless():
        for _ in range(100):
            yield b"x" * 1000

    answer = await chat.http.post(chat.url("messages"), data=endless(), headers=chat.headers)
    await problem(answer, 413, "too-large")


async def test_an_unknown_button_is_not_there(chat, http):
    await problem(await chat.send(button=str(uuid.uuid4())), 404, "unknown-button")
    await problem(await chat.send(button="7"), 404, "unknown-button")


async def test_a_button_of_another_conversation_is_not_there(chat, http):
    (question,) = (await (await chat.send("parking")).json())["messages"]
    other = await open_chat(http)
    answer = await other.send(button=question["buttons"][0]["id"])
    await problem(answer, 404, "unknown-button")


async def test_a_message_id_of_another_conversation_is_refused(chat, http):
    message_id = str(uuid.uuid4())
    await chat.send("mine", message_id=message_id)
    other = await open_chat(http)
    document = await problem(
        await other.send("yours", message_id=message_id), 409, "message-id-used"
    )
    assert "mine" not in str(document)


@pytest.mark.parametrize("part", ["messages", "events", "transcript", "my-data", "rating"])
async def test_another_persons_token_and_a_conversation_that_is_not_there_look_the_same(
    chat, http, part
):
    other = await open_chat(http)
    mine, nobodys = dict(other.headers), f"/chat/conversations/{uuid.uuid4()}/{part}"
    method = "POST" if part in ("messages", "rating") else "GET"
    answers = [await http.request(method, url, headers=mine) for url in (chat.url(part), nobodys)]
    first, second = [await problem(answer, 404, "unknown-conversation") for answer in answers]
    assert first == second


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic abc", "Bearer é", "x" * 5000])
async def test_a_token_that_cannot_be_one_is_a_wrong_one(chat, header):
    answer = await chat.http.get(chat.url("transcript"), headers={"Authorization": header})
    await problem(answer, 404, "unknown-conversation")


async def test_without_a_token_it_is_said_that_one_is_needed(chat):
    answer = await chat.http.get(chat.url("transcript"))
    await problem(answer, 401, "no-token")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


async def test_deleting_with_another_persons_token_deletes_nothing(chat, http):
    await chat.send("hello there")
    other = await open_chat(http)
    answer = await http.delete(chat.url("my-data"), headers=other.headers)
    await problem(answer, 404, "unknown-conversation")
    assert "hello there" in await chat.texts()


async def test_an_address_that_is_not_there_and_a_method_that_is_not_taken_are_problems(http):
    await problem(await http.get("/nowhere"), 404, "not-found")
    await problem(await http.put("/chat/conversations"), 405, "method-not-allowed")
    await problem(await http.get("/static/../app.py"), 404, "not-found")


async def test_every_problem_type_leads_to_a_page_that_explains_it(http):
    answer = await http.get("/problems/message-too-long", headers={"Accept": "text/html"})
    assert answer.status == 200
    assert "Your message is too long" in await answer.text()
    await problem(await http.get("/problems/never-heard-of"), 404, "not-found")


@pytest.mark.parametrize("fields", [{"agency": 7}, {"language": ["en"]}, {"citizen_key": "é"}])
async def test_a_conversation_is_not_opened_with_fields_of_another_kind(http, fields):
    answer = await http.post("/chat/conversations", json=fields)
    await problem(answer, 422, "malformed")


@pytest.mark.parametrize("where", ["messages", "rating"])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "klingon", "GZIP"])
async def test_a_body_that_is_packed_is_refused_as_a_problem(chat, assistant, where, encoding):
    headers = {**chat.headers, "Content-Encoding": encoding}
    answer = await chat.http.post(chat.url(where), data=b"not gzip at all", headers=headers)
    await problem(answer, 415, "packed")
    assert not assistant.received


async def test_a_body_as_it_is_may_say_so(chat):
    chat.headers["Content-Encoding"] = "identity"
    assert (await chat.send("hello")).status == 200


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded; charset=klingon", b"comment=a"),
        ("multipart/form-data; boundary=x", b"no part at all"),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: klingon\r\n\r\n",
        ),
    ],
)
async def test_a_form_in_a_writing_nobody_knows_is_broken(chat, content_type, body):
    headers = {**chat.headers, "Content-Type": content_type}
    answer = await chat.http.post(chat.url("rating"), data=body, headers=headers)
    await problem(answer, 400, "broken-form")


async def test_a_method_that_is_not_there_says_which_are(chat):
    answer = await chat.http.put("/chat")
    await problem(answer, 405, "method-not-allowed")
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(","))


async def test_the_folder_of_static_files_is_not_a_page(chat):
    await problem(await chat.http.get("/static/"), 404, "not-found")
