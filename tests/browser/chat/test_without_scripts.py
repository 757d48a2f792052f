"""The whole of the chat in a browser that runs no scripts."""

import pytest
from playwright.sync_api import expect

from tests.support.chat_page import messages, sent


@pytest.fixture
def plain(open_tab):
    return open_tab("/chat?agency=council", java_script_enabled=False)


def send(page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def test_asking_choosing_rating_and_deleting_all_work(plain):
    send(plain, "parking")
    expect(messages(plain).last).to_contain_text("Which of these do you mean?")
    plain.get_by_role("button", name="Apply for or renew a Blue Badge").click()
    expect(messages(plain).last).to_contain_text("8 in 10")
    assert plain.url.endswith("#latest")

    plain.get_by_role("link", name="Rate this chat").click()
    plain.get_by_label("4 – a bit better").check()
    plain.get_by_label("5 – very happy").check()
    plain.get_by_role("textbox").fill("Clear answer.")
    plain.get_by_role("button", name="Send my rating").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Thank you")
    plain.get_by_role("link", name="Back to the conversation").click()

    plain.get_by_role("link", name="What is held about me").click()
    expect(plain.get_by_text("Clear answer.")).to_be_visible()
    expect(plain.get_by_text("4 – a bit better")).to_be_visible()
    plain.get_by_role("button", name="Delete everything").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("It is deleted")
    plain.get_by_role("link", name="Start a new conversation").click()
    expect(sent(plain)).to_have_count(0)


def test_the_page_goes_to_what_was_said_last(plain):
    for _ in range(4):
        send(plain, "blue badge")
    expect(plain.locator("#latest")).to_be_in_viewport()


def test_a_message_that_was_not_sent_is_explained_beside_the_box_and_kept(open_tab, site):
    small = {"width": 320, "height": 640}
    plain = open_tab("/chat?agency=council", java_script_enabled=False, viewport=small)
    site.assistant.away = True
    send(plain, "blue badge")
    alert = plain.get_by_role("alert")
    expect(alert).to_contain_text("Your message was not sent")
    expect(alert).to_be_in_viewport()
    expect(plain.get_by_label("Your message")).to_have_value("blue badge")
    expect(plain).to_have_title("Problem: Ask Ambershire Council")
    site.assistant.away = False
    plain.get_by_role("button", name="Send", exact=True).click()
    expect(messages(plain)).to_have_count(3)


def test_pressing_send_twice_sends_one_message(plain, site):
    site.assistant.delay = 0.3
    plain.get_by_label("Your message").fill("hello")
    plain.get_by_role("button", name="Send", exact=True).dblclick()
    expect(messages(plain)).to_have_count(2)
    expect(sent(plain)).to_have_count(1)
    assert len({body["message_id"] for body in site.assistant.received}) == 1


def test_hints_that_need_scripts_are_not_shown(plain):
    expect(plain.get_by_text("Press Enter to send")).to_be_hidden()
