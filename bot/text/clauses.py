"""Whether a stretch of words is asserted, denied, asked or only supposed of its subject."""

from __future__ import annotations

import re
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
_ASKING = (_AUXILIARIES | _WONDERING | {"who"}) - {"had", "has", "have", "was", "were"}
_DENYING = frozenset("not never neither nor without stopped quit longer".split())
_SAYING = frozenset(
    "say says said tell tells told think thinks thought believe believes reckon reckons assume assumes"
    " ask asks asked claim claims".split()
)
_NOT_PLURAL = frozenset("on in ex former preggers single".split())
_FORMER = frozenset("retired former ex student trainee ghost".split())
_TAKEN_BACK_WITHIN = 14  # words after what was said
_TAKEN_BACK = re.compile(
    r"^(?:[^,]* )?(?:, |but |- )(?:but )?(?:not|no longer) "
    r"(?:now|these days|any ?more|any longer|at the moment|lately)\b"
    r"|\b(?:that|it) (?:is|'s|s|has|was) (?:all )?(?:been )?(?:finished|over|done|ended|stopped)\b"
    r"|^(?:\w+ ){0,4}(?:till|until|til) \w+ (?:\w+ )?(?:passed|died|went into|moved|left)\b"
    r"|\bin the past\b"
)
# Verbs of a lasting state in the simple past: it may be long over.
_ONCE = frozenset(
    "worked rented lived studied owned claimed earned ran cared looked used signed".split()
)
_WITHDRAWING = frozenset(
    "forget forgot remove delete wipe erase clear scrub ignore lose drop scrap".split()
)
_DONE_TO = frozenset(
    "diagnosed registered born put transferred moved migrated given granted switched told signed".split()
)
_HAD = frozenset("job jobs mortgage business shop company tenant tenants tenancy".split())
_PERFECT = frozenset("have has 've ve had been 's used since not never".split())
_WHEN = frozenset({"when", "once"})
_WISHES = frozenset("like love want need hoping".split())  # what a phrase of a wish begins with
_WISHING = frozenset("'d d would will 'll".split())
_DECLARING = frozenset("it i we there this that".split())
_AFTER_HEADING = frozenset(
    "here , and n & since in at with for needing looking trying wondering - . from on".split()
)
_BE = frozenset("am is are was were be been being m 's 'm 're re become remain".split())


def is_asserted(span: Span, subject: Subject, *, ever: bool = False) -> bool:
    """Whether the speaker says it as so (or as not so): no question, condition, wish or hearsay.

    `ever`: it is enough that it was so at some time, so that "when I left care" says it.
    """
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
    if norm(span[0]) in _WISHES:
        between = [word for word in between if word not in _WISHING]
    if ever or _is_told(doc, begin, span):
        before = [word for word in before if word not in _WHEN]
    if (_NOT_YET | _WONDERING) & set(between) or _supposed(before) or _hearsay(doc, begin, first):
        return False
    if subject.token is not None and _inverted(doc, subject.token, first):
        return False
    return subject.token is not None or "?" not in _ending(doc, span.end) or _asked_after(span)


def _is_told(doc: Doc, begin: int, span: Span) -> bool:
    """ "when I got ...": the past is told, where "when I'm ..." supposes."""
    return any(token.tag_ == "VBD" for token in doc[begin : span.start + 2])


def is_supposed(span: Span) -> bool:
    """Whether an "if" or the like stands shortly before the words."""
    first = clause_start(span.doc, span.start)
    return bool(
        (_SUPPOSING - {"when", "once"})
        & {norm(token) for token in span.doc[max(first, span.start - 4) : span.start]}
    )


def is_heading(span: Span, subject: Subject) -> bool:
    """ "student here", "care leaver, 19": the first words, with no verb that they could be subject of."""
    if subject.token is not None or not _bare(span, clause_start(span.doc, span.start)):
        return False
    following = norm(span.doc[span.end]) if span.end < len(span.doc) else "."
    return following in _AFTER_HEADING


