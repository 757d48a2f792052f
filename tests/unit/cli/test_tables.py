"""What must be whole is whole, in a narrow terminal and in a pipe."""

import io

import pytest
from rich.console import Console

from bot.cli.tables import Column, print_facts, print_table

COLUMNS = (
    Column("reference", whole=True),
    Column("service", whole=True),
    Column("said", whole=True, spare=2),
    Column("agency", whole=True, spare=1),
    Column("words"),
)
ROW = (
    "7KQ2-M9XA",
    "council-tax-single-person-discount",
    "2026-11-27 16:02",
    "transport",
    "It should take two weeks, or three when it is busy.",
)


def said(width, rows=(ROW,), *, terminal=True):
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=terminal, color_system=None)
    print_table(console, COLUMNS, rows)
    return file.getvalue()


@pytest.mark.parametrize("width", [20, 60, 80, 100, 200])
def test_an_id_is_never_cut_or_broken(width):
    out = said(width)
    assert all(whole in out for whole in (ROW[0], ROW[1]))
    assert "…" not in out.partition("Not shown")[0]


def test_columns_give_way_in_their_order_and_that_is_said():
    wide, narrow, narrowest = said(200), said(85), said(70)
    assert "Not shown" not in wide
    assert ROW[2] in wide
    assert "Not shown, for the terminal is narrow: said." in narrow
    assert ROW[3] in narrow
    assert "said, agency." in narrowest
    assert max(map(len, narrowest.splitlines())) <= 70


def test_texts_break_over_lines_and_lose_nothing():
    out = said(70)
    cells = (line.split("│")[3].strip() for line in out.splitlines() if line.startswith("│"))
    assert " ".join(cells).replace(" ", "") == ROW[4].replace(" ", "")


def test_a_pipe_has_every_column_a_line_a_row_parted_by_tabs():
    long = (*ROW[:4], "one\n\ntwo " + "x" * 300)
    heading, *lines = said(40, [ROW, long], terminal=False).splitlines()
    assert heading.split("\t") == ["reference", "service", "said", "agency", "words"]
    assert lines[0].split("\t") == list(ROW)
    assert lines[1].split("\t") == [*ROW[:4], "one two " + "x" * 300]


@pytest.mark.parametrize("terminal", [True, False])
def test_no_text_commands_the_terminal_or_is_taken_for_markup(terminal):
    file = io.StringIO()
    console = Console(file=file, width=80, force_terminal=terminal, color_system=None)
    print_facts(console, [("place", "[red]here[/red] \x1b[2J\x07")])
    assert "[red]here[/red]" in file.getvalue()
    assert "\x1b" not in file.getvalue()
    assert "\x07" not in file.getvalue()
