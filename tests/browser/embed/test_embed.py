"""The chat on a website of another origin, under that website's strict policy."""

import re

import pytest
from playwright.sync_api import Error, FrameLocator, Page, expect

from tests.support.axe import violations

LIMIT = 30_000
"""Bytes of script and style, uncompressed, that the chat may add to a page when it is opened."""
FRAME = """<!doctype html><html lang="en"><title>Frame</title><link rel="icon" href="data:,">
<iframe src="{chat}/chat/embed?agency=council" title="chat"></iframe></html>"""


def launcher(page: Page, name: str = "Ask Ambershire Council"):
    return page.get_by_role("button", name=name)


def opened(page: Page, *, begun: bool = False) -> FrameLocator:
    """Open the chat with the keyboard; the frame it is in, and the focus with it."""
    launcher(page).focus()
    page.keyboard.press("Enter")
    chat = page.frame_locator("iframe")
    expect(chat.get_by_label("Your message") if begun else chat.locator("h1")).to_be_focused()
    return chat


def ask(page: Page, chat: FrameLocator, text: str, answer: str) -> None:
    chat.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")
    expect(chat.locator(".line.assistant").last).to_contain_text(answer)
    expect(chat.locator(".waiting")).to_have_count(0)


def test_a_conversation_with_the_keyboard_and_back_to_the_page(visit, host):
    page = visit(host)
    assert page.locator("iframe").get_attribute("src") is None  # nothing is loaded before
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    chat = opened(page)
    expect(launcher(page)).to_have_attribute("aria-expanded", "true")
    ask(page, chat, "How do I get a blue badge?", "8 in 10")
    page.keyboard.press("Escape")
    expect(page.locator("iframe")).to_be_hidden()
    expect(launcher(page)).to_be_focused()
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(chat.get_by_label("Your message")).to_be_focused()
    expect(chat.locator(".line.citizen")).to_have_count(1)
    launcher(page).focus()
    page.keyboard.press("Escape")
    expect(page.locator("iframe")).to_be_hidden()


def test_the_frame_needs_no_cookie_and_goes_on_after_the_page_was_left(visit, host):
    page = visit(host, host.sibling)
    ask(page, opened(page), "blue badge", "8 in 10")
    assert page.context.cookies() == []
    page.reload()
    chat = opened(page, begun=True)
    expect(chat.locator(".line.citizen")).to_contain_text("blue badge")
    ask(page, chat, "parking", "Which of these do you mean?")
    expect(chat.locator(".line.citizen")).to_have_count(2)
    assert page.context.cookies() == []


def test_where_the_browser_keeps_nothing_of_other_sites_it_still_talks(visit, host):
    page = visit(host)
    chat = opened(page)
    with pytest.raises(Error, match="Access is denied"):
        page.frames[1].evaluate("sessionStorage")
    ask(page, chat, "blue badge", "8 in 10")
    assert page.context.cookies() == []


def test_starting_anew_takes_the_conversation_out_of_the_frame(visit, host):
    page = visit(host, host.sibling)
    chat = opened(page)
    ask(page, chat, "blue badge", "8 in 10")
    chat.get_by_role("button", name="Start a new conversation").click()
    expect(chat.locator(".line.citizen")).to_have_count(0)
    page.reload()
    expect(opened(page).locator(".line.citizen")).to_have_count(0)


def test_the_conversation_goes_on_in_a_page_of_its_own(visit, host):
    page = visit(host)
    chat = opened(page)
    ask(page, chat, "blue badge", "8 in 10")
    with page.context.expect_page() as found:
        chat.get_by_role("button", name="Open in its own page").click()
    own = found.value
    expect(own.locator(".line.citizen")).to_have_count(1)
    own.get_by_role("link", name="What is held about me").click()
    expect(own.get_by_role("button", name="Delete everything")).to_be_visible()


def test_the_page_says_which_service_it_is_about(visit, host):
    host.attributes = (
        'data-agency="council" data-service="older-bus-pass" data-title="Ask about buses"'
    )
    page = visit(host)
    launcher(page, "Ask about buses").click()
    chat = page.frame_locator("iframe")
    expect(chat.get_by_text("Ask me about the council's services")).to_be_visible()
    first = chat.locator(".reply").first
    name = first.inner_text()
    assert "bus pass" in name.lower()
    first.click()
    expect(chat.locator(".line.citizen")).to_contain_text(name)


