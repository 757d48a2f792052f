"""Names of people, from what stands around them and from lists of names.

A name after "my name is" may be anything; after "I'm" or "thanks," it must look like one (a capital, or
a known given name); with nothing before it, it must be a known given name. spaCy's PERSON entities are
the last net, and the loosest: they count only with a word that is in no list of other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.privacy.people_cues import (
    CLOSING,
    CLOSING_REACH,
    LIKELY,
    LIKELY_CUES,
    SENTENCE_START,
    SURE,
    SURE_CUES,
    WEAK,
    WEAK_CUES,
    relation_cues,
    title_cues,
)
from bot.privacy.spans import Span
from bot.privacy.vocabulary import Vocabulary
from bot.text.reading import with_entities, with_grammar

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LONGEST = 4  # words of one name
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_])){0,40}")
_PARTICLES = frozenset(
    "de da di do dos del della van von der den le la el al bin binti ap ab ibn mac mc o st ó".split()
)
_GAP = re.compile(r"[ \u00a0]|\. ?|-")  # between two words of one name


@dataclass(frozen=True)
class Word:
    """One word of a text."""

    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """Lower case, a possessive ending taken off."""
        return re.sub(r"['’]s$", "", self.text.lower().replace("’", "'"))

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def find_people(text: str, words: Vocabulary, doc: Doc | None = None) -> list[Span]:
    """Spans of kind "name". `doc`, when there is one, is spaCy's reading of the same text."""
    finder = _Finder(text, words, doc)
    return [*finder.after_cues(), *finder.before_closings(), *finder.known(), *finder.entities()]


