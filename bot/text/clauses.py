"""Whether a stretch of words is asserted, denied, asked or only supposed of its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.text.numbers import NUMBER_WORDS
from bot.text.subjects import ENDS, OTHERS, SELF, Subject, clause_start, norm

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_AUXILIARIES = frozenset(
    "am are is was were do does did can could will would should shall must may might have has had".split()
)
_SUPPOSING = frozenset("if unless whether wish suppose supposing once imagine pretend when".split())
_NOT_YET = frozenset(
    "want wanna wants hope hoping hopes will would could should may might going gonna plan planning try"
    " trying need needs like must apply applied applying thinking wish nearly almost become becoming"
    " treated about supposed allowed claiming 'll 'd ll pretending consider considering asked".split()
)
_WONDERING = frozenset({"how", "what", "why", "where", "which"})
_DENYING = frozenset("not never neither nor without stopped quit longer".split())
_SAYING = frozenset(
    "say says said tell tells told think thinks thought believe believes reckon reckons assume assumes"
    " ask asks asked claim claims".split()
)
_BE = frozenset("am is are was were be been being m 's 'm 're re become remain".split())


def is_asserted(span: Span, subject: Subject) -> bool:
    """Whether the speaker says it as so (or as not so): no question, condition, wish or hearsay."""
    doc, first = span.doc, clause_start(span.doc, span.start)
    if {"as", "a"} <= {norm(token) for token in doc[max(first, span.start - 3) : span.start]}:
        return not _SUPPOSING & {
            norm(token) for token in doc[max(first, span.start - 5) : span.start]
        }
    begin = subject.token if subject.token is not None else first
    before = [norm(token) for token in doc[max(first, begin - 5) : begin]]
    between = [norm(token) for token in doc[begin + (subject.token is not None) : span.start]]
    if _have_become(between):
        between = []
    if (_NOT_YET | _WONDERING) & set(between) or _supposed(before) or _hearsay(doc, begin, first):
        return False
    if subject.token is not None and _inverted(doc, subject.token, first):
        return False
    return subject.token is not None or "?" not in _ending(doc, span.end)


def is_denied(span: Span, subject: Subject) -> bool:
    """Whether a "not", "never" or "no longer" between subject and words takes them back."""
    first = clause_start(span.doc, span.start)
    begin = first if subject.token is None else max(first, subject.token)
    between = _since_last_and([norm(token) for token in span.doc[begin : span.start]])
    if "only" in between or "just" in between:
        return False
    if between[-2:] == ["used", "to"] or "used to" in " ".join(between):
        return True
    return bool(_DENYING & set(between))


def is_being(span: Span, subject: Subject) -> bool:
    """Whether `span` is what the subject IS ("I'm ...", "as a ...", or a bare "... here")."""
    first = clause_start(span.doc, span.start)
    begin = first if subject.token is None else subject.token + 1
    between = [token for token in span.doc[begin : span.start] if token.text != ","]
    words = [norm(token) for token in between]
    if "as" in words[-3:] and not _paid(words):
        return True
    if subject.token is None:
        return _bare(span, first)
    verbs = [place for place, token in enumerate(between) if _is_verb(token)]
    if not verbs or words[verbs[-1]] not in _BE:
        return False
    return not any(token.pos_ == "ADP" for token in between[verbs[-1] :])


def is_past(span: Span, subject: Subject) -> bool:
    """Whether the verb before says that it was so once ("I was a student")."""
    if subject.token is None:
        return False
    words = {norm(token) for token in span.doc[subject.token : span.start]}
    return bool(words & {"was", "were"}) or "had been" in " ".join(words)


def modifies(span: Span) -> bool:
    """Whether the words only describe another noun: "student discount", "disabled bus pass"."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if following is None or following.is_punct or following.text.startswith("'"):
        return False
    last = span[-1]
    return following.pos_ in ("NOUN", "PROPN") and (
        last.dep_ in ("compound", "amod", "nmod", "poss") or last.head.i >= span.end
    )


# --- Asked, supposed, hearsay --------------------------------------------------------------------


def _inverted(doc: Doc, subject: int, first: int) -> bool:
    """ "do I", "am I", "how can my mum": a question about the subject."""
    place = subject - 1
    while place >= first and (doc[place].pos_ in ("ADV", "DET", "ADJ") or norm(doc[place]) == "my"):
        place -= 1
    return place >= first and norm(doc[place]) in _AUXILIARIES and not _after_subject(doc, place)


def _after_subject(doc: Doc, place: int) -> bool:
    return place > 0 and norm(doc[place - 1]) in SELF | OTHERS


def _have_become(words: list[str]) -> bool:
    return "become" in words and bool({"have", "has", "'ve", "ve"} & set(words))


def _supposed(before: list[str]) -> bool:
    return bool(_SUPPOSING & set(before[-3:])) or bool({"how", "what"} & set(before[-2:]))


def _hearsay(doc: Doc, begin: int, first: int) -> bool:
    """ "they said I'm ...", "you think I'm ...": somebody else's words."""
    for place in range(begin - 1, max(first, begin - 4) - 1, -1):
        if norm(doc[place]) in _SAYING:
            return not any(norm(token) in SELF for token in doc[max(first, place - 3) : place])
    return False


def _ending(doc: Doc, place: int) -> str:
    while place < len(doc) and doc[place].text not in ENDS:
        place += 1
    return doc[place].text if place < len(doc) else ""


# --- Small helpers -------------------------------------------------------------------------------


def _since_last_and(words: list[str]) -> list[str]:
    for place in range(len(words) - 1, -1, -1):
        if words[place] in ("and", "but") and "neither" not in words:
            return words[place + 1 :]
    return words


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or norm(token) in _BE


def _paid(words: list[str]) -> bool:
    return bool({"work", "works", "working", "worked", "job", "treat", "treated"} & set(words))


def _bare(span: Span, first: int) -> bool:
    """No subject at all: the words head the sentence, or follow a comma or "and"."""
    head = [norm(token) for token in span.doc[first : span.start]]
    opening = {"hi", "hello", "hey", "a", "an", "and", "also", "not", "but", ",", "plus", "no",
               "now", "currently", "both", "-"}  # fmt: skip
    tail = [word for word in head[-2:] if word not in NUMBER_WORDS and not word.isdigit()]
    return all(word in opening for word in tail) and span[-1].tag_ not in ("NNS", "NNPS")