def test_on_a_website_that_is_not_allowed_there_is_nothing(visit, stranger):
    page = visit(stranger)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator("iframe")).to_have_count(0)


def test_a_frame_on_a_website_that_is_not_allowed_stays_empty(visit, stranger, faults):
    stranger.body = FRAME
    page = visit(stranger)
    page.wait_for_load_state("networkidle")
    expect(page.frame_locator("iframe").get_by_label("Your message")).to_have_count(0)
    assert any("frame-ancestors" in fault for fault in faults)
    faults.clear()


@pytest.mark.parametrize("agency", ["atlantis", "constructor", ""])
def test_for_an_agency_that_nobody_knows_there_is_nothing(visit, host, agency):
    host.attributes = f'data-agency="{agency}"'
    expect(visit(host).get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_page_and_in_the_frame(visit, host, faults, scheme, width):
    size = {"width": width, "height": 640}
    page = visit(host, bypass_csp=True, color_scheme=scheme, viewport=size, reduced_motion="reduce")
    assert violations(page) == []
    ask(page, opened(page), "blue badge", "8 in 10")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    # axe itself reads the sheet as a script would, which another site must not.
    faults[:] = [each for each in faults if not re.search("XMLHttpRequest|ERR_FAILED", each)]


@pytest.mark.parametrize("width", [320, 1280])
def test_mirrored_it_stands_on_the_other_side(visit, host, width):
    host.direction = "rtl"
    page = visit(host, viewport={"width": width, "height": 640})
    ask(page, opened(page), "blue badge", "8 in 10")
    for part in (launcher(page), page.locator("iframe")):
        box = part.bounding_box()
        assert 0 <= box["x"] < 30
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("size", [(320, 480), (320, 256), (1280, 800)])
def test_button_and_frame_fit_on_every_screen(visit, host, size):
    page = visit(host, viewport={"width": size[0], "height": size[1]})
    opened(page)
    frame, button = page.locator("iframe").bounding_box(), launcher(page).bounding_box()
    assert frame["y"] >= 0
    assert frame["y"] + frame["height"] <= button["y"]
    assert button["y"] + button["height"] <= size[1]
    assert button["height"] >= 44
    inner = page.frames[1].evaluate("document.documentElement.scrollWidth - innerWidth")
    assert inner <= 0


def test_in_forced_colours_the_edges_stay(visit, host):
    page = visit(host, forced_colors="active")
    opened(page)
    for part in (launcher(page), page.locator("iframe")):
        assert part.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid"


def test_with_less_motion_nothing_moves(visit, host):
    page = visit(host, reduced_motion="reduce")
    opened(page)
    assert page.evaluate("document.getAnimations().length") == 0


def test_the_hosts_own_rules_do_not_reach_the_button(visit, host):
    page = visit(host, bypass_csp=True)
    page.add_style_tag(content="aside, button { position: static; display: none; float: left }")
    expect(launcher(page)).to_be_visible()


def test_script_and_style_together_are_small(visit, host):
    page = visit(host)
    sizes: dict[str, int] = {}
    kinds = ("script", "stylesheet")
    page.on(
        "response",
        lambda found: (
            found.request.resource_type in kinds
            and sizes.update({found.url.split("?")[0]: len(found.body())})
        ),
    )
    page.reload()
    ask(page, opened(page), "blue badge", "8 in 10")
    assert {url.rpartition("/")[2] for url in sizes} == {
        "embed.js", "embed.css", "chat.js", "chat.css", "framed.js",
    }  # fmt: skip
    assert all(url.startswith(host.chat) for url in sizes)
    assert sum(sizes.values()) < LIMIT, sizes


def test_the_chat_speaks_welsh_where_the_tag_or_the_page_does(visit, host):
    host.attributes = 'data-agency="council" data-language="cy"'
    page = visit(host)
    launcher(page).click()
    chat = page.frame_locator("iframe")
    expect(chat.locator("html")).to_have_attribute("lang", "cy")
    chat.get_by_label("Eich neges").fill("blue badge")
    chat.get_by_role("button", name="Anfon").click()
    expect(chat.locator(".line.assistant").last).to_contain_text("8 in 10")
