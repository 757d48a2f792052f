"""What a crisis looks like, from content/crisis.yml, crisis_examples.yml and crisis_languages.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.text.content_file import ContentSyntaxError, read_yaml
from bot.text.crisis_languages import (
    LANGUAGES_FILE,
    CrisisLanguagesError,
    load_crisis_languages,
)
from bot.text.phrases import PhraseError, TokenPattern, token_patterns

MAIN_FILE, EXAMPLES_FILE = "crisis.yml", "crisis_examples.yml"


_BETWEEN = r"[\s,'’-]{1,3}"


class CrisisContentError(ValueError):
    """A crisis file cannot be used; the message names file, entry and reason."""


@dataclass(frozen=True)
class CrisisKind:
    """One kind of danger. `phrases` match what `bare` makes of a text."""

    name: str
    phrases: tuple[re.Pattern[str], ...]
    patterns: tuple[tuple[TokenPattern, ...], ...]
    examples: tuple[str, ...]
    hard_negatives: tuple[str, ...]
    in_other_languages: tuple[str, ...] = ()
    """Phrases for `bot.text.crisis_languages.is_said`."""


@dataclass(frozen=True, eq=False)  # compared by identity: matchers are kept for each
class CrisisContent:
    """All kinds of danger, the one that decides in doubt first."""

    kinds: tuple[CrisisKind, ...]
    figures_of_speech: tuple[re.Pattern[str], ...] = ()


def bare(text: str) -> str:
    """The text as phrases are written: lower case, words only, no apostrophes."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’`´]", "", text.lower())))


def load_crisis_content(path: Path) -> CrisisContent:
    """Read content/crisis.yml, and the two files that belong to it beside it. Raises CrisisContentError."""
    kinds = _kinds(path)
    beside = path.with_name(EXAMPLES_FILE)
    more = _kinds(beside)
    aside = _read(beside)
    sets = aside.get("sets") or {}
    for name in more:
        if name not in kinds:
            raise CrisisContentError(f"{beside.name}: {name}: no such kind in {path.name}")
    try:
        elsewhere = load_crisis_languages(path.with_name(LANGUAGES_FILE), kinds)
        read = [_kind(name, kinds[name], more.get(name) or {}, sets) for name in kinds]
        return CrisisContent(
            tuple(replace(kind, in_other_languages=elsewhere.get(kind.name, ())) for kind in read),
            tuple(_figure(phrase) for phrase in aside.get("figures_of_speech") or ()),
        )
    except CrisisLanguagesError as error:
        raise CrisisContentError(str(error)) from None
    except (AttributeError, KeyError, TypeError, re.error, PhraseError) as error:
        raise CrisisContentError(f"{path.name}: {type(error).__name__}: {error}") from error


def _kind(
    name: str, published: Mapping[str, Any], more: Mapping[str, Any], sets: Mapping[str, str]
) -> CrisisKind:
    return CrisisKind(
        name=name,
        phrases=tuple(_phrase(phrase) for phrase in published["phrases"]),
        patterns=tuple(_pattern(f"{name}: {one}", one, sets) for one in more.get("patterns", ())),
        examples=(*published.get("examples", ()), *more.get("examples", ())),
        hard_negatives=(*published.get("hard_negatives", ()), *more.get("hard_negatives", ())),
    )


def _phrase(phrase: str) -> re.Pattern[str]:
    grouped = re.sub(r"\(([^()]*)\)", r"(?:\1)", phrase.strip())
    return re.compile(rf"(?<!\w){grouped}(?!\w)")


def _figure(phrase: str) -> re.Pattern[str]:
    """Like a phrase, but for the text as it was typed: other marks may stand between the words."""
    grouped = re.sub(r"\(([^()]*)\)", r"(?:\1)", phrase.strip())
    return re.compile(rf"(?<!\w){grouped.replace(' ', _BETWEEN)}(?!\w)", re.IGNORECASE)


def _pattern(entry: str, phrase: str, sets: Mapping[str, str]) -> tuple[TokenPattern, ...]:
    try:
        return tuple(token_patterns(re.sub(r"<(\w+)>", lambda m: f"({sets[m[1]]})", phrase)))
    except (KeyError, PhraseError) as error:
        raise PhraseError(f"{EXAMPLES_FILE}: {entry}: {error}") from error


def _kinds(path: Path) -> dict[str, Any]:
    kinds = _read(path).get("kinds")
    if not isinstance(kinds, dict) or not kinds:
        raise CrisisContentError(f"{path.name}: kinds: missing")
    return kinds


def _read(path: Path) -> dict[str, Any]:
    try:
        content = read_yaml(path)
    except ContentSyntaxError as error:
        raise CrisisContentError(str(error)) from None
    if not isinstance(content, dict):
        raise CrisisContentError(f"{path.name}: not a mapping")
    return content
