"""Is somebody in danger? Three nets, the surest first.

Figures of speech are left out before anything is looked for. A phrase of content/crisis.yml decides by
itself. Else the model of bot.text.danger is asked, which weighs the meaning of the message, its letters
and words, what it is nearest to, and the patterns of crisis_examples.yml; an intent classifier that thinks
of a crisis too makes a possible danger a sure one. What is only possible is answered as usual, with a word
on where help is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.crisis_content import CrisisContent, bare
from bot.text.crisis_languages import foreign, is_said
from bot.text.danger import SAFE, UNKNOWN, DangerModel
from bot.text.encoder import Vectors
from bot.text.passages import is_story, passages_of
from bot.text.phrase_matcher import PhraseMatcher
from bot.text.phrases import TokenPattern
from bot.text.plain import plain

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

SURE, POSSIBLE = 0.0, -1.6
Place = tuple[int, int]
Encode = Callable[[Sequence[str]], Vectors]
_MOST_TOKENS = 400
_MOST_CHARACTERS = 2000
_PASSAGE, _CLEARLY = 40, 1.5
"""Words of a passage of a story, and how much more than sure is clear."""


@dataclass(frozen=True)
class Danger:
    """The model, and the scores from which on danger is sure, and possible."""

    model: DangerModel
    sure: float = SURE
    possible: float = POSSIBLE


@dataclass(frozen=True)
class Alarm:
    """A danger of some kind. One that is not sure may be a look-alike."""

    kind: str
    sure: bool


def detect(
    doc: Doc,
    content: CrisisContent,
    danger: Danger,
    encode: Encode,
    *,
    intent_says_so: bool = False,
    otherwise_clear: bool = False,
) -> Alarm | None:
    """The danger that the message `doc` is about, or None.

    `otherwise_clear`: what the message asks for is understood beyond doubt, and it is no crisis. Then it must
    sound clearly like danger to get nothing but the crisis help.
    `encode` makes wide vectors of sentences, shape (n, 1152).
    """
    figures = _figures(doc.text, content)
    text = _without(doc.text, figures)
    if kind := find_phrase(text, content):
        return Alarm(kind, sure=True)
    matched = find_patterns(doc, content, figures)
    sentence = plain(text)[:_MOST_CHARACTERS]
    if not any(map(str.isalpha, sentence)):
        return None
    vector = encode([sentence])[0]
    score = danger.model.score(sentence, vector, bool(matched))
    if score < danger.possible:
        return None
    kind = matched[0] if matched else danger.model.kind(vector)
    needed = danger.sure + _CLEARLY if otherwise_clear else danger.sure
    sure = score >= needed and _in_some_passage(text, bool(matched), danger, encode)
    return Alarm(kind, sure=intent_says_so or sure)


def _in_some_passage(text: str, matched: bool, danger: Danger, encode: Encode) -> bool:
    """Whether a long story holds a passage that sounds like danger by itself: much that is sad and
    harmless adds up, and danger stands in one place.
    """
    if not is_story(text):
        return True
    passages = [plain(each) for each in passages_of(text, _PASSAGE)]
    scores = map(danger.model.score, passages, encode(passages), [matched] * len(passages))
    return max(scores) >= danger.sure + _CLEARLY


def find_phrase(text: str, content: CrisisContent) -> str | None:
    """The first kind one of whose phrases stands in the text."""
    words, in_any = bare(text[: 2 * _MOST_CHARACTERS]), foreign(text[: 2 * _MOST_CHARACTERS])
    for kind in content.kinds:
        if any(phrase.search(words) for phrase in kind.phrases):
            return kind.name
        if is_said(kind.in_other_languages, in_any):
            return kind.name
    return None


def find_patterns(doc: Doc, content: CrisisContent, except_in: Sequence[Place] = ()) -> list[str]:
    """The kinds whose patterns match outside the places given, in the order of the content."""
    found = set()
    for number, first, last in _matcher(doc.vocab, content)(doc[:_MOST_TOKENS]):
        span = doc[first:last]
        if not any(span.start_char < end and start < span.end_char for start, end in except_in):
            found.add(_patterns(content)[number][0])
    return [kind.name for kind in content.kinds if kind.name in found]


def _figures(text: str, content: CrisisContent) -> list[Place]:
    return [
        match.span()
        for figure in content.figures_of_speech
        for match in figure.finditer(text[: 2 * _MOST_CHARACTERS])
    ]


def _without(text: str, places: Sequence[Place]) -> str:
    kept, last = [], 0
    for start, end in sorted(places):
        kept.append(text[last : max(last, start)])
        last = max(last, end)
    return " ".join([*kept, text[last:]])


@dataclass(frozen=True)
class Lesson:
    """What the model learns from: sentences, whether a pattern matched, and their labels."""

    sentences: tuple[str, ...]
    matched: tuple[bool, ...]
    labels: tuple[str, ...]


def lesson(
    content: CrisisContent, crises: Sequence[str], ordinary: Sequence[str], language: Language
) -> Lesson:
    """The examples of the content, with more crises (of no known kind) and ordinary messages."""
    told = [(one, kind.name) for kind in content.kinds for one in kind.examples]
    told += [(one, find_phrase(one, content) or UNKNOWN) for one in crises]
    quiet = [one for kind in content.kinds for one in kind.hard_negatives]
    told += [(one, SAFE) for one in (*quiet, *ordinary)]
    sentences = [plain(sentence) for sentence, _ in told]
    matched = [bool(find_patterns(language.make_doc(sentence), content)) for sentence in sentences]
    return Lesson(tuple(sentences), tuple(matched), tuple(label for _, label in told))


@lru_cache(maxsize=2)
def _matcher(vocab: Vocab, content: CrisisContent) -> PhraseMatcher:
    numbered = enumerate(_patterns(content))
    return PhraseMatcher(vocab, {number: pattern for number, (_, pattern) in numbered})


@lru_cache(maxsize=2)
def _patterns(content: CrisisContent) -> list[tuple[str, tuple[TokenPattern, ...]]]:
    """Every pattern with the kind it belongs to."""
    return [(kind.name, pattern) for kind in content.kinds for pattern in kind.patterns]
