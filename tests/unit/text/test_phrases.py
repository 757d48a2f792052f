"""The small language of phrases becomes patterns for spaCy's Matcher."""

from typing import Any

import pytest

from bot.text.phrases import PhraseError, forms, token_patterns


def _matched(nlp: Any, phrase: str, text: str) -> bool:
    from spacy.matcher import Matcher

    matcher = Matcher(nlp.vocab)
    matcher.add("phrase", [token_patterns(phrase)])
    return bool(matcher(nlp.make_doc(text)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("{work}", "I worked"), ("{study}", "she studies"), ("self employed", "self-employed"),
     ("{live} [all] alone", "living alone"), ("(mum|dad) of", "Dad of two"),
     ("{have} ... kids", "have got two little kids"), ("do not rent", "I dont rent"),
     ("unemployed", "unemployd"), ("{be} deaf", "im deaf")],
)  # fmt: skip
def test_a_phrase_meets_what_people_write(nlp: Any, phrase: str, text: str) -> None:
    assert _matched(nlp, phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("{rent} out", "rent it out"), ("{have} ... kids", "have a very very nice house kids"),
     ("poor", "pour")],
)  # fmt: skip
def test_a_phrase_does_not_meet_more(nlp: Any, phrase: str, text: str) -> None:
    assert not _matched(nlp, phrase, text)


@pytest.mark.parametrize("phrase", ["", "a (b", "[a", "a)b", "(a||b)", "{a b}"])
def test_a_phrase_that_cannot_be_read_is_quoted(phrase: str) -> None:
    with pytest.raises(PhraseError, match="cannot be read"):
        token_patterns(phrase)


def test_irregular_verbs_keep_their_forms() -> None:
    assert "grew" in forms("grow")
    assert {"claim", "claims", "claimed", "claiming"} <= set(forms("claim"))
