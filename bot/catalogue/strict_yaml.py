"""YAML that refuses what editors get wrong in silence: keys written twice, and broken UTF-8."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

# libyaml's loader is some ten times faster; both give the same values.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentSyntaxError(ValueError):
    """The file is not the YAML it should be; the text says where and why."""


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


def parse(data: bytes) -> Any:
    """The value of one YAML document; ContentSyntaxError when it is broken."""
    try:
        text = data.decode("utf-8")
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a SafeLoader underneath
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentSyntaxError(f"line {line}: is not UTF-8") from None
    except yaml.YAMLError as error:
        raise ContentSyntaxError(_where(error)) from None
    except RecursionError:
        raise ContentSyntaxError("is nested too deeply") from None
    except ContentSyntaxError:
        raise
    except (ValueError, TypeError) as error:  # such as the date 2026-02-30
        raise ContentSyntaxError(str(error)) from None


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "is not YAML"
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}" if mark else problem
