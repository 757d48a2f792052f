"""What people do on the chat's page, and what they see there."""

from playwright.sync_api import Locator, Page, expect


def say(page: Page, text: str) -> None:
    """Write a message and press Enter."""
    page.get_by_label("Your message").fill(text)
    page.keyboard.press("Enter")


def ask(page: Page, text: str) -> None:
    """Say something and wait for the answer."""
    answers = messages(page).count()
    say(page, text)
    expect(messages(page)).not_to_have_count(answers)
    expect(page.locator(".waiting")).to_have_count(0)


def messages(page: Page) -> Locator:
    """Everything the assistant said, the greeting among it."""
    return page.locator(".line.assistant")


def sent(page: Page) -> Locator:
    """Everything the citizen said."""
    return page.locator(".line.citizen")


def has_focus(locator: Locator) -> bool:
    """Whether the keyboard is there."""
    return bool(locator.evaluate("element => element === document.activeElement"))
