"""Facts that a message states about the speaker, or about somebody they know.

The phrases stand in content/facts.yml; bot.text.clauses says whose they are and whether they are meant.
Sarcasm is not understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.ages import read_ages
from bot.text.clauses import (
    is_asserted,
    is_being,
    is_denied,
    is_former,
    is_heading,
    is_past,
    is_supposed,
    is_taken_back,
    is_withdrawn,
    modifies,
    was_once,
)
from bot.text.fact_patterns import FactPatterns, FactPhrase
from bot.text.phrase_matcher import PhraseMatcher
from bot.text.reading import with_grammar
from bot.text.slips import undo_slips
from bot.text.subjects import MOST_TOKENS, Subject, clause_start, norm, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

_BEFORE_BARE = frozenset(
    "and also not never but , currently hi hello now n been just still really only recently am so"
    " yes yeah again being barely plus both already".split()
)
_BEFORE_NOUNS = frozenset(
    "the a an my our your his her their of at for from in no any some this that social hard".split()
)
_BEFORE_TO = frozenset("have has had got go goes went used".split())
_ORDERS = frozenset(
    "claim get buy rent let start run".split()
)  # "claim universal credit" is a wish
_IS_SUBJECT = frozenset({"nsubj", "nsubjpass", "poss"})
_OURS = frozenset({"me", "us", "i"})
_NAMES_SPEAKER = _OURS | {"my", "our"}
_NO_DESCRIPTION = 3  # words
_NEGATORS = frozenset({"not", "no", "never", "without"})


@dataclass(frozen=True)
class FactMention:
    """One fact as it was said. `subject` is "self" or "other"; offsets count characters.

    `number` is the age where `name` is "age", else None.
    """

    name: str
    holds: bool
    number: int | None
    subject: str
    start: int
    end: int


def read_facts(doc: Doc, patterns: FactPatterns) -> list[FactMention]:
    """The facts stated in the first 400 words of `doc`, in order."""
    found = [
        mention
        for phrase, span in _matches(doc, patterns)
        if (mention := _mention(phrase, span, patterns))
    ]
    ages = [
        FactMention("age", True, age.number, age.subject.who, age.start, age.end)
        for age in read_ages(doc, patterns.people)
    ]
    return _without_doubles([*found, *ages])


def _mention(phrase: FactPhrase, span: Span, patterns: FactPatterns) -> FactMention | None:
    if is_withdrawn(span):
        return None
    if phrase.shape == "presumes" or (phrase.shape == "says" and _names_speaker(span)):
        return _presumed(phrase, span)
    subject = _subject(phrase, span, patterns)
    if subject is None or not is_asserted(span, subject, ever=phrase.past_counts):
        return None
    denied = is_denied(span, subject) != _denied_inside(phrase, span)
    if not phrase.past_counts and _is_long_ago(phrase, span, subject, denied=denied):
        return None
    denied = denied or _is_over(phrase, span)
    if denied and phrase.number is not None:
        return None  # "I'm not a pensioner" gives no age
    who = "other" if subject.who == "other" else "self"
    holds = phrase.holds != denied
    return FactMention(phrase.fact, holds, phrase.number, who, span.start_char, span.end_char)


def _is_over(phrase: FactPhrase, span: Span) -> bool:
    return phrase.holds and not phrase.past_counts and is_taken_back(span)


def _is_long_ago(phrase: FactPhrase, span: Span, subject: Subject, *, denied: bool) -> bool:
    """Whether it is told as something of the past, which says nothing of today."""
    if phrase.shape == "is":
        return is_past(span, subject) or is_former(span)
    told = phrase.shape == "does" and phrase.holds and not denied
    return told and not is_taken_back(span) and was_once(span, subject)


def _presumed(phrase: FactPhrase, span: Span) -> FactMention | None:
    """What words imply of the speaker even in a question: "how do I get my tenants out?"."""
    if is_supposed(span):
        return None
    return FactMention(phrase.fact, phrase.holds, None, "self", span.start_char, span.end_char)


def _names_speaker(span: Span) -> bool:
    """ "us carers", "they turned me down": the words themselves say whose they are."""
    return bool(_NAMES_SPEAKER & {norm(token) for token in span})


def _subject(phrase: FactPhrase, span: Span, patterns: FactPatterns) -> Subject | None:
    """Whom the phrase is about, or None when it is no statement about anybody."""
    words = {norm(token) for token in span}
    if phrase.shape == "does" and _OURS & words and "than" not in words:
        return Subject("self")  # "they brought me up in ..."
    if phrase.shape == "says":
        subject = subject_of(span, patterns.people)
        return subject if subject.who in ("self", "other") else Subject("self")
    subject = subject_of(span, patterns.people)
    if phrase.shape == "is" and span.root.dep_ == "amod" and subject.noun is not None:
        return Subject("other", None, subject.noun)  # "my disabled husband"
    if subject.who == "nobody" or (_may_modify(phrase, span) and modifies(span)):
        return None
    if phrase.shape == "is" and not _is(span, subject):
        return None
    if phrase.shape == "does" and not _does(span, subject):
        return None
    return subject


def _is(span: Span, subject: Subject) -> bool:
    """Whether the words are what the subject is, or head the message: "student here"."""
    if is_heading(span, subject):
        return True
    return span.root.dep_ not in _IS_SUBJECT and is_being(span, subject)


def _may_modify(phrase: FactPhrase, span: Span) -> bool:
    """Whether the words can be a description of a noun: longer ones, and "studying ..." first, cannot."""
    if phrase.shape != "does":
        return True
    opens = span.start == clause_start(span.doc, span.start) and norm(span[0]).endswith("ing")
    return len(span) < _NO_DESCRIPTION and not opens


def _does(span: Span, subject: Subject) -> bool:
    """Whether the words are what the subject does, not a thing: "I rent", not "the rent"."""
    first = clause_start(span.doc, span.start)
    head = [norm(token) for token in span.doc[first : span.start]]
    if len(span) == 1 and head and (head[-1] in _BEFORE_NOUNS or span.root.dep_ == "compound"):
        return False
    if len(span) == 1 and head[-1:] in (["and"], [","]) and not _is_verb(span):
        return False
    if _is_infinitive(head) and (len(span) == 1 or subject.who == "other"):
        return False  # "how to work", "a visa to come here"
    if subject.token is None and not head and norm(span[0]) in _ORDERS:
        return False
    if head[-2:] == ["used", "to"]:
        head = head[:-2]
    return subject.token is not None or not head or head[-1] in _BEFORE_BARE


def _is_verb(span: Span) -> bool:
    return span.root.pos_ == "VERB" or norm(span[0]).endswith("ing")


def _is_infinitive(head: list[str]) -> bool:
    return len(head) > 1 and head[-1] == "to" and head[-2] not in _BEFORE_TO


def _denied_inside(phrase: FactPhrase, span: Span) -> bool:
    return not phrase.negative and any(norm(token) in _NEGATORS for token in span)


# --- Matching ------------------------------------------------------------------------------------


def _matches(doc: Doc, patterns: FactPatterns) -> Iterator[tuple[FactPhrase, Span]]:
    undo_slips(doc, patterns)
    found = _fact_matcher(doc.vocab, patterns)(doc[:MOST_TOKENS])
    if found:
        with_grammar(doc)
    told = len(patterns.phrases)
    idle = [(first, last) for number, first, last in found if number >= told]
    for number, first, last in found:
        if number < told and not any(low < last <= high and first < high for low, high in idle):
            yield patterns.phrases[number], doc[first:last]


@lru_cache(maxsize=2)
def _fact_matcher(vocab: Vocab, patterns: FactPatterns) -> PhraseMatcher:
    """The phrases of facts by their numbers, and after them those that state nothing."""
    every = [*(phrase.pattern for phrase in patterns.phrases), *patterns.nothing]
    return PhraseMatcher(vocab, dict(enumerate(every)))


def _without_doubles(found: Iterable[FactMention]) -> list[FactMention]:
    """Without what lies inside a longer mention about the same person ("rent" in "rent out"), and
    without a second mention of one fact in one place.
    """
    kept: list[FactMention] = []
    # Of a denial and its opposite in the same place the denial counts: it holds the "not".
    longest_first = sorted(found, key=lambda one: (one.start - one.end, one.start, one.holds))
    for one in longest_first:
        if not any(_hidden(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda mention: (mention.start, mention.end, mention.name))


def _hidden(one: FactMention, longer: FactMention) -> bool:
    inside = longer.start <= one.start and one.end <= longer.end
    overlaps = one.start < longer.end and longer.start < one.end
    shorter = one.end - one.start < longer.end - longer.start
    same_person = one.subject == longer.subject
    return (one.name == longer.name and overlaps) or (inside and shorter and same_person)
