"""Is somebody in danger? Three nets, the surest first.

Figures of speech are left out before anything is looked for. A phrase of content/crisis.yml decides by
itself. Else the model of bot.text.danger is asked, which weighs the meaning of the message, its letters
and words, and the patterns of crisis_examples.yml; an intent classifier that thinks of a crisis too
lowers what it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.text.crisis_content import CrisisContent, bare
from bot.text.danger import SAFE, UNKNOWN, DangerModel
from bot.text.encoder import Vectors
from bot.text.plain import plain

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

LIKELY = 0.45
LIKELY_WITH_INTENT = 0.2
Place = tuple[int, int]
Encode = Callable[[Sequence[str]], Vectors]
_MOST_TOKENS = 400
_MOST_CHARACTERS = 2000


@dataclass(frozen=True)
class Danger:
    """The model, and how sure it must be: alone, or when the intent classifier says crisis too."""

    model: DangerModel
    likely: float = LIKELY
    likely_with_intent: float = LIKELY_WITH_INTENT


def detect(
    doc: Doc,
    content: CrisisContent,
    danger: Danger,
    encode: Encode,
    *,
    intent_says_so: bool = False,
) -> str | None:
    """The kind of danger that the message `doc` is about, or None.

    `encode` makes unit vectors of sentences, shape (n, 384).
    """
    figures = _figures(doc.text, content)
    text = _without(doc.text, figures)
    if kind := find_phrase(text, content):
        return kind
    matched = find_patterns(doc, content, figures)
    enough = danger.likely_with_intent if intent_says_so else danger.likely
    sentence = plain(text)[:_MOST_CHARACTERS]
    vector = encode([sentence])[0]
    if danger.model.probability(sentence, vector, bool(matched)) < enough:
        return None
    return matched[0] if matched else danger.model.kind(vector)


def find_phrase(text: str, content: CrisisContent) -> str | None:
    """The first kind one of whose phrases stands in the text."""
    words = bare(text[: 2 * _MOST_CHARACTERS])
    for kind in content.kinds:
        if any(phrase.search(words) for phrase in kind.phrases):
            return kind.name
    return None


def find_patterns(doc: Doc, content: CrisisContent, except_in: Sequence[Place] = ()) -> list[str]:
    """The kinds whose patterns match outside the places given, in the order of the content."""
    found = set()
    for key, first, last in _matcher(doc.vocab, content)(doc[:_MOST_TOKENS]):
        span = doc[first:last]
        if not any(span.start_char < end and start < span.end_char for start, end in except_in):
            found.add(doc.vocab.strings[key])
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
def _matcher(vocab: Vocab, content: CrisisContent) -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(vocab)
    for kind in content.kinds:
        if kind.patterns:
            matcher.add(kind.name, [list(pattern) for pattern in kind.patterns])
    return matcher
