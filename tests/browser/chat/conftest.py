from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.web_stack import WebStack, settings_for


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebStack]:
    with WebStack(settings_for(tmp_path_factory.mktemp("site"))) as stack:
        yield stack


@pytest.fixture
def site(running_site: WebStack) -> Iterator[WebStack]:
    """The web process over the fake assistant, behaving."""
    yield running_site
    assistant = running_site.assistant
    assistant.away, assistant.delay, assistant.lose_answers = False, 0.0, 0
    assistant.received.clear()


@pytest.fixture
def open_tab(browser: Browser, site: WebStack) -> Iterator[Callable[..., Page]]:
    """``open_tab(path, **options of a browser context)``: a page in a fresh profile that must not fail."""
    contexts, faults = [], []

    def open_tab(path: str = "/chat?agency=council", **options) -> Page:
        context = browser.new_context(**{"base_url": site.url, "locale": "en-GB"} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: faults.extend(_elsewhere(site, request.url)))
        page.goto(path)
        return page

    yield open_tab
    for context in contexts:
        context.close()
    assert faults == []


def _elsewhere(site: WebStack, url: str) -> list[str]:
    return [] if url.startswith((site.url, "data:")) else [f"asked another site: {url}"]


@pytest.fixture
def tab(open_tab: Callable[..., Page]) -> Page:
    return open_tab()
