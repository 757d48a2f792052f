"""A message is read no further than somebody asks, and then as spaCy would have read it at once."""

import pytest

from bot.nlu.spacy_model import load_language
from bot.text.reading import with_entities, with_grammar, words_of

TEXT = "My mum Margaret can't walk far from Leeds and I look after her."


def test_words_alone_have_no_grammar() -> None:
    doc = words_of(TEXT, load_language())
    assert not doc.has_annotation("DEP")
    assert doc[4].norm_ == "not"


@pytest.mark.parametrize("entities_first", [True, False])
def test_what_is_asked_for_is_as_if_read_at_once(entities_first: bool) -> None:
    language = load_language()
    at_once, doc = language(TEXT), words_of(TEXT, language)
    for read in sorted(
        (with_grammar, with_entities), key=lambda f: f.__name__, reverse=not entities_first
    ):
        assert read(doc) is doc
    assert [token.dep_ for token in doc] == [token.dep_ for token in at_once]
    assert [token.pos_ for token in doc] == [token.pos_ for token in at_once]
    assert [token.lemma_ for token in doc] == [token.lemma_ for token in at_once]
    assert [(each.text, each.label_) for each in doc.ents] == [
        (each.text, each.label_) for each in at_once.ents
    ]


def test_nothing_is_worked_out_twice() -> None:
    doc = with_grammar(words_of(TEXT, load_language()))
    doc[0].pos_ = "X"
    assert with_grammar(doc)[0].pos_ == "X"


def test_a_document_that_spacy_has_read_stays_as_it_is() -> None:
    doc = load_language()(TEXT)
    doc[0].pos_ = "X"
    assert with_entities(with_grammar(doc))[0].pos_ == "X"
