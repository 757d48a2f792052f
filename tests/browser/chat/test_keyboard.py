"""Everything can be done with the keyboard, and one always sees where one is."""

from playwright.sync_api import Page, expect

from tests.support.chat_page import ask, has_focus, messages, sent

WHERE = """() => {
  const each = document.activeElement;
  if (each === document.body) return null;
  const box = each.getClientRects()[0], middle = box.top + box.height / 2;
  const points = [[box.left + box.width / 2, middle], [box.left + 2, middle]];
  const style = getComputedStyle(each.matches('input[type=radio]') ? each.closest('.choice') : each);
  return {
    name: (each.innerText || each.labels?.[0]?.innerText || each.name || '').trim(),
    tag: each.localName,
    seen: points.some(([x, y]) => each.contains(document.elementFromPoint(x, y))),
    ring: parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none',
  };
}"""


def walk(page: Page, steps: int = 60) -> list[dict]:
    """Press Tab until the page is through; where the focus was each time."""
    found = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        place = page.evaluate(WHERE)
        if place is None:
            break
        found.append(place)
    return found


def press_tab_until(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        place = page.evaluate(WHERE)
        if place and name in place["name"]:
            return
    raise AssertionError(f"the keyboard never reached {name}")


def test_a_whole_conversation_and_its_rating_with_the_keyboard(tab):
    press_tab_until(tab, "Skip to the main part")
    tab.keyboard.press("Enter")
    press_tab_until(tab, "Your message")
    tab.keyboard.type("parking")
    tab.keyboard.press("Enter")
    expect(messages(tab).last).to_contain_text("Which of these do you mean?")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Shift+Tab")
    assert tab.evaluate(WHERE)["name"] == "Apply for or renew a Blue Badge"
    tab.keyboard.press("Enter")
    expect(messages(tab).last).to_contain_text("8 in 10")
    assert has_focus(sent(tab).last)
    assert tab.evaluate(WHERE)["ring"]
    press_tab_until(tab, "Rate this chat")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Rate this chat")
    press_tab_until(tab, "1 – much worse")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    press_tab_until(tab, "Send my rating")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_the_focus_is_seen_everywhere_and_nothing_covers_it(open_tab):
    for viewport in ({"width": 1280, "height": 720}, {"width": 320, "height": 480}):
        page = open_tab("/chat?agency=council", viewport=viewport, reduced_motion="reduce")
        ask(page, "blue badge")
        ask(page, "parking")
        for path in ("/chat", "/chat/rating?agency=council", "/chat/my-data?agency=council"):
            page.goto(path)
            places = walk(page)
            assert len(places) >= 5
            assert [place for place in places if not (place["seen"] and place["ring"])] == []


def test_the_order_of_the_keyboard_is_the_order_of_the_page(tab):
    ask(tab, "parking")
    tab.reload()
    names = [place["name"] for place in walk(tab)]
    wanted = [
        "Skip to the main part", "Ambershire Council", "Apply for or renew a Blue Badge",
        "None of these", "Your message", "Send", "Save this conversation", "Rate this chat",
    ]  # fmt: skip
    places = [next(i for i, name in enumerate(names) if want in name) for want in wanted]
    assert places == sorted(places)
