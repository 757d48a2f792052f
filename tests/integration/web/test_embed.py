"""The chat on an agency's own website: who may frame it, and whose conversation it is without a cookie."""

import json
import re
import shutil
import uuid

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.settings import ROOT
from bot.web.app import init_app
from tests.support.chats import Page

FRAME = "/chat/embed?agency=council"
OWN = {"Sec-Fetch-Site": "same-origin"}


async def opened(http: TestClient, path: str = FRAME) -> Page:
    answer = await http.get(path)
    return Page(answer, await answer.text())


async def send(http: TestClient, page: Page, text: str, ticket: str | None = None):
    url = f"/chat/conversations/{page.main['data-conversation']}/messages"
    headers = {"Authorization": f"Bearer {ticket or page.main['data-ticket']}"}
    body = {"message_id": str(uuid.uuid4()), "text": text}
    return await http.post(url, json=body, headers=headers)


async def post(http: TestClient, path: str, ticket: str, **headers: str) -> ClientResponse:
    return await http.post(
        path, data={"ticket": ticket}, headers=headers or OWN, allow_redirects=False
    )


def ancestors(answer: ClientResponse) -> str:
    found = re.search(r"frame-ancestors ([^;]*)", answer.headers["Content-Security-Policy"])
    assert found
    return found[1]


async def test_only_the_agencys_own_sites_may_frame_it(http):
    answer = await http.get(FRAME)
    assert ancestors(answer) == "https://council.ambershire.example"
    assert "X-Frame-Options" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


async def test_the_page_that_is_not_for_frames_stays_as_it_was(http):
    answer = await http.get("/chat?agency=council")
    assert ancestors(answer) == "'self'"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.fixture
async def http_without_origins(settings, assistant, tmp_path):
    folder = tmp_path / "content"
    _copy_without_origins(folder)
    changes = {"rasa_port": assistant.port, "content_dir": folder}
    async with TestClient(TestServer(init_app(settings.model_copy(update=changes)))) as client:
        yield client


