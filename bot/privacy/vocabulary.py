"""The words that tell a person's name from other words, read from content/masking.

What the agencies publish themselves is added: a telephone number, address or e-mail that stands in
content/ is nobody's secret, and a word used there ("Badge", "Amberton") alone makes nobody a person.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from bot.privacy.patterns import PATTERNS
from bot.settings import ROOT
from bot.text.content_file import ContentSyntaxError, published_files, read_text, read_yaml
from bot.text.last_sound import first_reading

_PUBLISHED_KINDS = {"phone", "email", "postcode", "address", "url_with_id"}
_PUBLISHED_FILES = (
    "*.yml",
    "services/**/*.yml",
    "standards/**/*.yml",
    "requests/**/*.yml",
    "eligibility/**/*.yml",
    "wording/*.yml",
)
_OF_A_VALUE = re.compile(r"[\d@]")
_LOOK_AGAIN_AFTER = 2.0  # seconds

logger = logging.getLogger(__name__)
_last_good: dict[Path, Vocabulary] = {}


class VocabularyError(ValueError):
    """A file of content/masking cannot be used; the message names the file and the reason."""


@dataclass(frozen=True)
class Vocabulary:
    """Sets of lower-case words, except `published`: values stripped to letters and digits."""

    given_names: frozenset[str]
    surnames: frozenset[str]
    names_that_are_words: frozenset[str]
    never: frozenset[str]
    not_people: frozenset[str]
    relations: tuple[str, ...]
    titles: tuple[str, ...]
    titles_that_are_words: tuple[str, ...]
    published: frozenset[str]
    published_words: frozenset[str]

    def is_published(self, value: str) -> bool:
        """Whether an agency publishes this telephone number, address or link itself."""
        return bare(value) in self.published


def bare(value: str) -> str:
    """A value without spaces, punctuation and case; +44 becomes 0."""
    plain = re.sub(r"[\W_]", "", value.casefold())
    return re.sub(r"^(?:00)?44(?=\d{9})(?:0)?", "0", plain)


def vocabulary(content_dir: Path | None = None) -> Vocabulary:
    """The vocabulary of a content folder, read again soon after a file there has changed.

    A change that cannot be used is logged, and the last good words stay in force, or those of the last
    sound copy. Raises VocabularyError when there are none.
    """
    folder = content_dir or Path(os.environ.get("ASSISTANT_CONTENT_DIR", ROOT / "content"))
    if folder not in _last_good:
        _last_good[folder] = first_reading(read_vocabulary, folder)
        return _last_good[folder]
    try:
        _last_good[folder] = read_vocabulary(folder)
    except (VocabularyError, OSError) as error:
        _log_once(str(error) if isinstance(error, VocabularyError) else type(error).__name__)
    return _last_good[folder]


def read_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary of a content folder as it is, at most two seconds old. Raises VocabularyError."""
    return _read(folder, _state(folder, int(time.monotonic() / _LOOK_AGAIN_AFTER)))


@lru_cache(maxsize=8)
def _log_once(message: str) -> None:
    logger.warning("masking words not reloaded: %s", message)


@lru_cache(maxsize=2)
def _state(folder: Path, _tick: int) -> tuple[tuple[str, int, int], ...]:
    paths = published_files(folder, *_PUBLISHED_FILES, "masking/*")
    stats = [(path, path.stat()) for path in paths]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=2)
def _read(folder: Path, _state: object) -> Vocabulary:
    words = _words(folder / "masking" / "words.yml")
    text = "\n".join(map(_text, published_files(folder, *_PUBLISHED_FILES)))
    return Vocabulary(
        given_names=_names(folder / "masking" / "given_names.txt"),
        surnames=_names(folder / "masking" / "surnames.txt"),
        names_that_are_words=frozenset(words["names_that_are_words"]),
        never=frozenset(words["never"]),
        not_people=frozenset(words["not_people"]),
        relations=tuple(words["relations"]),
        titles=tuple(words["titles"]),
        titles_that_are_words=tuple(words["titles_that_are_words"]),
        published=frozenset(_published_values(text)),
        published_words=frozenset(re.findall(r"[^\W\d_]{2,}", text.casefold())),
    )


def _published_values(text: str) -> Iterable[str]:
    told = "\n".join(_lines_with_values(text))
    for pattern in PATTERNS:
        if pattern.kind in _PUBLISHED_KINDS:
            yield from (bare(told[span.start : span.end]) for span in pattern.find(told))


def _lines_with_values(text: str) -> Iterable[str]:
    """Three lines in four hold no digit and no "@", and so no value; one may end on the next line."""
    for before, line in pairwise(["", *text.splitlines()]):
        if _OF_A_VALUE.search(line) or _OF_A_VALUE.search(before):
            yield line


def _text(path: Path) -> str:
    try:
        return read_text(path)
    except ContentSyntaxError as error:
        raise VocabularyError(str(error)) from None


def _names(path: Path) -> frozenset[str]:
    lines = _text(path).splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and line[0] != "#")


def _words(path: Path) -> dict[str, list[str]]:
    try:
        entries = read_yaml(path)
    except ContentSyntaxError as error:
        raise VocabularyError(str(error)) from None
    if not isinstance(entries, dict):
        raise VocabularyError(f"{path.name}: not a mapping of lists")
    lists = ("titles", "titles_that_are_words", "relations", "never", "not_people")
    for key in (*lists, "names_that_are_words"):
        given = entries.get(key)
        if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
            raise VocabularyError(
                f"{path.name}: {key}: not a list of words (quote yes, no, on, off)"
            )
    return entries
