"""Pseudonyms tell nothing, tokens cannot be guessed, and signatures are good for one purpose."""

import pytest

from bot.privacy.pseudonyms import (
    new_token,
    pseudonym,
    signature,
    signature_matches,
    token_hash,
    token_matches,
)

SECRET = "a secret of at least thirty-two characters"


def test_the_same_key_has_the_same_pseudonym_at_the_same_agency():
    assert pseudonym(SECRET, "council", "remember", "key") == pseudonym(
        SECRET, "council", "remember", "key"
    )


@pytest.mark.parametrize(
    "other",
    [
        (SECRET, "health", "remember", "key"),
        (SECRET, "council", "survey", "key"),
        (SECRET, "council", "remember", "another key"),
        (SECRET + "!", "council", "remember", "key"),
    ],
)
def test_another_agency_purpose_key_or_secret_gives_another_pseudonym(other):
    assert pseudonym(*other) != pseudonym(SECRET, "council", "remember", "key")


def test_tokens_are_long_and_never_the_same():
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert min(map(len, tokens)) >= 43


def test_only_the_token_matches_its_hash():
    token = new_token()
    assert token_matches(token, token_hash(token))
    assert not token_matches(new_token(), token_hash(token))
    assert token not in token_hash(token)


def test_a_signature_is_good_for_one_purpose_and_one_value():
    signed = signature(SECRET, "form", "value")
    assert signature_matches(SECRET, "form", "value", signed)
    assert not signature_matches(SECRET, "ticket", "value", signed)
    assert not signature_matches(SECRET, "form", "other value", signed)
    assert not signature_matches(SECRET, "form", "value", "ünsinn")
