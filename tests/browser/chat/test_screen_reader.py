"""What somebody hears who cannot see the page: the accessibility tree of a conversation, in its order."""

from playwright.sync_api import expect

from tests.support.chat_page import ask


def in_order(text: str, *wanted: str) -> bool:
    """Whether the texts stand in it, one after the other."""
    at = 0
    for each in wanted:
        found = text.find(each, at)
        assert found >= 0, f"{each!r} is not heard after {text[max(0, at - 80) : at]!r}:\n{text}"
        at = found + len(each)
    return True


def test_a_conversation_is_heard_in_its_order_with_who_said_what(tab):
    ask(tab, "parking")
    tab.get_by_role("button", name="Apply for or renew a Blue Badge").click()
    expect(tab.locator(".line.assistant").last).to_contain_text("8 in 10")
    heard = tab.locator("main").aria_snapshot()
    assert in_order(
        heard,
        'heading "How can we help?" [level=1]',
        "You are talking to a computer.",
        'heading "Conversation" [level=2]',
        "Assistant",
        "You",
        "parking",
        "Assistant",
        "Which of these do you mean?",
        "You",
        "Apply for or renew a Blue Badge",
        "Assistant",
        "8 in 10",
        "Source: Ambershire Council",
        'link "Read the full page',
        'textbox "Your message"',
        'button "Send"',
    )


def test_each_new_message_is_announced_once_and_as_a_whole(tab):
    ask(tab, "blue badge")
    news = tab.get_by_role("log")
    expect(news).to_have_attribute("aria-live", "polite")
    heard = news.inner_text()
    assert heard.count("It costs £10") == 1
    assert "blue badge" not in heard.lower().split("you can")[0]


def test_at_four_hundred_per_cent_everything_is_there_and_can_be_used(open_tab):
    """1280 by 1024 pixels at 400 % are 320 by 256 (WCAG 2.2, 1.4.10)."""
    page = open_tab(viewport={"width": 320, "height": 256})
    box = page.get_by_label("Your message")
    box.fill("blue badge")
    expect(box).to_be_in_viewport()
    page.get_by_role("button", name="Send", exact=True).click()
    answer = page.locator(".line.assistant").last
    expect(answer).to_contain_text("8 in 10")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("link", name="What is held about me").click()
    expect(page.get_by_role("button", name="Delete everything")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
