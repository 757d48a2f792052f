"""A person turns the page into Welsh, and back, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.support.axe import violations


@pytest.mark.parametrize("scripts", [True, False])
def test_the_page_turns_welsh_and_back_and_keeps_what_was_said(open_tab, scripts):
    page = open_tab("/chat?agency=council", java_script_enabled=scripts)
    page.get_by_label("Your message").fill("How do I get a blue badge?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".line.assistant").last).to_contain_text("8 in 10")
    page.get_by_role("button", name="Cymraeg").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.get_by_text("Rydych yn siarad â chyfrifiadur.")).to_be_visible()
    expect(page.get_by_text("How do I get a blue badge?").first).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("You are talking to a computer.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_welsh_page_is_accessible_and_fits(open_tab, width, tmp_path):
    page = open_tab("/chat?agency=council&language=cy", viewport={"width": width, "height": 900})
    expect(page.get_by_text("Rydych yn siarad â chyfrifiadur.")).to_be_visible()
    page.screenshot(path=tmp_path / f"cy-{width}.png", full_page=True)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
