"""A long message, in passages: what matters in a story stands in one place, and what is asked stands last."""

from __future__ import annotations

import re

_STORY = 60  # words
_SENTENCE_ENDS = re.compile(r"(?<=[.!?\n])\s+")


def is_story(text: str) -> bool:
    """Whether a message is told at length: longer than what the encoder takes in at once."""
    return len(text.split()) >= _STORY


def passages_of(text: str, words: int) -> list[str]:
    """The text in passages of whole sentences, of about so many words each; one at least."""
    passages: list[list[str]] = [[]]
    for sentence in _SENTENCE_ENDS.split(text):
        if passages[-1] and len(passages[-1]) + len(sentence.split()) > words:
            passages.append([])
        passages[-1].extend(sentence.split())
    return [" ".join(each) for each in passages]


def last_sentence(text: str) -> str:
    """The last sentence that has words."""
    told = [each for each in _SENTENCE_ENDS.split(text.strip()) if re.search(r"\w", each)]
    return told[-1] if told else text
