"""Whether a message says how somebody can be reached."""

from __future__ import annotations

import re

from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of

_MANY_DIGITS = re.compile(r"(?:\d[\s().-]?){7,}")
_LOOKS_LIKE_MAIL = re.compile(r"\S@\S")
_A_WAY = re.compile(rf"{_MANY_DIGITS.pattern}|\S+@\S+")
_WAYS = frozenset(("phone", "email"))


def has_number_or_mail(turn: Turn) -> bool:
    """Whether a message holds a telephone number or an email address, whatever else it holds.

    A street alone reaches nobody: "outside 5 Station Road" is where something is.
    """
    kinds = {span.kind for span in turn.message.personal_data or ()}
    text = turn.message.text
    looks_like = _MANY_DIGITS.search(text) or _LOOKS_LIKE_MAIL.search(text)
    return bool(kinds & _WAYS or looks_like)


def gives_only_a_way(turn: Turn) -> bool:
    """Whether a number or an email address is all that a message says: "my number is …, call me"."""
    rest = _without_ways(turn)
    listening = turn.content.listening
    names_it = not rest or has_run(rest, listening.ways_to_reach)
    return has_number_or_mail(turn) and names_it and listening.gives_nothing_but_a_way(rest)


def _without_ways(turn: Turn) -> str:
    text = turn.message.text
    spans = [each for each in turn.message.personal_data or () if each.kind in _WAYS]
    for span in sorted(spans, key=lambda each: each.start, reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    return " ".join(words_of(_A_WAY.sub(" ", text)))
