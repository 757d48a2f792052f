"""Misspelt words read as the words of content/facts.yml that they were meant for: "stuednt", "lookin".

Only slips that seldom make another real word are undone: a letter left out, added or doubled, two letters
swapped, one vowel for another, "s" for "c". "wording" is never read as "working".
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.fact_patterns import FactPatterns
from bot.text.subjects import MOST_TOKENS, norm

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SHORTEST = 6
_LIKE = (frozenset("aeiouy"), frozenset("sc"), frozenset("sz"), frozenset("ck"))


def undo_slips(doc: Doc, patterns: FactPatterns) -> None:
    """Give misspelt words of `doc` the norm of the word meant; the text itself stays as it is."""
    for token in doc[:MOST_TOKENS]:
        word = norm(token)
        meant = _meant(word, patterns)
        if meant != word:
            token.norm_ = meant


@lru_cache(maxsize=20_000)
def _meant(word: str, patterns: FactPatterns) -> str:
    if word in patterns.spelled:
        return patterns.spelled[word]
    if not word.isalpha() or word in patterns.words:
        return word
    if word.endswith("in") and f"{word}g" in patterns.words:
        return f"{word}g"
    if len(word) < _SHORTEST:
        return word
    by_shorter = _by_shorter(patterns)
    near = {each for shorter in _shorter(word) for each in by_shorter.get(shorter, ())}
    return min((each for each in near if _is_slip(word, each)), default=word)


def _shorter(word: str) -> set[str]:
    """The word itself, and the word without any one of its letters but the first."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))}


@lru_cache(maxsize=2)
def _by_shorter(patterns: FactPatterns) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word in patterns.words:
        for shorter in _shorter(word):
            found[shorter].add(word)
    return {shorter: frozenset(words) for shorter, words in found.items()}


def _is_slip(word: str, meant: str) -> bool:
    if abs(len(word) - len(meant)) == 1:
        longer, shorter = sorted((word, meant), key=len, reverse=True)
        return not (longer == f"{shorter}s" or longer == f"{shorter}d")  # another form of the word
    if len(word) != len(meant):
        return False
    apart = [place for place in range(len(word)) if word[place] != meant[place]]
    if len(apart) == 1:
        pair = {word[apart[0]], meant[apart[0]]}
        return any(pair <= alike for alike in _LIKE)
    first, last = apart[0], apart[-1]
    return last == first + 1 and word[first] == meant[last] and word[last] == meant[first]
