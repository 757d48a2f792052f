"""A conversation in a browser with scripts."""

import pytest
from playwright.sync_api import expect

from tests.support.chat_page import ask, has_focus, messages, say, sent


def test_enter_sends_and_the_answer_arrives_while_the_box_keeps_the_focus(tab):
    box = tab.get_by_label("Your message")
    ask(tab, "How do I get a blue badge?")
    expect(sent(tab).last).to_contain_text("How do I get a blue badge?")
    expect(messages(tab).nth(1)).to_contain_text("You can get a Blue Badge")
    expect(box).to_have_value("")
    assert has_focus(box)


def test_shift_and_enter_begin_a_new_line(tab, site):
    box = tab.get_by_label("Your message")
    box.fill("one")
    tab.keyboard.press("Shift+Enter")
    tab.keyboard.type("two")
    expect(box).to_have_value("one\ntwo")
    tab.get_by_role("button", name="Send", exact=True).click()
    expect(messages(tab)).to_have_count(2)
    assert site.assistant.received[0]["text"] == "one\ntwo"


def test_an_answer_shows_its_lists_its_links_and_its_source(tab):
    ask(tab, "blue badge")
    answer = messages(tab).nth(1)
    expect(answer.locator("ol > li")).to_have_count(3)
    expect(answer.get_by_role("link", name="01632 960110")).to_have_attribute(
        "href", "tel:01632960110"
    )
    source = messages(tab).last.locator(".source")
    expect(source).to_contain_text("Source: Ambershire Council")
    expect(source).to_contain_text("Last checked 12 October 2026")
    expect(source.get_by_role("link")).to_have_attribute(
        "href", "https://council.ambershire.example/blue-badge"
    )


def test_what_the_script_shows_is_what_the_server_shows(tab):
    for text in ("blue badge", "parking", "danger"):
        ask(tab, text)
    texts = "lines => lines.map(line => line.innerText.trim().replace(/\\s+/g, ' '))"
    links = "links => links.map(link => link.href + ' ' + link.innerText)"
    before = tab.locator(".line").evaluate_all(texts), tab.locator(".said a").evaluate_all(links)
    tab.reload()
    after = tab.locator(".line").evaluate_all(texts), tab.locator(".said a").evaluate_all(links)
    # The first line is the greeting, and it offers nothing to begin with any more.
    assert before[0][1:] == after[0][1:]
    assert before[1] == after[1]


def test_a_choice_becomes_a_message_and_the_focus_goes_to_it(tab):
    ask(tab, "parking")
    tab.get_by_role("button", name="Apply for or renew a Blue Badge").click()
    expect(messages(tab).last).to_contain_text("8 in 10")
    expect(tab.locator(".reply")).to_have_count(0)
    assert has_focus(sent(tab).last)
    expect(sent(tab).last).to_contain_text("Apply for or renew a Blue Badge")


def test_a_service_to_begin_with_is_one_press_away(tab):
    tab.get_by_role("button", name="Apply for or renew a Blue Badge").click()
    expect(messages(tab).last).to_contain_text("8 in 10")


def test_while_the_assistant_thinks_it_is_shown_to_be_writing(tab, site):
    site.assistant.delay = 0.5
    say(tab, "hello")
    expect(tab.locator("#typing")).to_be_visible()
    expect(sent(tab).last).to_contain_text("Sending…")
    expect(messages(tab)).to_have_count(2)
    expect(tab.locator("#typing")).to_be_hidden()
    expect(sent(tab).last).not_to_contain_text("Sending…")


def test_only_what_the_assistant_says_is_announced(tab):
    tab.evaluate(
        """() => { window.heard = []; new MutationObserver(changes => changes.forEach(change =>
        change.addedNodes.forEach(node => heard.push(node.textContent))))
        .observe(document.querySelector('[role=log]'), {childList: true}) }"""
    )
    ask(tab, "parking")
    heard = tab.evaluate("heard")
    assert len(heard) == 1
    assert heard[0].startswith("The assistant said: Which of these do you mean?")
    assert "None of these" in heard[0]


def test_messages_said_at_once_are_answered_in_order(tab, site):
    site.assistant.delay = 0.1
    for text in ("blue badge", "parking", "hello"):
        say(tab, text)
    expect(messages(tab)).to_have_count(5)
    said = [line.split("\n")[-1] for line in sent(tab).all_inner_texts()]
    assert said == ["blue badge", "parking", "hello"]
    kinds = tab.locator(".line").evaluate_all("all => all.map(one => one.classList[1])")
    assert kinds == [
        "assistant", "citizen", "assistant", "assistant", "citizen", "assistant", "citizen", "assistant",
    ]  # fmt: skip


def test_a_message_from_staff_appears_by_itself(tab, site):
    ask(tab, "hello")
    conversation = tab.locator("main").get_attribute("data-conversation")
    site.staff_say(conversation, "This is Sam from the council.")
    expect(messages(tab).last).to_contain_text("This is Sam from the council.")


def test_a_message_is_counted_near_the_limit_and_not_sent_beyond_it(tab, site):
    box = tab.get_by_label("Your message")
    box.fill("a" * 1700)
    expect(tab.locator("#count")).to_have_text("Characters left: 300")
    box.fill("a" * 2003)
    expect(tab.locator("#count")).to_have_text("Characters too many: 3")
    box.press("Enter")
    expect(tab.get_by_role("alert")).to_contain_text("Characters too many: 3")
    expect(box).to_have_value("a" * 2003)
    assert not site.assistant.received
    box.fill("short")
    expect(tab.locator("#count")).to_be_hidden()
    expect(tab.locator("#problem")).to_be_hidden()


def test_an_empty_message_is_explained_and_nothing_is_sent(tab, site):
    tab.get_by_role("button", name="Send", exact=True).click()
    expect(tab.get_by_role("alert")).to_contain_text("Your message is empty")
    assert has_focus(tab.get_by_label("Your message"))
    assert not site.assistant.received


def test_pressing_send_twice_sends_one_message(tab, site):
    tab.get_by_label("Your message").fill("hello")
    tab.get_by_role("button", name="Send", exact=True).dblclick()
    expect(messages(tab)).to_have_count(2)
    assert len({body["message_id"] for body in site.assistant.received}) == 1


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "<b>bold</b> {{7*7}}", "مرحبا 👋🏽"]
)
def test_what_was_written_is_shown_as_it_was_written(tab, text):
    ask(tab, text)
    expect(sent(tab).last.locator("p").first).to_have_text(text)
    assert tab.locator(".citizen img, .citizen b").count() == 0


def test_after_a_reload_the_conversation_is_there_and_personal_details_are_not(tab):
    ask(tab, "My number is 07700 900123, how do I get a blue badge?")
    tab.reload()
    expect(sent(tab)).to_contain_text("My number is (phone number hidden)")
    expect(messages(tab)).to_have_count(3)
    ask(tab, "parking")
    expect(messages(tab)).to_have_count(4)


def test_a_new_conversation_begins_with_an_empty_page(tab):
    ask(tab, "blue badge")
    tab.get_by_role("button", name="Start a new conversation").click()
    expect(messages(tab)).to_have_count(1)
    expect(sent(tab)).to_have_count(0)


def test_the_transcript_is_saved_as_a_file(tab):
    ask(tab, "blue badge")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Save this conversation").click()
    assert download.value.suggested_filename == "conversation.txt"
    assert "Take a photo of your face." in download.value.path().read_text()
