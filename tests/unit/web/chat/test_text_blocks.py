"""Plain text becomes paragraphs, lists and links, and nothing else."""

import pytest

from bot.web.chat.text_blocks import Block, Piece, blocks


def shape(text: str) -> list[tuple[str, list[str]]]:
    return [
        (block.kind, ["".join(piece.text for piece in line) for line in block.lines])
        for block in blocks(text)
    ]


def links(text: str, *, crisis: bool = False) -> list[tuple[str, str]]:
    return [
        (piece.text, piece.href)
        for block in blocks(text, crisis=crisis)
        for line in block.lines
        for piece in line
        if piece.href
    ]


def test_blank_lines_part_paragraphs_and_single_ones_break_them():
    assert shape("One.\nTwo.\n\nThree.") == [("p", ["One.", "Two."]), ("p", ["Three."])]


def test_numbered_and_bulleted_lines_become_lists():
    assert shape("You need:\n- a photo\n- a form\n1. Send it.\n2. Wait.") == [
        ("p", ["You need:"]),
        ("ul", ["a photo", "a form"]),
        ("ol", ["Send it.", "Wait."]),
    ]


def test_a_list_that_goes_on_begins_with_its_own_number():
    assert blocks("3. Sign it.")[0].start == 3


def test_a_year_or_a_price_is_not_a_list():
    assert shape("2026. A good year.") == [("p", ["2026. A good year."])]
    assert shape("1.50 is the price") == [("p", ["1.50 is the price"])]


def test_markup_stays_text():
    assert blocks("<b>bold</b> [x](javascript:alert(1))") == [
        Block("p", ((Piece("<b>bold</b> [x](javascript:alert(1))"),),))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://a.example/b.", [("https://a.example/b", "https://a.example/b")]),
        ("(https://a.example/b?c=1&d=2)", [("https://a.example/b?c=1&d=2",) * 2]),
        ("Call 01632 960110.", [("01632 960110", "tel:01632960110")]),
        ("0808 157 0000 is free", [("0808 157 0000", "tel:08081570000")]),
        ("http://a.example is not safe", []),
        ("It is here (/chat/my-data?agency=council).", [("/chat/my-data?agency=council",) * 2]),
        ("a.example/chat?agency=council, /chat/new", []),
        ("330 of 412 in 2026, £10.50", []),
        ("call 999", []),
    ],
)
def test_safe_addresses_and_telephone_numbers_become_links(text, found):
    assert links(text) == found


def test_emergency_numbers_can_be_called_from_a_crisis_message():
    found = [href for _, href in links("Call 999, 111 or 116 123.", crisis=True)]
    assert found == ["tel:999", "tel:111", "tel:116123"]
