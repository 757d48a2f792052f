"""A message as spaCy reads it, and no further than somebody asks.

Splitting it into words is cheap. Its grammar, and the people and places in it, cost more than everything else
that is done to understand a message; and in most there is no word for which they could matter. So whoever
needs them says so, and they are then worked out once, for everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UNREAD = "unread"
_ENTITIES = frozenset({"ner", "entity_ruler"})


def words_of(text: str, language: Language) -> Doc:
    """The text split into words, and nothing more yet."""
    doc = language.make_doc(text)
    doc.user_data[_UNREAD] = list(language.pipeline)
    return doc


def with_grammar(doc: Doc) -> Doc:
    """The same document with parts of speech, lemmas and the parse; as it is when spaCy has read it."""
    return _read(doc, entities=False)


def with_entities(doc: Doc) -> Doc:
    """The same document with named entities; as it is when spaCy has read it."""
    return _read(doc, entities=True)


def _read(doc: Doc, *, entities: bool) -> Doc:
    later = []
    for name, component in doc.user_data.pop(_UNREAD, ()):
        if (name in _ENTITIES) is entities:
            doc = component(doc)
        else:
            later.append((name, component))
    if later:
        doc.user_data[_UNREAD] = later
    return doc
