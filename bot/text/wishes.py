"""For whom somebody asks, and how they want to be served.

The words stand in content/facts.yml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.fact_patterns import FactPatterns
from bot.text.phrases import forms
from bot.text.reading import with_grammar
from bot.text.subjects import MOST_TOKENS, OWN_FAMILY, clause_start, norm

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Span, Token
    from spacy.vocab import Vocab

_MINE = frozenset({"my", "our"})
_ANYBODYS = frozenset({"a", "an", "the", "another", "this"})
_NOT_FOR = frozenset(
    "care cares caring cared carer carers caregiver look looks looking looked wait waits waiting waited"
    " work works working pay pays paying paid search searching thanks thank sorry responsible moved"
    " move".split()
)
_REFUSING = frozenset({"not", "without", "never", "no"})
_REQUIRED = (
    "do i have",
    "must i",
    "must it",
    "do i need",
    "does it have",
    "do we have",
    "am i",
    "are we",
)
_NEAREST = frozenset({"mother", "father", "child", "partner"})


@dataclass(frozen=True)
class Mention:
    """A value read from [start, end): whom somebody asks for, or how they want to be served."""

    value: str
    start: int
    end: int


def read_on_behalf_of(doc: Doc, patterns: FactPatterns) -> list[Mention]:
    """For whom somebody asks: "mother", "father", "child", "partner", "neighbour" or "other"."""
    found = []
    for noun in doc[:MOST_TOKENS]:
        who = patterns.people.get(noun.lower_)
        if who:
            with_grammar(doc)
        if who and not _possessive(noun) and (_is_for(noun, who) or _needs(noun, who, patterns)):
            first = _phrase_start(noun)
            found.append(Mention(who, doc[first].idx, noun.idx + len(noun)))
    return _first_of_each(found)


def _possessive(noun: Token) -> bool:
    following = noun.doc[noun.i + 1 : noun.i + 2].text
    return following in ("'s", "’s", "'", "’") and noun.dep_ == "poss"


def _phrase_start(noun: Token) -> int:
    for place in range(noun.i - 1, max(-1, noun.i - 4), -1):
        if norm(noun.doc[place]) in _MINE | _ANYBODYS:
            return place
    return int(noun.i)


def _is_for(noun: Token, who: str) -> bool:
    """ "for my mum", "on behalf of a client", "helping my grandad with ..." """
    first = _phrase_start(noun)
    owner = norm(noun.doc[first])
    if (
        owner not in _MINE
        and noun.lower_ not in OWN_FAMILY
        and not (who == "other" and owner in _ANYBODYS)
    ):
        return False
    before = [norm(token) for token in noun.doc[max(0, first - 4) : first]]
    if before[-1:] == ["for"]:
        return not _NOT_FOR & set(before[-3:])
    if before[-2:] == ["behalf", "of"]:
        return True
    if before[-1:] == ["about"]:
        return bool({"what", "is", "'s", "how"} & set(before))
    return before[-1:] == ["helping"] and norm_at(noun, 1) == "with"


def norm_at(token: Token, offset: int) -> str:
    """The word `offset` places after `token`, or ""."""
    place = token.i + offset
    return norm(token.doc[place]) if 0 <= place < len(token.doc) else ""


def _needs(noun: Token, who: str, patterns: FactPatterns) -> bool:
    """ "my son needs ...", "can my daughter get ...", "my mum is 80": a relation's own case."""
    mine = norm(noun.doc[_phrase_start(noun)]) in _MINE or noun.lower_ in OWN_FAMILY
    if noun.dep_ not in ("nsubj", "nsubjpass") or not mine:
        return False
    if any(norm(other) == "i" for other in noun.conjuncts):
        return False  # "my wife and I"
    verb = noun.head
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if any(child.i < noun.i for child in auxiliaries) or (
        verb.i < noun.i and norm(verb) in ("is", "are")
    ):
        return True
    if norm(verb) in _all_forms(patterns.tells):
        return False
    if verb.lemma_ == "be" or norm(verb) in ("is", "'s", "was"):
        return _is_case(verb, who)
    if noun.dep_ == "nsubjpass" and any(norm(child) in ("is", "'s") for child in auxiliaries):
        return who in _NEAREST
    if who == "neighbour":
        return False  # what a neighbour gets is said to compare
    # "my son has moved out" is news about him; "my son can't get in" is his need.
    helping = (norm(child) for child in auxiliaries if child.lemma_ != "have")
    words = {norm(verb), *helping}
    return bool(words & _all_forms(patterns.needs))


def _is_case(verb: Token, who: str) -> bool:
    """ "is 80", "is disabled"; not "is a landlord"."""
    complement = [child for child in verb.children if child.dep_ in ("attr", "acomp", "npadvmod")]
    has_age = any(child.pos_ == "NUM" or child.like_num for child in complement)
    return (has_age and who != "neighbour") or (
        who in _NEAREST and any(child.pos_ in ("ADJ", "VERB") for child in complement)
    )


@lru_cache(maxsize=4)
def _all_forms(words: frozenset[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in forms(word))


def _first_of_each(found: Iterable[Mention]) -> list[Mention]:
    kept: dict[str, Mention] = {}
    for one in found:
        kept.setdefault(one.value, one)
    return list(kept.values())


def read_levels(doc: Doc, patterns: FactPatterns) -> list[Mention]:
    """Interaction levels: "in_person", "guided" or "self_serve"."""
    matcher = _level_matcher(doc.vocab, patterns)
    found = []
    for key, first, last in matcher(doc[:MOST_TOKENS]):
        value = doc.vocab.strings[key].partition(":")[0]
        span = doc[first:last]
        if not _refused(span):
            found.append(Mention(value, span.start_char, span.end_char))
    return _longest(found)


def _refused(span: Span) -> bool:
    """ "not step by step", "I don't want to speak to anyone": the phrase itself may hold the "not"."""
    if any(norm(token) == "not" for token in span):
        return False
    first = clause_start(span.doc, span.start)
    words = [norm(token) for token in span.doc[max(first, span.start - 8) : span.start]]
    before = _since_comma(words)
    asked = any(phrase in " ".join(before) for phrase in _REQUIRED)
    return asked or bool(_REFUSING & set(before)) or "than" in before[-1:]


def _since_comma(words: list[str]) -> list[str]:
    for place in range(len(words) - 1, -1, -1):
        if words[place] in (",", "but", "so"):
            return words[place + 1 :]
    return words


def _longest(found: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for one in sorted(found, key=lambda mention: mention.start - mention.end):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda mention: mention.start)


@lru_cache(maxsize=2)
def _level_matcher(vocab: Vocab, patterns: FactPatterns) -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(vocab)
    for number, (level, pattern) in enumerate(patterns.levels):
        matcher.add(f"{level}:{number}", [list(pattern)], greedy="LONGEST")
    return matcher