def is_former(span: Span) -> bool:
    """ "a retired nurse", "my old landlord", "a student nurse": not what the noun alone says."""
    before = {norm(token) for token in span.doc[max(0, span.start - 2) : span.start]}
    return bool(before & _FORMER)


def is_taken_back(span: Span) -> bool:
    """Whether what follows says that it is over: "..., not these days", "till she died"."""
    doc, last = span.doc, span.end
    while last < len(doc) and last < span.end + _TAKEN_BACK_WITHIN and doc[last].text not in ENDS:
        last += 1
    following = " ".join(norm(token) for token in doc[span.end : last])
    return bool(_TAKEN_BACK.search(following))


def is_withdrawn(span: Span) -> bool:
    """ "forget what I said about my wages", "that bit about me being a carer": it is to be unsaid."""
    first = clause_start(span.doc, span.start)
    before = [norm(token) for token in span.doc[max(first, span.start - 9) : span.start]]
    return "about" in before and bool(
        _WITHDRAWING & set(before)
        or before[-2:] == ["me", "being"]
        or before[-3:-1] == ["me", "being"]
    )


def was_once(span: Span, subject: Subject) -> bool:
    """Whether a verb of lasting state stands in the simple past: "I worked there for years"."""
    verb = norm(span[0])
    first = subject.token if subject.token is not None else clause_start(span.doc, span.start)
    before = {norm(token) for token in span.doc[first : span.start]}
    if verb == "had" and norm(span[-1]) in _HAD:
        return not before & _PERFECT
    if verb in ("was", "were") and norm(span[1:2][0] if len(span) > 1 else span[0]) not in _DONE_TO:
        return True
    if verb in _ONCE:
        return not before & _PERFECT
    return verb.endswith("ing") and bool(before & {"was", "were"})


def is_denied(span: Span, subject: Subject) -> bool:
    """Whether a "not", "never" or "no longer" between subject and words takes them back."""
    first = clause_start(span.doc, span.start)
    begin = first if subject.token is None else max(first, subject.token)
    between = _since_last_and([norm(token) for token in span.doc[begin : span.start]])
    if "only" in between or "just" in between:
        return False
    if _doubted(span.doc, begin, first):
        return True
    if between[-2:] == ["used", "to"] or "used to" in " ".join(between):
        return True
    return bool(_DENYING & set(between))


def _doubted(doc: Doc, begin: int, first: int) -> bool:
    """ "I wouldn't say I'm ...", "I don't think I'm ..."."""
    before = [norm(token) for token in doc[max(first, begin - 4) : begin]]
    return "not" in before and bool(_SAYING & set(before)) and bool(SELF & set(before))


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
    return not any(token.pos_ in ("ADP", "SCONJ") for token in between[verbs[-1] :])


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


def _asked_after(span: Span) -> bool:
    """ "sole trader, where can I tip?": the question begins only after the words, not before them."""
    doc, first = span.doc, clause_start(span.doc, span.start)
    if any(norm(token) in _ASKING - {"am", "is", "are", "'s"} for token in doc[first : span.start]):
        return False
    if norm(doc[first]) in _DECLARING:
        return True
    if any(norm(token) in _ASKING for token in doc[first : span.start]):
        return False
    place = span.end
    while place + 1 < len(doc) and doc[place].text not in ENDS:
        if norm(doc[place]) in _ASKING and place > span.end - 1:
            return True
        place += 1
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
               "now", "currently", "both", "longer", "ex", "yes", "-", "being", "still", "n", "so",
               "been", "just", "only", "am", "former", "yeah"}  # fmt: skip
    tail = [word for word in head[-2:] if word not in NUMBER_WORDS and not word.isdigit()]
    return all(word in opening for word in tail) and (
        span[-1].tag_ not in ("NNS", "NNPS") or norm(span[0]) in _NOT_PLURAL
    )
