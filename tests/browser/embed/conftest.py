import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot.settings import ROOT
from tests.support.host_site import PAGE, HostSite
from tests.support.web_stack import WebStack, settings_for


@pytest.fixture(scope="session")
def running_hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[HostSite, HostSite]]:
    """The agency's own website, and one that nobody allowed, over one web process."""
    folder = tmp_path_factory.mktemp("embed")
    with HostSite() as host, HostSite() as stranger:
        settings = settings_for(folder, content_dir=content_for(host, folder))
        with WebStack(settings) as stack:
            host.chat = stranger.chat = stack.url
            yield host, stranger


def content_for(host: HostSite, folder: Path) -> Path:
    """A copy of the content in which the council's website is the host."""
    copy = shutil.copytree(ROOT / "content", folder / "content")
    agencies = copy / "agencies.yml"
    text = agencies.read_text(encoding="utf-8")
    allowed = "origins: [https://council.ambershire.example]"
    assert allowed in text
    agencies.write_text(
        text.replace(allowed, f"origins: ['{host.origin}', '{host.sibling}']"), encoding="utf-8"
    )
    return copy


@pytest.fixture
def host(running_hosts: tuple[HostSite, HostSite]) -> Iterator[HostSite]:
    yield from _as_before(running_hosts[0])


@pytest.fixture
def stranger(running_hosts: tuple[HostSite, HostSite]) -> Iterator[HostSite]:
    yield from _as_before(running_hosts[1])


def _as_before(site: HostSite) -> Iterator[HostSite]:
    yield site
    site.attributes, site.direction, site.body = 'data-agency="council"', "ltr", PAGE


@pytest.fixture
def faults() -> list[str]:
    """What the browser complained of; a test that expects something empties it."""
    return []


@pytest.fixture
def visit(browser: Browser, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """``visit(site, origin, **options of a context)``: its page, that must not complain."""
    contexts = []

    def visit(site: HostSite, origin: str = "", **options) -> Page:
        context = browser.new_context(**{"locale": "en-GB"} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        ours = (site.origin, site.sibling, site.chat, "data:", "chrome-error:")
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: said.type == "error" and faults.append(said.text))
        page.on("request", lambda asked: asked.url.startswith(ours) or faults.append(asked.url))
        page.goto(origin or site.origin)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []
