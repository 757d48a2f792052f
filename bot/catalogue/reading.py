"""From files to entries: each is checked by itself, and every fault on the way is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.catalogue.checks import Placed
from bot.catalogue.content_files import ContentFiles
from bot.catalogue.faults import Fault, faults_of
from bot.catalogue.model.base import Entry
from bot.catalogue.wording import Wording, WordingError
from bot.text import content_file

E = TypeVar("E", bound=Entry)

_NAMES = ("id", "service_code", "service_id")
"""The fields by which an entry is called, the first that it has."""

ENGLISH_WORDING = "wording/en.yml"


class Reading:
    """Parses each file once. `named` holds the ids of all entries, sound or not, by their kind,
    so that one broken entry does not bring faults upon those that name it.
    """

    def __init__(self, content: ContentFiles) -> None:
        self.faults: list[Fault] = []
        self.named: dict[type[Entry], set[str]] = defaultdict(set)
        self._trees = {name: self._parsed(name, data) for name, data in content.files.items()}

    def listed(
        self, name: str, kind: type[E], *, may_be_missing: bool = False
    ) -> Iterator[Placed[E]]:
        """Every entry of a file that is a list under the file's own name."""
        if may_be_missing and name not in self._trees:
            return
        folder = Path(name).stem
        fields = self._fields(name, {folder, "demonstration"})
        if fields:
            shared = {"demonstration": fields.get("demonstration", False)}
            yield from self._entries(name, fields.get(folder), kind, shared)

    def of_agencies(self, folder: str, kind: type[E]) -> Iterator[Placed[E]]:
        """Every entry of `<folder>/<agency>.yml`, or of `<folder>/<agency>/<topic>.yml`."""
        for name in [each for each in self._trees if each.startswith(f"{folder}/")]:
            fields = self._fields(name, {"agency", "demonstration", folder})
            if not fields:
                continue
            shared = {"agency_id": fields.get("agency")}
            if shared["agency_id"] != Path(name).parts[1].removesuffix(".yml"):
                self._refuse(name, "", "agency must be the same as the name of the file or folder")
            if "demonstration" in kind.model_fields:
                shared["demonstration"] = fields.get("demonstration", False)
            yield from self._entries(name, fields.get(folder), kind, shared)

    def whole(self, name: str, kind: type[E], default: E | None = None) -> E | None:
        """A file that is one entry; None, with the faults kept, when it is not sound.

        With a default the file may be missing.
        """
        if default is not None and name not in self._trees:
            return default
        fields = self._fields(name)
        return self._validated(kind, fields, name, "") if fields else None

    def wordings(self) -> dict[str, Wording]:
        """The sentences of every language, by its code; what is not sound is left out, its faults kept."""
        names = [each for each in self._trees if each.startswith("wording/")]
        if ENGLISH_WORDING not in names:
            self._refuse(ENGLISH_WORDING, "", "is missing")
        read = {Path(name).stem: self._wording(name) for name in names}
        return {language: wording for language, wording in read.items() if wording is not None}

    def _wording(self, name: str) -> Wording | None:
        fields = self._fields(name)
        try:
            return Wording.of(fields, name) if fields else None
        except WordingError as error:
            for line in str(error).splitlines():
                self._refuse(name, "", line.removeprefix(f"{name}: "))
            return None

    def _parsed(self, name: str, data: bytes) -> Any:
        try:
            return content_file.parse(data)
        except content_file.ContentSyntaxError as error:
            self._refuse(name, "", str(error))
            return _BROKEN

    def _fields(self, name: str, known: set[str] | None = None) -> dict[str, Any] | None:
        tree = self._trees.get(name, _MISSING)
        if tree is _BROKEN:
            return None
        if not isinstance(tree, dict) or not tree:
            reason = "is missing" if tree is _MISSING else "must hold fields, such as version: 1"
            self._refuse(name, "", reason)
            return None
        for key in sorted(map(str, tree.keys() - (known or tree.keys()))):
            self._refuse(name, "", f"{key}: is not a field that exists")
        return tree

    def _entries(
        self, name: str, raw: Any, kind: type[E], shared: dict[str, Any]
    ) -> Iterator[Placed[E]]:
        if not isinstance(raw, list):
            self._refuse(name, "", "must hold a list of entries")
            return
        for number, fields in enumerate(raw, start=1):
            if not isinstance(fields, dict):
                self._refuse(name, f"entry {number}", "must hold fields")
                continue
            named = (fields[key] for key in _NAMES if fields.get(key))
            label = str(next(named, f"entry {number}"))
            self.named[kind].add(label)
            entry = self._validated(kind, {**fields, **shared}, name, label)
            if entry is not None:
                yield Placed(name, label, entry)

    def _validated(self, kind: type[E], fields: Any, name: str, label: str) -> E | None:
        try:
            return kind.model_validate(fields)
        except ValidationError as error:
            self.faults += faults_of(error, name, label)
            return None

    def _refuse(self, name: str, label: str, reason: str) -> None:
        self.faults.append(Fault(name, label, reason))


_BROKEN = object()
_MISSING = object()
