"""The chat's page over the whole running system: Rasa, actions and web."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.axe import violations
from tests.support.chat_page import messages, sent

PATIENCE = 20_000
"""Milliseconds that a turn of the real assistant may take on a busy machine."""


@pytest.fixture
def chat(browser: Browser, running_system) -> Iterator[Page]:
    context = browser.new_context(
        base_url=running_system.web_url, locale="en-GB", bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto("/chat?agency=council")
    yield page
    context.close()


def ask(page: Page, text: str) -> None:
    before = messages(page).count()
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(messages(page)).not_to_have_count(before, timeout=PATIENCE)
    expect(page.locator(".waiting")).to_have_count(0, timeout=PATIENCE)


def test_a_citizen_asks_gets_a_sourced_answer_and_finds_it_again(chat):
    ask(chat, "How do I apply for a blue badge?")
    source = chat.locator(".source").last
    expect(source).to_contain_text("Ambershire Council")
    expect(source.get_by_role("link")).to_have_attribute(
        "href", "https://council.ambershire.example/blue-badge"
    )
    assert violations(chat) == []
    said = messages(chat).count()
    chat.reload()
    expect(sent(chat)).to_have_count(1)
    expect(messages(chat)).to_have_count(said)
    assert violations(chat) == []


def test_a_choice_offered_by_the_assistant_can_be_pressed(chat):
    ask(chat, "What does a blue badge cost?")
    reply = chat.locator(".reply").first
    title = reply.inner_text()
    before = messages(chat).count()
    reply.click()
    expect(messages(chat)).not_to_have_count(before, timeout=PATIENCE)
    expect(sent(chat).last).to_contain_text(title)


def test_a_citizen_sees_what_is_held_and_deletes_it(chat):
    ask(chat, "How long does a blue badge take?")
    chat.get_by_role("link", name="What is held about me").click()
    expect(chat.get_by_text("What we told you about time")).to_be_visible()
    assert violations(chat) == []
    chat.get_by_role("button", name="Delete everything").click()
    expect(chat.get_by_role("heading", level=1)).to_have_text("It is deleted")
