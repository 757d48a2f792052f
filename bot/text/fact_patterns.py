"""The phrases of content/facts.yml, checked and ready for spaCy's Matcher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.text.content_file import ContentSyntaxError, read_yaml
from bot.text.phrases import PhraseError, TokenPattern, token_patterns

_SHAPES = ("is", "does", "says", "presumes")
_NEGATORS = re.compile(r"\b(?:not|never|no|nobody|noone|without|nor)\b")
_GROUP = re.compile(r"<(\w+)>")
_LONG = 6  # letters; a slip in a shorter word makes another word too often


class FactPatternsError(ValueError):
    """content/facts.yml cannot be used; the message names the entry and the reason."""


@dataclass(frozen=True)
class FactPhrase:
    """One way to say one fact. `shape` is "is", "does", "says" or "presumes".

    `number` is the age that a word stands for. `negative` phrases hold a "not" of their own.
    """

    fact: str
    shape: str
    holds: bool
    pattern: tuple[TokenPattern, ...]
    number: int | None = None
    past_counts: bool = False
    negative: bool = False


@dataclass(frozen=True, eq=False)  # compared by identity: matchers are kept for each
class FactPatterns:
    """Everything the reader of facts looks for."""

    phrases: tuple[FactPhrase, ...]
    people: dict[str, str]  # "mum" -> "mother"
    needs: frozenset[str]
    tells: frozenset[str]
    levels: tuple[tuple[str, tuple[TokenPattern, ...]], ...]
    nothing: tuple[tuple[TokenPattern, ...], ...] = ()  # these hold words of facts, and state none
    spelled: dict[str, str] = field(default_factory=dict)  # "meself" -> "myself"
    words: frozenset[str] = frozenset()  # what a misspelt word may have been meant for

    @property
    def facts(self) -> frozenset[str]:
        """The names of all facts that can be read."""
        return frozenset(phrase.fact for phrase in self.phrases)


def load_fact_patterns(path: Path) -> FactPatterns:
    """Read and check the file. Raises FactPatternsError."""
    try:
        return _patterns(read_yaml(path))
    except ContentSyntaxError as error:
        raise FactPatternsError(str(error)) from None
    except PhraseError as error:
        raise FactPatternsError(f"{path.name}: {error}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FactPatternsError(f"{path.name}: {type(error).__name__}: {error}") from error


def _patterns(content: dict[str, Any]) -> FactPatterns:
    behalf = content["on_behalf_of"]
    groups = {name: "|".join(words) for name, words in (content.get("words") or {}).items()}
    phrases = (*_facts(content["facts"], groups), *_ages(content.get("ages") or {}))
    return FactPatterns(
        phrases=phrases,
        people={noun: who for who, nouns in behalf["people"].items() for noun in nouns},
        needs=frozenset(behalf["needs"]),
        tells=frozenset(behalf["tells"]),
        levels=tuple(
            (level, _pattern(phrase, f"interaction_level: {level}"))
            for level, phrases in content["interaction_level"].items()
            for phrase in phrases
        ),
        nothing=tuple(
            _pattern(_with_groups(phrase, groups), "nothing")
            for phrase in content.get("nothing") or ()
        ),
        spelled={str(wrong): right for wrong, right in (content.get("spelled") or {}).items()},
        words=frozenset(_long_words(phrases)),
    )


def _with_groups(phrase: str, groups: dict[str, str]) -> str:
    """The phrase with each `<name>` replaced by that group's words."""
    return _GROUP.sub(lambda match: groups[match[1]], phrase)


def _long_words(phrases: tuple[FactPhrase, ...]) -> Iterator[str]:
    for phrase in phrases:
        for token in phrase.pattern:
            norm = token.get("NORM", {})
            for word in norm.get("IN", ()) or [norm.get("FUZZY1", "")]:
                if len(word) >= _LONG and word.isalpha():
                    yield word


def _facts(facts: dict[str, dict[str, Any]], groups: dict[str, str]) -> Iterator[FactPhrase]:
    for fact, entry in facts.items():
        for key, phrases in entry.items():
            if key == "past_counts":
                continue
            shape, _, suffix = key.partition("_")
            if shape not in _SHAPES or suffix not in ("", "not"):
                raise ValueError(f"{fact}: unknown key {key!r}")
            for phrase in phrases:
                yield FactPhrase(
                    fact=fact,
                    shape=shape,
                    holds=not suffix,
                    pattern=_pattern(_with_groups(phrase, groups), f"{fact}: {key}"),
                    past_counts=bool(entry.get("past_counts")),
                    negative=bool(_NEGATORS.search(phrase)),
                )


def _pattern(phrase: str, entry: str) -> tuple[TokenPattern, ...]:
    try:
        return tuple(token_patterns(phrase))
    except PhraseError as error:
        raise PhraseError(f"{entry}: {error}") from error


def _ages(ages: dict[Any, list[str]]) -> Iterator[FactPhrase]:
    for age, phrases in ages.items():
        for phrase in phrases:
            shape = "does" if "{" in phrase else "is"
            yield FactPhrase("age", shape, True, _pattern(phrase, f"ages: {age}"), number=int(age))
