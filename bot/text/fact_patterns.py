"""The phrases of content/facts.yml, checked and ready for spaCy's Matcher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.text.phrases import PhraseError, TokenPattern, token_patterns

_SHAPES = ("is", "does", "says")
_NEGATORS = re.compile(r"\b(?:not|never|no|nobody|noone|without|nor)\b")


class FactPatternsError(ValueError):
    """content/facts.yml cannot be used; the message names the entry and the reason."""


@dataclass(frozen=True)
class FactPhrase:
    """One way to say one fact. `shape` is "is", "does" or "says".

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

    @property
    def facts(self) -> frozenset[str]:
        """The names of all facts that can be read."""
        return frozenset(phrase.fact for phrase in self.phrases)


def load_fact_patterns(path: Path) -> FactPatterns:
    """Read and check the file. Raises FactPatternsError."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _patterns(content)
    except (OSError, yaml.YAMLError) as error:
        raise FactPatternsError(f"{path.name}: cannot be read: {error}") from error
    except PhraseError as error:
        raise FactPatternsError(f"{path.name}: {error}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FactPatternsError(f"{path.name}: {type(error).__name__}: {error}") from error


def _patterns(content: dict[str, Any]) -> FactPatterns:
    behalf = content["on_behalf_of"]
    return FactPatterns(
        phrases=(*_facts(content["facts"]), *_ages(content.get("ages") or {})),
        people={noun: who for who, nouns in behalf["people"].items() for noun in nouns},
        needs=frozenset(behalf["needs"]),
        tells=frozenset(behalf["tells"]),
        levels=tuple(
            (level, _pattern(phrase, f"interaction_level: {level}"))
            for level, phrases in content["interaction_level"].items()
            for phrase in phrases
        ),
    )


def _facts(facts: dict[str, dict[str, Any]]) -> Iterator[FactPhrase]:
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
                    pattern=_pattern(phrase, f"{fact}: {key}"),
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
