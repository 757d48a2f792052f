"""Every sentence the assistant composes, from content/wording/<language>.yml.

Keys are nested by topic and asked for with dots: `wording.get("time.met", period=…)`. Texts may
hold `{placeholders}`, and nothing cleverer: no attributes, indexes, conversions or formats.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.text import content_file

_FORMATTER = string.Formatter()


class WordingError(ValueError):
    """A sentence is missing or does not fit; the text names the file and the key."""


@dataclass(frozen=True)
class Wording:
    """The sentences of one language. `file` is named in errors."""

    texts: Mapping[str, str]
    file: str = "wording/en.yml"
    placeholders: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = {key: placeholders_in(text) for key, text in self.texts.items()}
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))
        object.__setattr__(self, "placeholders", MappingProxyType(found))

    @classmethod
    def load(cls, path: Path) -> Wording:
        """Read one file; WordingError when it is broken."""
        file = f"{path.parent.name}/{path.name}"
        try:
            return cls.of(content_file.parse(path.read_bytes()), file)
        except content_file.ContentSyntaxError as error:
            raise WordingError(f"{file}: {error}") from None

    @classmethod
    def of(cls, tree: Any, file: str = "wording/en.yml") -> Wording:
        """From nested mappings of texts; WordingError names each fault, one a line."""
        faults: list[str] = []
        texts = dict(_flatten(tree, "", faults))
        faults += [f"{key}: {reason}" for key, text in texts.items() if (reason := _bad(text))]
        if faults:
            raise WordingError("\n".join(f"{file}: {fault}" for fault in faults))
        return cls(texts, file)

    def get(self, key: str, **values: object) -> str:
        """The text of a key with its placeholders filled in; further values are not minded."""
        text = self.texts.get(key)
        if text is None:
            raise WordingError(f"{self.file}: {key}: there is no such text")
        missing = sorted(self.placeholders[key] - values.keys())
        if missing:
            raise WordingError(f"{self.file}: {key}: nothing given for {', '.join(missing)}")
        return text.format_map(values)

    def plural(self, key: str, count: object, **values: object) -> str:
        """`key.one` when the count reads 1, else `key.other`; `{count}` is the count."""
        form = "one" if str(count) == "1" else "other"
        return self.get(f"{key}.{form}", count=count, **values)

    def has(self, key: str) -> bool:
        """Whether there is a text for the key."""
        return key in self.texts

    def under(self, prefix: str) -> dict[str, str]:
        """Every text of a topic by the rest of its key, such as the strings of the page."""
        start = f"{prefix}."
        return {k.removeprefix(start): v for k, v in self.texts.items() if k.startswith(start)}


def placeholders_in(text: str) -> frozenset[str]:
    """The names in braces; WordingError for anything cleverer than a name."""
    reason = _bad(text)
    if reason:
        raise WordingError(reason)
    return frozenset(name for _, name, _, _ in _FORMATTER.parse(text) if name is not None)


def _bad(text: str) -> str | None:
    try:
        parts = list(_FORMATTER.parse(text))
    except ValueError as error:
        return str(error)
    plain = all(
        name is None or (name.isidentifier() and not spec and not conversion)
        for _, name, spec, conversion in parts
    )
    return None if plain else "a placeholder must be a plain {name}"


def _flatten(tree: Any, prefix: str, faults: list[str]) -> Iterator[tuple[str, str]]:
    """Texts by dotted key; the items of a list are numbered from 0."""
    match tree:
        case str() if prefix:
            yield prefix, tree.strip()
        case dict() | list():
            items = tree.items() if isinstance(tree, dict) else enumerate(tree)
            for key, value in items:
                # YAML reads an unquoted yes, no, on or off as true or false.
                if isinstance(key, bool) or not isinstance(key, str | int):
                    faults.append(f"{prefix or 'top'}: the key {key!r} must be in quotes")
                yield from _flatten(value, f"{prefix}.{key}".lstrip("."), faults)
        case _:
            faults.append(f"{prefix or 'top'}: must be text")
