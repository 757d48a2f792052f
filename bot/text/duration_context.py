"""What the words around a duration say of it: only looks like one, or has already gone by."""

from __future__ import annotations

import re

_I = re.IGNORECASE

# --- What only looks like a duration ------------------------------------------------------------

_RATE_BEFORE = re.compile(
    r"(?:\b(?:once|twice|thrice|times|per|every|each|hours?|days?|nights?|pounds|quid|pence|shifts?)"
    r"|[£$€]\s?[\d.,]+k?|\b\d+[.,]\d\d|\b\d+p)\s+(?:(?:or|so|about|for)\s+)?$",
    _I,
)
_RATE_AFTER = re.compile(
    r"^\s?(?:a|per|each)\s(?:day|week|month|year)|^ly\b|^/\d|^\s?(?:old|of age|pregnant|gone\b)|"
    r"^[- ]olds?\b|^['’]s (?:old|time)|^ (?:bus|travel|parking)? ?(?:pass|ticket|permit|card)s?\b",
    _I,
)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?(?: of)?|under|over|the age of)\s$|"
    r"\b(?:i\s?['’]?\s?a?m|(?:s?he|it)(?: is|['’]s)|is)\s(?:only |just |now |nearly |almost )?$",
    _I,
)
_SPEECH_BEFORE = re.compile(
    r"\b(?:just|wait|hang on|hold on|give me|got|have you got|in|half|one|for)\s$", _I
)
_IDIOMS = re.compile(r"(?:a|one|half a) (?:minutes?|seconds?)$", _I)


def is_something_else(text: str, start: int, end: int) -> bool:
    """Whether the words at [start, end) are a rate, an age, a day gone by or a figure of speech."""
    before, phrase, after = text[max(0, start - 24) : start], text[start:end], text[end : end + 24]
    if _RATE_BEFORE.search(before) or _RATE_AFTER.search(after) or after.startswith(" ago"):
        return True  # "ago" names a day: bot.text.dates has it
    if phrase.lower().startswith(("a ", "an ")) and before.rstrip()[-1:].isdigit():
        return True
    if phrase.lower().endswith(("year", "years")) and _AGE_BEFORE.search(before):
        return True
    return bool(_IDIOMS.fullmatch(phrase.strip()) and _SPEECH_BEFORE.search(before))


# --- Already gone by, or expected? --------------------------------------------------------------

_ELAPSED_BEFORE = re.compile(
    r"\b(?:wait(?:ed|ing)|been|on hold|took|taken|already|last|past|since|spent|after|ignored|for the last)\b"
    r"(?![^.!?;,]*\b(?:should|expect|hope|want|would|within|less than|no more|at most|but)\b)"
    r"[^.!?;,]*$",
    _I,
)
_ELAPSED_AFTER = re.compile(
    r"^ (?:now|already|so far|late|overdue|gone|and counting|and (?:still )?(?:no|nothing|not)"
    r"|have passed|has passed|on hold)\b",
    _I,
)


def is_elapsed(text: str, start: int, end: int) -> bool:
    """Whether the duration at [start, end) has already gone by ("I have waited six weeks")."""
    before = text[max(0, start - 60) : start]
    return bool(_ELAPSED_BEFORE.search(before) or _ELAPSED_AFTER.search(text[end : end + 20]))
