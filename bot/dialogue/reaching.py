"""Whether a message says how somebody can be reached."""

from __future__ import annotations

import re

from bot.dialogue.turn import Turn

_REACHES = frozenset(("phone", "email", "address", "postcode"))
_MANY_DIGITS = re.compile(r"(?:\d[\s().-]?){7,}")
_LOOKS_LIKE_MAIL = re.compile(r"\S@\S")


def can_be_reached_by(turn: Turn) -> bool:
    """Whether a message holds a number or an address under which somebody can be reached."""
    kinds = {span.kind for span in turn.message.personal_data or ()}
    return bool(kinds & _REACHES) or has_number_or_mail(turn)


def has_number_or_mail(turn: Turn) -> bool:
    """Whether a message holds a telephone number or an email address, whatever else it holds."""
    kinds = {span.kind for span in turn.message.personal_data or ()}
    text = turn.message.text
    looks_like = _MANY_DIGITS.search(text) or _LOOKS_LIKE_MAIL.search(text)
    return bool(kinds & {"phone", "email"} or looks_like)
