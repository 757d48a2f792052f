"""Tables for people and for programs: what must be whole is never cut, whatever the width of the terminal.

In a narrow terminal, columns that others can do without give way, and that is said. In a pipe every column is
there: a line a row, parted by tabs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDEST_WORD = 16  # a longer word of a text may break over two lines
_EDGES = 3  # a column's own line and the space on both sides


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `whole`: never broken over lines. `spare`: the highest gives way first; 0 never does."""

    name: str
    whole: bool = False
    spare: int = 0


Row = Sequence[str]


def print_table(
    console: Console, columns: Sequence[Column], rows: Iterable[Row], title: str = ""
) -> None:
    """Print rows, each with a text for every column."""
    listed = [tuple(map(harmless, row)) for row in rows]
    if not console.is_terminal:
        print_lines(console, [[column.name for column in columns], *listed], title)
        return
    widths = _least_widths(columns, listed)
    kept = _fitting(columns, widths, console.width)
    needed = _needed(widths, kept)
    # Narrower than what must be whole: lines run over the edge, which is better than half an id.
    table = Table(title=title or None, title_justify="left", show_lines=bool(title))
    table.width = needed if needed > console.width else None
    for at in kept:
        table.add_column(columns[at].name, no_wrap=columns[at].whole, overflow="fold")
    for row in listed:
        table.add_row(*(Text(row[at]) for at in kept))
    console.print(table, crop=False)
    _say_what_gave_way(console, [each.name for at, each in enumerate(columns) if at not in kept])


def print_facts(console: Console, facts: Iterable[Row]) -> None:
    """Print names with their values: what is known of one thing."""
    listed = [tuple(map(harmless, fact)) for fact in facts]
    if not console.is_terminal:
        print_lines(console, listed)
        return
    table = Table(show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for fact in listed:
        table.add_row(*map(Text, fact))
    console.print(table)


def print_lines(console: Console, rows: Iterable[Row], title: str = "") -> None:
    """Print rows for a program: a line each, parted by tabs, however long."""
    if title:
        console.print(f"\n{title}", markup=False, highlight=False)
    for row in rows:
        line = "\t".join(" ".join(cell.split()) for cell in row)
        # Not console.print: it turns a tab into spaces.
        console.file.write(f"{line}\n")


def harmless(text: str) -> str:
    """A text without the signs that a terminal obeys: a citizen may have typed them."""
    return "".join(
        each if each.isprintable() or each == "\n" else "\N{REPLACEMENT CHARACTER}" for each in text
    )


def _least_widths(columns: Sequence[Column], rows: Sequence[Row]) -> list[int]:
    return [
        _least_width(column, [column.name, *(row[at] for row in rows)])
        for at, column in enumerate(columns)
    ]


def _least_width(column: Column, cells: Sequence[str]) -> int:
    if column.whole:
        return max(map(cell_len, cells))
    words = (word for cell in cells for word in cell.split())
    return min(max(map(cell_len, words)), _WIDEST_WORD)


def _needed(widths: Sequence[int], kept: Sequence[int]) -> int:
    return sum(widths[at] + _EDGES for at in kept) + 1


def _fitting(columns: Sequence[Column], widths: Sequence[int], width: int) -> list[int]:
    kept = list(range(len(columns)))
    spare = (at for at in kept if columns[at].spare)
    for at in sorted(spare, key=lambda at: -columns[at].spare):
        if _needed(widths, kept) <= width:
            break
        kept.remove(at)
    return kept


def _say_what_gave_way(console: Console, names: Sequence[str]) -> None:
    if names:
        console.print(
            f"Not shown, for the terminal is narrow: {', '.join(names)}. "
            "A wider one shows them, and so does a pipe: … | cat",
            style="dim",
        )
