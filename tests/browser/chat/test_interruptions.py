"""The network goes, the assistant goes, the page is reloaded: no message is lost, none is doubled."""

from playwright.sync_api import expect

from tests.support.chat_page import ask, messages, say, sent


def turns(site) -> list[str]:
    return [body["message_id"] for body in site.assistant.received]


def test_offline_a_message_is_kept_and_online_it_is_answered_once(tab, site):
    ask(tab, "hello")
    tab.context.set_offline(True)
    say(tab, "blue badge")
    expect(sent(tab).last).to_contain_text("You are offline.")
    tab.context.set_offline(False)
    expect(messages(tab).last).to_contain_text("8 in 10")
    assert len(turns(site)) == len(set(turns(site))) == 2
    expect(sent(tab).last).not_to_contain_text("offline")


def test_what_was_said_meanwhile_is_caught_up_with(tab, site):
    ask(tab, "hello")
    conversation = tab.locator("main").get_attribute("data-conversation")
    tab.context.set_offline(True)
    site.staff_say(conversation, "This is Sam.")
    tab.context.set_offline(False)
    expect(messages(tab).last).to_contain_text("This is Sam.")
    expect(messages(tab)).to_have_count(3)


def test_while_the_assistant_is_away_the_same_message_is_tried_again(tab, site):
    site.assistant.away = True
    say(tab, "blue badge")
    expect(sent(tab).last).to_contain_text("Not sent yet. We are trying again.")
    site.assistant.away = False
    expect(messages(tab).last).to_contain_text("8 in 10")
    assert len(set(turns(site))) == 1
    assert len(turns(site)) >= 2


def test_after_many_tries_the_citizen_decides_when_to_try_again(open_tab, site):
    page = open_tab("/chat?agency=council")
    page.clock.install()
    page.reload()
    site.assistant.away = True
    say(page, "blue badge")
    expect(sent(page).last).to_contain_text("Not sent yet.")
    again = page.get_by_role("button", name="Try again")
    for _ in range(12):
        page.clock.run_for(4_000)
        page.wait_for_timeout(0)
        if again.is_visible():
            break
    expect(sent(page).last).to_contain_text("Not sent.")
    site.assistant.away = False
    again.click()
    expect(messages(page).last).to_contain_text("8 in 10")
    assert len(set(turns(site))) == 1


def test_an_answer_that_was_lost_on_the_way_comes_with_the_next_try(tab, site):
    site.assistant.lose_answers = 1
    say(tab, "blue badge")
    expect(messages(tab)).to_have_count(3)
    tab.reload()
    expect(sent(tab)).to_have_count(1)
    expect(messages(tab)).to_have_count(3)


def test_a_message_that_was_not_sent_outlives_a_reload(tab, site):
    site.assistant.away = True
    say(tab, "blue badge")
    expect(sent(tab).last).to_contain_text("Not sent yet.")
    tab.reload()
    expect(sent(tab).last).to_contain_text("blue badge")
    site.assistant.away = False
    expect(messages(tab)).to_have_count(3)
    assert len(set(turns(site))) == 1
    tab.reload()
    expect(sent(tab)).to_have_count(1)


def test_a_message_answered_before_the_reload_is_not_sent_again(tab, site):
    site.assistant.delay = 0.5
    say(tab, "blue badge")
    tab.wait_for_timeout(100)
    tab.reload()
    expect(messages(tab)).to_have_count(3)
    expect(sent(tab)).to_have_count(1)
    assert len(set(turns(site))) == 1


def test_a_message_the_server_refuses_goes_back_into_the_box(tab, site):
    tab.evaluate("document.querySelector('main.talk').dataset.limit = 9999")
    tab.route("**/messages", lambda route: route.fulfill(
        status=422,
        content_type="application/problem+json",
        json={"title": "Your message is too long", "detail": "Please make it shorter."},
    ))  # fmt: skip
    say(tab, "a very long message")
    expect(tab.get_by_role("alert")).to_contain_text("Your message is too long. Please make it")
    expect(tab.get_by_label("Your message")).to_have_value("a very long message")
    expect(sent(tab)).to_have_count(0)


def test_what_was_not_sent_is_gone_with_a_new_conversation(tab, site):
    site.assistant.away = True
    say(tab, "a secret")
    tab.get_by_role("button", name="Start a new conversation").click()
    expect(sent(tab)).to_have_count(0)
    assert tab.evaluate("JSON.stringify(sessionStorage)") == "{}"
