"""A message's plain text as paragraphs, lists and links. The page's script does the same in the browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_NUMBERED = re.compile(r"(\d{1,3})\. +(.*)")
_LINK = re.compile(
    r"(?P<address>https://[^\s<>\"]*[^\s<>\"'.,;:!?()\[\]])"
    r"|(?P<page>(?<![\w/.])/chat/my-data\?agency=[a-z-]+)"
    r"|(?P<phone>(?<![\w£.,/-])0\d{3,4} ?\d{3} ?\d{3,4}(?!\w))"
)
_CRISIS_LINE = re.compile(
    _LINK.pattern + r"|(?P<short>(?<![\w£.,/-])(?:999|111|112|116 123|18000)(?!\w))"
)


@dataclass(frozen=True)
class Piece:
    """A run of text, with the address it leads to, if any."""

    text: str
    href: str | None = None


@dataclass(frozen=True)
class Block:
    """A paragraph (``p``), a bulleted list (``ul``) or a numbered list (``ol``, from ``start``)."""

    kind: str
    lines: tuple[tuple[Piece, ...], ...]
    start: int = 1


def blocks(text: str, *, crisis: bool = False) -> list[Block]:
    """The blocks of a text. In a crisis message the short emergency numbers can be called too."""
    pattern = _CRISIS_LINE if crisis else _LINK
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        for kind, group in groupby(paragraph.split("\n"), key=_kind):
            lines = list(group)
            start = int(lines[0].split(".")[0]) if kind == "ol" else 1
            bare = (_without_mark(line, kind) for line in lines)
            found.append(Block(kind, tuple(tuple(_pieces(b, pattern)) for b in bare), start))
    return found


def _kind(line: str) -> str:
    if line.startswith("- "):
        return "ul"
    return "ol" if _NUMBERED.match(line) else "p"


def _without_mark(line: str, kind: str) -> str:
    if kind == "p":
        return line
    return line[2:].strip() if kind == "ul" else line.split(".", 1)[1].strip()


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        yield Piece(match[0], _href(match))
        end = match.end()
    if end < len(text):
        yield Piece(text[end:])


def _href(match: re.Match[str]) -> str:
    return match[0] if match["address"] or match["page"] else "tel:" + match[0].replace(" ", "")