def _copy_without_origins(folder) -> None:
    shutil.copytree(ROOT / "content", folder)
    path = folder / "agencies.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("origins: [https://council.ambershire.example]", "origins: []")
    path.write_text(text, encoding="utf-8")


async def test_an_agency_without_sites_can_be_framed_by_none(http_without_origins):
    assert ancestors(await http_without_origins.get(FRAME)) == "'none'"
    script = await (await http_without_origins.get("/embed.js")).text()
    assert '"revenue"' in script
    assert '"council"' not in script


@pytest.mark.parametrize("agency", ["atlantis", "", "council%0d%0aX-A:b"])
async def test_an_unknown_agency_has_no_frame(http, agency):
    answer = await http.get(f"/chat/embed?agency={agency}")
    assert answer.status == 404
    assert (await answer.json())["type"] == "/problems/not-found"
    assert ancestors(answer) == "'self'"


async def test_the_script_is_for_every_site_and_holds_what_agencies_publish(http):
    answer = await http.get("/embed.js")
    text = await answer.text()
    assert answer.content_type == "text/javascript"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=300" in answer.headers["Cache-Control"]
    published = json.loads(text[text.rindex("})(") + 3 : text.rindex(");")])
    assert published["council"] == {
        "origins": ["https://council.ambershire.example"],
        "title": "Ask Ambershire Council",
        "accent": "#0f4a43",
    }
    look = await http.get("/embed.css")
    assert look.content_type == "text/css"
    assert look.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


async def test_nothing_of_it_is_inline_or_from_elsewhere(http):
    html = await (await http.get(FRAME)).text()
    for forbidden in ("style=", "onclick", "<style", "http://", "//cdn"):
        assert forbidden not in html
    assert set(re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"?]*)', html)) == {
        "/static/chat.css", "/static/chat.js", "/static/framed.js",
    }  # fmt: skip
    for path in ("/embed.js", "/embed.css"):
        assert not re.search(
            r"https?://[^\"]*\.(js|css|woff2?)", await (await http.get(path)).text()
        )


async def test_it_begins_with_the_agencys_greeting_and_the_service_of_the_page(http):
    page = await opened(http, f"{FRAME}&service=older-bus-pass")
    assert "Ask me about the council's services" in page.text.replace("&#39;", "'")
    names = [
        each["text"] for form in page.forms for each in form.buttons.values() if "text" in each
    ]
    assert "bus pass" in names[0]
    assert len(names) == len(set(names)) == 5


@pytest.mark.parametrize("service", ["", "nonsense", "%3Cscript%3Ealert(1)%3C/script%3E"])
async def test_a_service_that_nobody_knows_is_left_out(http, service):
    page = await opened(http, f"{FRAME}&service={service}")
    plain = await opened(http)
    assert [list(form.buttons) for form in page.forms] == [
        list(form.buttons) for form in plain.forms
    ]
    assert "alert(1)" not in page.html


async def test_a_conversation_without_any_cookie(http):
    answer = await http.get(FRAME)
    assert "Set-Cookie" not in answer.headers
    page = Page(answer, await answer.text())
    said = await send(http, page, "blue badge")
    assert said.status == 200
    assert "Set-Cookie" not in said.headers
    assert "Take a photo" in (await said.json())["messages"][0]["text"]


async def test_a_ticket_that_was_not_made_here_begins_nothing(http, assistant):
    page, other = await opened(http), await opened(http)
    ticket = page.main["data-ticket"]
    forged = f"{ticket.rpartition('.')[0]}.{'0' * 64}"
    for wrong in (forged, other.main["data-ticket"], "a.b.c", "..", "é.é.é"):
        url = f"/chat/conversations/{page.main['data-conversation']}/messages"
        headers = {"Authorization": f"Bearer {wrong}"}
        body = {"message_id": str(uuid.uuid4()), "text": "hello"}
        assert (await http.post(url, json=body, headers=headers)).status == 404
    assert not assistant.received


async def test_another_site_cannot_speak_for_the_one_in_the_frame(http, assistant):
    page = await opened(http)
    url = f"/chat/conversations/{page.main['data-conversation']}/messages"
    body = {"message_id": str(uuid.uuid4()), "text": "hello"}
    assert (await http.post(url, json=body)).status == 401
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    preflight = await http.options(url, headers=asked)
    assert "Access-Control-Allow-Origin" not in preflight.headers
    assert not assistant.received


async def test_the_tab_that_kept_its_ticket_goes_on(http):
    page = await opened(http)
    await send(http, page, "blue badge")
    answer = await post(http, FRAME, page.main["data-ticket"])
    again = Page(answer, await answer.text())
    assert again.main["data-ticket"] == page.main["data-ticket"]
    assert "data-fresh" in page.main
    assert "data-fresh" not in again.main
    assert "Take a photo" in again.text
    assert ancestors(answer) == "https://council.ambershire.example"


async def test_a_ticket_that_is_no_good_is_a_new_conversation(http):
    answer = await post(http, FRAME, "a.b.c")
    page = Page(answer, await answer.text())
    assert page.status == 200
    assert (await send(http, page, "blue badge")).status == 200


async def test_it_goes_on_in_a_page_of_its_own_with_a_cookie(http):
    page = await opened(http)
    await send(http, page, "blue badge")
    answer = await post(http, "/chat/continue?agency=council", page.main["data-ticket"])
    assert answer.status == 303
    assert answer.headers["Location"] == "/chat?agency=council"
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert "Take a photo" in await (await http.get("/chat?agency=council")).text()


@pytest.mark.parametrize("path", [FRAME, "/chat/continue?agency=council"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Accept": "*/*"},
    ],
)
async def test_another_site_cannot_put_somebody_into_its_own_conversation(http, path, headers):
    page = await opened(http)
    answer = await post(http, path, page.main["data-ticket"], **headers)
    assert answer.status == 403
    assert "Set-Cookie" not in answer.headers


async def test_a_browser_that_only_sends_an_origin_is_believed(http):
    page = await opened(http)
    own = f"http://{http.server.host}:{http.server.port}"
    answer = await post(http, FRAME, page.main["data-ticket"], Origin=own)
    assert answer.status == 200


async def test_a_ticket_is_good_for_its_own_agency_only(http):
    page = await opened(http)
    answer = await post(http, "/chat/continue?agency=revenue", page.main["data-ticket"])
    assert answer.status == 403
