"""The one place where a file of the content folder becomes text or YAML: every loader reads through it.

It refuses what editors get wrong in silence: keys written twice, and text that is not UTF-8. What is not
theirs is passed over: hidden files that programs leave behind, and links that lead nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml

# libyaml's loader is some ten times faster; both give the same values.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentSyntaxError(ValueError):
    """The file is not the text or YAML it should be; the message says where and why."""


class _StrictLoader(_Base):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen and key.tag != "tag:yaml.org,2002:merge":
                line = key.start_mark.line + 1
                raise ContentSyntaxError(f"line {line}: {key.value} is written twice")
            if isinstance(key.value, str):
                seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


def published_files(folder: Path, *patterns: str) -> Iterator[Path]:
    """The files of a folder that match, in the order of their names.

    Without whatever has a leading dot, on the way too, and without what is no file. An OSError may come
    when the folder changes meanwhile.
    """
    found = {path for pattern in patterns for path in folder.glob(pattern)}
    for path in sorted(found):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def read_text(path: Path) -> str:
    """The text of a file. ContentSyntaxError names the file, and the line that is not UTF-8."""
    text: str = _named(path, text_of)
    return text


def read_yaml(path: Path) -> Any:
    """The value of a file that is one YAML document. ContentSyntaxError names file, line and reason."""
    return _named(path, parse)


def text_of(data: bytes) -> str:
    """The text in bytes, without a byte order mark; ContentSyntaxError when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentSyntaxError(f"line {line}: is not UTF-8") from None


def parse(data: bytes) -> Any:
    """The value of one YAML document; ContentSyntaxError when it is broken."""
    try:
        return yaml.load(text_of(data), Loader=_StrictLoader)  # noqa: S506 - a SafeLoader underneath
    except yaml.YAMLError as error:
        raise ContentSyntaxError(_where(error)) from None
    except RecursionError:
        raise ContentSyntaxError("is nested too deeply") from None
    except ContentSyntaxError:
        raise
    except (ValueError, TypeError) as error:  # such as the date 2026-02-30
        raise ContentSyntaxError(str(error)) from None


def _named(path: Path, read: Callable[[bytes], Any]) -> Any:
    try:
        return read(path.read_bytes())
    except ContentSyntaxError as error:
        raise ContentSyntaxError(f"{path.name}: {error}") from None
    except OSError as error:
        raise ContentSyntaxError(f"{path.name}: cannot be read: {error.strerror}") from None


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "is not YAML"
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else problem