class _Finder:
    """One search through one text."""

    def __init__(self, text: str, vocabulary: Vocabulary, doc: Doc | None) -> None:
        self._text = text
        self._known = vocabulary
        self._doc = doc
        self._words = [Word(*match.span(), match[0]) for match in _WORD.finditer(text)]
        self._at = {word.start: place for place, word in enumerate(self._words)}
        # In shouted text a capital says nothing.
        self._shouted = len(text) > 12 and text.upper() == text and text.lower() != text

    @cached_property
    def _proper(self) -> frozenset[int]:
        return _proper_starts(self._doc)

    def after_cues(self) -> Iterator[Span]:
        cues = ((SURE_CUES, SURE), (LIKELY_CUES, LIKELY), (WEAK_CUES, WEAK))
        for pattern, strength in cues:
            for cue in pattern.finditer(self._text):
                yield from self._name_at(cue.end(), strength)
        for cue in title_cues(self._known).finditer(self._text):
            yield from self._titled(cue)
        for cue in relation_cues(self._known).finditer(self._text):
            yield from self._name_at(cue.end(), LIKELY)

    def before_closings(self) -> Iterator[Span]:
        """Names as in "Dave here", "Margaret Hollis speaking", at the start of a sentence."""
        for closing in CLOSING.finditer(self._text):
            begin = max(0, closing.start() - CLOSING_REACH)
            first = SENTENCE_START.search(self._text[begin : closing.start()])
            if first and (begin == 0 or first.start() > 0):
                yield from self._name_at(begin + first.start(1), LIKELY, stop=closing.start())

    def known(self) -> Iterator[Span]:
        """Given names that stand in the list, whatever is around them."""
        done = -1
        for place, word in enumerate(self._words):
            listed = word.lower in self._known.given_names and self._could_be_name(word)
            if place > done and (listed or self._is_word_name(place)):
                done = self._extend(place)
                yield self._span(place, done)

    def entities(self) -> Iterator[Span]:
        """The PERSON entities of spaCy that hold a word which cannot be anything else we know."""
        if self._doc is None or self._shouted or not any(map(self._only_a_name, self._words)):
            return
        for entity in with_entities(self._doc).ents:
            if entity.label_ != "PERSON":
                continue
            inside = [
                place
                for place, word in enumerate(self._words)
                if entity.start_char <= word.start and word.end <= entity.end_char
            ]
            possible = [place for place in inside if self._only_a_name(self._words[place])]
            if possible and not self._looks_like_a_place(inside, possible):
                yield self._span(possible[0], possible[-1])

    def _only_a_name(self, word: Word) -> bool:
        if word.lower in self._known.given_names:
            return self._could_be_name(word)
        return word.capital and self._could_be_name(word, published_counts=True)

    def _looks_like_a_place(self, inside: list[int], possible: list[int]) -> bool:
        """Like "Little Wexcombe", or a lone word that is also a name at the head of a sentence."""
        words = [self._words[place] for place in inside]
        if any(word.lower in self._known.given_names for word in words):
            return False
        if len(possible) == 1 and words[0].lower in self._known.names_that_are_words:
            return True
        return any(self._is_no_person(word) for word in words)

    # -- one name, from its first word --------------------------------------------------------

    def _name_at(self, position: int, strength: int, stop: int | None = None) -> Iterator[Span]:
        place = self._at.get(position)
        if place is None or not self._may_begin(place, strength):
            return
        last = self._extend(place, strength)
        if stop is not None and self._words[last].end != stop:
            return
        yield self._span(place, last)

    def _titled(self, cue: re.Match[str]) -> Iterator[Span]:
        place = self._at.get(cue.end())
        if place is None:
            return
        word = self._words[place]
        loose = cue["sure"] is not None or word.lower in self._known.surnames
        if self._is_initial(place):
            loose = True
        elif not self._could_be_name(word):
            return
        if not (loose or (word.capital and cue[0][0].isupper())):
            return
        yield Span(cue.start(), self._words[self._extend(place, SURE)].end, "name")

    def _may_begin(self, place: int, strength: int) -> bool:
        word = self._words[place]
        if word.lower in self._known.never and not self._is_cued_word_name(word, strength):
            return False
        if strength == SURE or word.lower in self._known.given_names:
            return True
        if strength == LIKELY and self._is_whole_name_in_small_letters(place):
            return True
        if not word.capital or self._shouted:
            return False
        if word.lower in self._known.names_that_are_words:
            return strength == LIKELY or not self._is_no_person(word)
        if not self._could_be_name(word, published_counts=True):
            return self._is_initial(place) and strength == LIKELY
        return strength == LIKELY or word.start in self._proper or self._next_is_surname(place)

    def _is_cued_word_name(self, word: Word, strength: int) -> bool:
        """Like "my friend May": a capital where a name is likely."""
        return (
            strength == LIKELY and word.capital and word.lower in self._known.names_that_are_words
        )

    def _is_whole_name_in_small_letters(self, place: int) -> bool:
        """Like "my husband tom smith": a word that is also a name, with a family name behind it."""
        if self._words[place].lower not in self._known.names_that_are_words:
            return False
        if not self._follows(place):
            return False
        following = self._words[place + 1].lower
        return (
            following in self._known.surnames
            and following not in self._known.published_words
            and following not in self._known.never
        )

    def _is_initial(self, place: int) -> bool:
        """Like "P. J. Harcourt": a letter with a stop, and more of the name behind it."""
        word = self._words[place]
        return (
            len(word.text) == 1
            and self._text[word.end : word.end + 1] == "."
            and self._follows(place)
        )

    def _next_is_surname(self, place: int) -> bool:
        return (
            self._follows(place)
            and self._words[place + 1].capital
            and self._could_be_name(self._words[place + 1])
        )

    def _extend(self, place: int, strength: int = LIKELY) -> int:
        """The last word of the name that begins at `place`."""
        first, last = self._words[place], place
        while last - place + 1 < _LONGEST and self._follows(last):
            if not self._continues(first, self._words[last + 1], strength):
                break
            last += 1
        while last > place and self._words[last].lower in _PARTICLES:
            last -= 1
        return last

    def _continues(self, first: Word, word: Word, strength: int) -> bool:
        if word.lower in _PARTICLES or (len(word.text) == 1 and word.capital and first.capital):
            return True
        if word.lower in self._known.never or self._is_no_person(word):
            return False
        if first.capital and not self._shouted:
            return word.capital
        if word.lower in self._known.given_names or word.lower in self._known.surnames:
            return True
        return strength == SURE and word.lower not in self._known.published_words

    def _follows(self, place: int) -> bool:
        """Whether the next word stands right behind this one, as parts of a name do."""
        if place + 1 >= len(self._words):
            return False
        word, following = self._words[place], self._words[place + 1]
        gap = self._text[word.end : following.start]
        if "." in gap and len(word.text) > 1:
            return False
        return bool(_GAP.fullmatch(gap)) and not word.text.lower().endswith(("'s", "’s"))

    # -- what a word can be -------------------------------------------------------------------

    def _could_be_name(self, word: Word, *, published_counts: bool = False) -> bool:
        if word.lower in self._known.never or self._is_no_person(word) or len(word.text) < 2:
            return False
        return not (published_counts and word.lower in self._known.published_words)

    def _is_no_person(self, word: Word) -> bool:
        return word.lower in self._known.not_people

    def _is_word_name(self, place: int) -> bool:
        """Like "Mark Wilson": a name that is also a word, with a family name behind it."""
        word = self._words[place]
        if self._shouted or not word.capital or not self._follows(place):
            return False
        following = self._words[place + 1]
        return (
            word.lower in self._known.names_that_are_words
            and following.capital
            and following.lower in self._known.surnames
            and following.lower not in self._known.published_words
        )

    def _span(self, first: int, last: int) -> Span:
        end = self._words[last].end
        return Span(self._words[first].start, end - self._possessive(last), "name")

    def _possessive(self, place: int) -> int:
        return 2 if self._words[place].text.lower().endswith(("'s", "’s")) else 0


def _proper_starts(doc: Doc | None) -> frozenset[int]:
    """Where spaCy sees a proper noun that is no place, nation, day or organisation."""
    if doc is None:
        return frozenset()
    return frozenset(
        token.idx
        for token in with_entities(with_grammar(doc))
        if token.pos_ == "PROPN" and token.ent_type_ in ("", "PERSON", "ORG")
    )
