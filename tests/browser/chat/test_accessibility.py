"""axe finds nothing in any state, in light, dark and right-to-left, and at every size it fits."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import violations
from tests.support.chat_page import ask, say, sent

CHAT = "/chat?agency=council"


def empty(page: Page, site) -> None:
    pass


def conversation(page: Page, site) -> None:
    ask(page, "How do I get a blue badge? My number is 07700 900123")
    ask(page, "hello")


def choices(page: Page, site) -> None:
    ask(page, "parking")


def crisis(page: Page, site) -> None:
    ask(page, "I am in danger")


def writing(page: Page, site) -> None:
    site.assistant.delay = 2
    say(page, "hello")
    expect(page.locator("#typing")).to_be_visible()


def not_sent(page: Page, site) -> None:
    site.assistant.away = True
    say(page, "hello")
    expect(sent(page).last).to_contain_text("Not sent yet.")
    page.locator(".again").evaluate("button => button.hidden = false")


def too_long(page: Page, site) -> None:
    page.get_by_label("Your message").fill("a" * 2001)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()


def rating(page: Page, site) -> None:
    ask(page, "blue badge")
    page.goto("/chat/rating?agency=council")
    page.get_by_label("3 – as I expected").check()


def rating_refused(page: Page, site) -> None:
    rating(page, site)
    page.get_by_role("textbox").fill("a" * 501)
    page.get_by_role("button", name="Send my rating").click()
    expect(page.get_by_role("alert")).to_be_visible()


def rated(page: Page, site) -> None:
    rating(page, site)
    page.get_by_role("button", name="Send my rating").click()


def my_data(page: Page, site) -> None:
    ask(page, "blue badge")
    page.goto("/chat/my-data?agency=council")


def receipt(page: Page, site) -> None:
    my_data(page, site)
    page.get_by_role("button", name="Delete everything").click()


def transcript(page: Page, site) -> None:
    ask(page, "blue badge")
    page.get_by_role("link", name="Open a page to print").click()


def no_such_page(page: Page, site) -> None:
    page.goto("/nowhere")


STATES = [
    empty, conversation, choices, crisis, writing, not_sent, too_long, rating, rating_refused, rated,
    my_data, receipt, transcript, no_such_page,
]  # fmt: skip
state = pytest.mark.parametrize("arrive", STATES, ids=lambda each: each.__name__)


@state
def test_axe_finds_nothing(open_tab: Callable[..., Page], site, arrive):
    page = open_tab(CHAT, bypass_csp=True, reduced_motion="reduce")
    arrive(page, site)
    assert violations(page) == []


@state
def test_axe_finds_nothing_in_the_dark(open_tab, site, arrive):
    page = open_tab(CHAT, bypass_csp=True, reduced_motion="reduce", color_scheme="dark")
    arrive(page, site)
    assert violations(page) == []


@pytest.mark.parametrize(
    "arrive", [conversation, choices, rating, my_data], ids=lambda e: e.__name__
)
def test_axe_finds_nothing_from_right_to_left(open_tab, site, arrive):
    page = open_tab(CHAT, bypass_csp=True, viewport={"width": 320, "height": 640})
    arrive(page, site)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert violations(page) == []
    assert overflow(page) <= 0


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@state
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_needs_scrolling_sideways(open_tab, site, arrive, width):
    page = open_tab(CHAT, viewport={"width": width, "height": 800})
    arrive(page, site)
    assert overflow(page) <= 0


@pytest.mark.parametrize(
    "arrive", [conversation, choices, rating, my_data], ids=lambda e: e.__name__
)
def test_text_with_more_space_is_cut_off_nowhere(open_tab, site, arrive):
    page = open_tab(CHAT, bypass_csp=True, viewport={"width": 320, "height": 640})
    arrive(page, site)
    page.add_style_tag(
        content="""* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"""
    )
    assert overflow(page) <= 0
    cut = page.evaluate(
        """() => [...document.querySelectorAll('button, .said, .choice, .hint, h1, h2, a, .pairs div')]
        .filter(each => !each.matches('.unseen'))
        .filter(each => each.clientHeight && each.scrollHeight > each.clientHeight + 1)
        .map(each => each.className + ' ' + each.textContent.trim().slice(0, 40))"""
    )
    assert cut == []


@pytest.mark.parametrize("arrive", [choices, rating, my_data], ids=lambda e: e.__name__)
@pytest.mark.parametrize("width", [320, 1280])
def test_what_can_be_pressed_is_large_enough(open_tab, site, arrive, width):
    page = open_tab(CHAT, viewport={"width": width, "height": 800})
    arrive(page, site)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .main-action, .choice, .tools a, .brand, textarea')]
        .filter(each => each.checkVisibility())
        .map(each => [each.textContent.trim(), each.getBoundingClientRect()])
        .filter(([, box]) => box.height < 36 || box.width < 24)
        .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    )
    assert small == []
    main = page.locator(".main-action, .reply, .choice, .danger-action").all()
    assert main
    # Rounded: while a line slides in, the browser gives heights such as 43.99.
    heights = [(each.bounding_box() or {})["height"] for each in main if each.is_visible()]
    assert all(round(height) >= 44 for height in heights), heights


def test_with_less_motion_nothing_moves(open_tab, site):
    page = open_tab(CHAT, reduced_motion="reduce")
    site.assistant.delay = 1
    say(page, "hello")
    expect(page.locator("#typing")).to_be_visible()
    moving = page.evaluate("document.getAnimations().filter(a => a.playState === 'running').length")
    assert moving == 0


def test_in_forced_colours_messages_and_buttons_keep_their_edges(open_tab, site):
    page = open_tab(CHAT, forced_colors="active")
    ask(page, "parking")
    for selector in (
        ".citizen .said",
        ".assistant:not(.kind-welcome) .said",
        ".reply",
        ".main-action",
    ):
        edge = page.locator(selector).last.evaluate("each => getComputedStyle(each).borderTopStyle")
        assert edge == "solid", selector


def test_on_paper_there_is_the_conversation_and_nothing_to_press(open_tab, site):
    page = open_tab(CHAT)
    ask(page, "parking")
    page.emulate_media(media="print")
    for hidden in (".compose", ".about", ".replies", ".site"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.get_by_text("Which of these do you mean?").first).to_be_visible()


def test_headings_landmarks_and_language_are_there(tab):
    assert tab.locator("html").get_attribute("lang") == "en"
    assert tab.get_by_role("heading", level=1).count() == 1
    for role in ("banner", "main", "contentinfo"):
        assert tab.get_by_role(role).count() == 1
    expect(tab.get_by_role("region", name="Conversation")).to_be_visible()
    assert tab.get_by_role("log").get_attribute("aria-live") == "polite"
