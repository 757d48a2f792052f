"""Rasa without TensorFlow, when nothing in the model uses it.

Rasa imports TensorFlow whatever the pipeline is: 290 MB and two and a half seconds for every start. Where all
components of a model are known to do without, empty shells are put in its place. Rasa then defines its neural
classifiers on top of them, and nobody ever makes one. Any other pipeline gets the real thing.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_REPLACED = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_hub", "keras"})
_WITHOUT = (
    "bot.",
    "rasa.graph_components.",
    "rasa.core.policies.ensemble.",
    "rasa.core.policies.memoization.",
    "rasa.core.policies.rule_policy.",
    "rasa.nlu.classifiers.regex_message_handler.",
)
"""Where components live that never touch TensorFlow."""


def do_without_tensorflow(components: Iterable[str]) -> bool:
    """Put shells in TensorFlow's place if none of the components needs it; whether that was done.

    `components` are full class names ("bot.nlu.intents.IntentModel"). Call it before anything imports Rasa.
    """
    if "tensorflow" in sys.modules or may_need_tensorflow(components):
        return False
    _tell_thinc_that_there_is_none()
    sys.meta_path.insert(0, _Shells())
    return True


def may_need_tensorflow(components: Iterable[str]) -> list[str]:
    """Those components that are not known to do without."""
    return [each for each in components if not each.startswith(_WITHOUT)]


def _tell_thinc_that_there_is_none() -> None:
    # thinc, below spaCy, uses TensorFlow if it can be imported, and a shell can.
    sys.modules["tensorflow"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("thinc.compat")
    finally:
        del sys.modules["tensorflow"]


class _Shells(MetaPathFinder, Loader):
    """Finds a shell for each module of what is replaced."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The place of a shell; `None` for every other module."""
        replaced = name.partition(".")[0] in _REPLACED
        return ModuleSpec(name, self, is_package=True) if replaced else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A shell of that name."""
        return _Shell(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""


class _Shell(ModuleType):
    """A module that has whatever is looked for, and all of it is empty."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _empty(name)


class _EmptyType(type):
    """Of empty classes: they have whatever is looked for, and can stand in type annotations."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _empty(name)


class _Empty(metaclass=_EmptyType):
    """Nothing, that can be subclassed, made, and used as a decorator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Takes anything."""

    def __call__(self, decorated: Any) -> Any:
        """Leave what is decorated as it is."""
        return decorated


def _empty(name: str) -> type:
    return _EmptyType(name, (_Empty,), {})
