"""What plainly says in another language that somebody is in danger, from content/crisis_languages.yml."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.text.content_file import ContentSyntaxError, read_yaml

LANGUAGES_FILE = "crisis_languages.yml"
_LETTERS = str.maketrans({"ł": "l", "ı": "i", "đ": "d"})
"""Those that are no letter and an accent, and are typed without it all the same."""
_ACCENTS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670]")
_UNSPACED = re.compile(r"[\u3400-\u9fff]")


class CrisisLanguagesError(ValueError):
    """The file cannot be used; the message names file, entry and reason."""


def load_crisis_languages(path: Path, kinds: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The phrases of each kind of danger, as `is_said` wants them; none when there is no such file.

    Raises CrisisLanguagesError, also for a kind that is none of `kinds`.
    """
    if not path.exists():
        return {}
    found: dict[str, list[str]] = defaultdict(list)
    try:
        for language in read_yaml(path)["languages"]:
            for kind, phrase in _phrases(language):
                if kind not in kinds:
                    raise CrisisLanguagesError(f"{path.name}: {kind}: no such kind of danger")
                found[kind].append(phrase)
    except ContentSyntaxError as error:
        raise CrisisLanguagesError(str(error)) from None
    except (AttributeError, KeyError, TypeError) as error:
        raise CrisisLanguagesError(f"{path.name}: {type(error).__name__}: {error}") from None
    return {kind: tuple(phrases) for kind, phrases in found.items()}


def _phrases(language: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    code = language["code"]
    for kind, phrases in language.items():
        if kind == "code":
            continue
        for phrase in phrases:
            known = foreign(phrase).strip()
            if not known:
                raise CrisisLanguagesError(f"{LANGUAGES_FILE}: {code}: {kind}: an empty phrase")
            yield kind, known if _UNSPACED.search(known) else f" {known} "


def is_said(phrases: tuple[str, ...], text: str) -> bool:
    """Whether one of the phrases stands in what `foreign` made of a text."""
    return any(phrase in text for phrase in phrases)


def foreign(text: str) -> str:
    """Words between single spaces, with one before and after: no case, accents, apostrophes or other marks.

    The vowel signs of Indic scripts are marks too, and stay: without them words are others.
    """
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_LETTERS)
    kept = "".join(map(_kept, re.sub(r"['’`´ʼ]", "", bare)))
    return f" {' '.join(kept.split())} "


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":  # joiners within a word
        return ""
    return character if category[0] in "LMN" else " "
