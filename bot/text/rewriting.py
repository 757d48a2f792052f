"""Rewrite a text for a parser and still know where each character came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Replacement = str | Callable[[re.Match[str]], str]
RewriteRule = tuple[re.Pattern[str], Replacement]


@dataclass(frozen=True)
class Rewritten:
    """`text` after the rules; `origins[i]` is the (start, end) in the original of its character i."""

    text: str
    origins: tuple[tuple[int, int], ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the non-empty span [start, end) of the new text stood in the original text."""
        return self.origins[start][0], self.origins[end - 1][1]


def rewrite(text: str, rules: Iterable[RewriteRule]) -> Rewritten:
    """Apply the rules one after the other, each to the result of the one before."""
    done = Rewritten(text, tuple((i, i + 1) for i in range(len(text))))
    for pattern, replacement in rules:
        done = _apply(done, pattern, replacement)
    return done


def _apply(before: Rewritten, pattern: re.Pattern[str], replacement: Replacement) -> Rewritten:
    pieces: list[str] = []
    origins: list[tuple[int, int]] = []
    last = 0
    for match in pattern.finditer(before.text):
        if match.start() == match.end():
            continue
        new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
        span = before.original_span(match.start(), match.end())
        pieces += [before.text[last : match.start()], new]
        origins += before.origins[last : match.start()]
        origins += [span] * len(new)
        last = match.end()
    pieces.append(before.text[last:])
    origins += before.origins[last:]
    return Rewritten("".join(pieces), tuple(origins))
