"""Whom a stretch of words is about.

spaCy's parse says whose verb it is; where people write without full stops and apostrophes the parse
fails, and the nearest word before the stretch that can be a subject is taken instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MOST_TOKENS = 400  # of a message are read; nobody's facts begin later
_LONGEST_SENTENCE = 60  # tokens looked back over, where people use no full stops
SELF = frozenset({"i", "we"})
OTHERS = frozenset({"he", "she", "they"})
OWN_FAMILY = frozenset(
    "mum mam mom mummy dad daddy nan nana gran granny grandma grandad grandpa".split()
)
_NOBODY = frozenset(
    "you u it this that there someone somebody anyone anybody everyone everybody people one who which"
    " what nobody noone".split()
)
ENDS = frozenset(".!?;:\n")
_ACROSS = frozenset("over across up down along in on".split())
_STREETS = frozenset("road street way landing lane close hall corridor block".split())
_NEAR = frozenset("upstairs downstairs opposite".split())
_JOINS = frozenset(
    "and but so because as since , cos only though although while plus then n".split()
)
_ME = frozenset({"me", "myself"})
_THE = frozenset("wife missus husband hubby kids bairns mrs fella lad lass".split())


@dataclass(frozen=True)
class Subject:
    """Who it is about: "self", "other", "nobody" (a question to us, people in general) or "unsaid".

    `token` is the subject's place in the document, `noun` its word when it is somebody's relation.
    """

    who: str
    token: int | None = None
    noun: str | None = None


def norm(token: Token) -> str:
    """The word in lower case without its apostrophe's spelling: "n't" is "not"."""
    return str(token.norm_).lower().replace("’", "'")


def subject_of(span: Span, relations: Collection[str]) -> Subject:
    """Whom `span` is about. `relations` are the nouns that stand for people one knows."""
    found = _by_parse(span, relations)
    if found.who == "unsaid":
        return _nearest(span, relations)
    nearer = _speaker_since(span, found)
    return found if nearer is None else Subject("self", nearer)


def _speaker_since(span: Span, found: Subject) -> int | None:
    """Where "... and I" begins a clause of its own between the parse's subject and the words."""
    if found.who == "self" or found.token is None:
        return None
    for place in range(span.start - 1, found.token + 1, -1):
        if norm(span.doc[place]) in SELF and norm(span.doc[place - 1]) in _JOINS:
            return place
    return None


def clause_start(doc: Doc, place: int) -> int:
    """The first token of the sentence that holds `place`, by punctuation and line ends."""
    furthest = max(0, place - _LONGEST_SENTENCE)
    while place > furthest and doc[place - 1].text not in ENDS and "\n" not in doc[place - 1].text:
        place -= 1
    return place


def _by_parse(span: Span, relations: Collection[str]) -> Subject:
    token = span.root
    for _ in range(8):
        subject = _own_subject(token, span)
        if subject is not None:
            return _resolve(subject, relations)
        if token.dep_ == "amod" or (token.dep_ == "relcl" and token.head.i < token.i):
            return _of_noun(token.head, relations)
        if token.head.i == token.i:
            break
        token = token.head
    return Subject("unsaid")


def _own_subject(token: Token, span: Span) -> Token | None:
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.i < span.start:
            return child
    return None


def _resolve(subject: Token, relations: Collection[str]) -> Subject:
    words = {norm(token): token.i for token in (subject, *subject.conjuncts)}
    mine = (SELF | _ME) & set(words)  # "my family and me come from ..."
    if mine:
        return Subject("self", max(words[word] for word in mine))
    word = norm(subject)
    if word in ("who", "that", "which") and subject.i > 0:
        noun = subject.head.head if subject.head.dep_ == "relcl" else subject.doc[subject.i - 1]
        return _of_noun(noun, relations)
    if word in OTHERS:
        return Subject("other", subject.i)
    if word in _NOBODY:
        return Subject("nobody", subject.i)
    return _of_noun(subject, relations)


def _of_noun(noun: Token, relations: Collection[str]) -> Subject:
    """A noun: somebody's relation, or the speaker in "I'm a mum who works", or nobody we know."""
    if noun.dep_ == "attr" and any(norm(child) in SELF for child in noun.head.children):
        places = [child.i for child in noun.head.children if norm(child) in SELF]
        return Subject("self", places[0])
    if norm(noun) in SELF:
        return Subject("self", noun.i)  # "im 5 months pregnant": the parse hangs it all on the "i"
    if noun.lower_ in relations and _owned(noun):
        return Subject("other", noun.i, noun.lower_)
    return Subject("other" if _lives_near(noun) else "nobody", noun.i)


def _lives_near(noun: Token) -> bool:
    """ "the lad next door", "the woman upstairs"."""
    around = [norm(token) for token in noun.doc[max(0, noun.i - 1) : noun.i + 3]]
    after = [norm(token) for token in noun.doc[noun.i + 1 : noun.i + 4]]
    if after[:1] and after[0] in _ACROSS and after[2:] and after[2] in _STREETS:
        return True
    return (
        around[:2] == ["next", "door"]
        or around[2:4] == ["next", "door"]
        or bool(_NEAR & set(around[2:3]))
    )


def _owned(noun: Token) -> bool:
    left = noun.doc[max(0, noun.i - 4) : noun.i]
    if noun.lower_ in OWN_FAMILY and (not left or left[-1].pos_ not in ("DET", "NUM", "ADJ")):
        return True
    if not left and noun.dep_ in ("nsubj", "nsubjpass"):
        return True  # "wife has dementia"
    if noun.lower_ in _THE and left and norm(left[-1]) == "the":
        return True
    return any(norm(token) in ("my", "me", "our", "his", "her", "their") for token in left)


def _nearest(span: Span, relations: Collection[str]) -> Subject:
    """The nearest word to the left, in the same sentence, that can be a subject."""
    for token in _backwards(span):
        word = norm(token)
        if word in SELF:
            return Subject("self", token.i)
        if word in OTHERS:
            return Subject("other", token.i)
        if word in _NOBODY and token.dep_ not in ("pobj", "dobj"):
            return Subject("nobody", token.i)
        if token.lower_ in relations and _owned(token) and token.dep_ not in ("pobj", "dobj"):
            return Subject("other", token.i, token.lower_)
    return Subject("unsaid")


def _backwards(span: Span) -> Iterator[Token]:
    first = clause_start(span.doc, span.start)
    for place in range(span.start - 1, first - 1, -1):
        yield span.doc[place]
