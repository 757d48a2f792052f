from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run. Skips when it is not installed; with CI=true that fails."""
    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, running_system) -> Iterator[Page]:
    """A page in a fresh profile; ``page.goto("/chat")`` opens the running system."""
    context = browser.new_context(base_url=running_system.web_url, locale="en-GB")
    yield context.new_page()
    context.close()
