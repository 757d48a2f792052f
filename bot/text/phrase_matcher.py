"""Looks for many phrases at once, and only for those of which a message holds a needed word.

spaCy's Matcher walks through every one of its patterns for every word. Most phrases need a word that a given
message does not hold: they are put by under that word, and left alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.text.phrases import TokenPattern
from bot.text.subjects import norm

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Span
    from spacy.vocab import Vocab

Pattern = Sequence[TokenPattern]
Found = tuple[int, int, int]
"""The number of a phrase, its first token and the one after its last."""


class PhraseMatcher:
    """Patterns, each known by its number; of one pattern the longest matches count."""

    def __init__(self, vocab: Vocab, patterns: Mapping[int, Pattern]) -> None:
        self._vocab = vocab
        common = Counter(word for each in patterns.values() for word in set(_words(each)))
        self._by_words: dict[frozenset[str], Matcher] = {}
        for number, pattern in patterns.items():
            matcher = self._matcher_for(_needed(pattern, common))
            matcher.add(str(number), [list(pattern)], greedy="LONGEST")
        self._by_word: dict[str, list[frozenset[str]]] = defaultdict(list)
        for words in self._by_words:
            for word in words:
                self._by_word[word].append(words)

    def __call__(self, span: Span) -> list[Found]:
        """What is found in a span, in the order of its words."""
        said = {norm(token) for token in span}
        held = {words for word in said for words in self._by_word.get(word, ())}
        if frozenset() in self._by_words:
            held.add(frozenset())
        found = (each for words in held for each in self._by_words[words](span))
        numbered = [(int(self._vocab.strings[key]), start, end) for key, start, end in found]
        return sorted(numbered, key=lambda each: (each[1], each[2], each[0]))

    def _matcher_for(self, words: frozenset[str]) -> Matcher:
        from spacy.matcher import Matcher

        if words not in self._by_words:
            self._by_words[words] = Matcher(self._vocab)
        return self._by_words[words]


def _needed(pattern: Pattern, common: Mapping[str, int]) -> frozenset[str]:
    """Words of which a match holds at least one, the rarest such set; empty when nothing is known."""
    sets = [frozenset(token["NORM"]["IN"]) for token in pattern if _is_needed(token)]
    return min(sets, key=lambda words: sum(common[word] for word in words), default=frozenset())


def _is_needed(token: TokenPattern) -> bool:
    return "OP" not in token and "IN" in token.get("NORM", {})


def _words(pattern: Pattern) -> Iterator[str]:
    for token in pattern:
        if _is_needed(token):
            yield from token["NORM"]["IN"]
