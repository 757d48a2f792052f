"""Many phrases are looked for at once, and what is found is what spaCy's own Matcher finds."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher

from bot.text.phrase_matcher import PhraseMatcher
from bot.text.phrases import token_patterns

PHRASES = (
    "{rent}",
    "(two|three) kids",
    "carer ... mum",
    "[full] time carer",
    "pensioners",
    "on my own",
)
PATTERNS = {number: token_patterns(phrase) for number, phrase in enumerate(PHRASES)}
WORDS = "rent rents renting two three kids carer for my mum full time pensioner pensioners on own - ,".split()


@pytest.fixture(scope="module")
def matcher(nlp: Any) -> PhraseMatcher:
    return PhraseMatcher(nlp.vocab, PATTERNS)


@pytest.fixture(scope="module")
def spacys_own(nlp: Any) -> Matcher:
    matcher = Matcher(nlp.vocab)
    for number, pattern in PATTERNS.items():
        matcher.add(str(number), [pattern], greedy="LONGEST")
    return matcher


def test_a_phrase_is_found_by_its_number_and_place(matcher: PhraseMatcher, nlp: Any) -> None:
    assert matcher(nlp.make_doc("i am renting with two kids")[:]) == [(0, 2, 3), (1, 4, 6)]


def test_a_phrase_that_may_hold_a_slip_is_found_without_a_needed_word(
    matcher: PhraseMatcher, nlp: Any
) -> None:
    assert matcher(nlp.make_doc("we pensoners")[:]) == [(4, 1, 2)]


@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=12))
def test_it_finds_what_one_matcher_of_all_phrases_finds(
    words: list[str], matcher: PhraseMatcher, spacys_own: Matcher, nlp: Any
) -> None:
    span = nlp.make_doc(" ".join(words))[:]
    expected = {(int(nlp.vocab.strings[key]), first, last) for key, first, last in spacys_own(span)}
    assert set(matcher(span)) == expected
