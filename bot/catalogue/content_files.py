"""The content folder as bytes: one consistent reading, its version, and a cheap sign of change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.faults import CatalogueError, Fault
from bot.text.content_file import published_files

Stamp = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class ContentFiles:
    """The bytes of every content file, by its path inside the folder, and their sha256."""

    files: Mapping[str, bytes]
    version: str

    def under(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """The files of one folder, in the order of their names."""
        return ((name, data) for name, data in self.files.items() if name.startswith(f"{folder}/"))


def stamp(content_dir: Path) -> Stamp:
    """Name, time, size and inode of every content file: differs when a file was written anew.

    OSError when a file goes away in between; look again then.
    """
    return tuple(_sign(name, path.stat()) for name, path in _content_paths(content_dir))


def read_content(content_dir: Path) -> ContentFiles:
    """Read every `.yml` file under the folder; CatalogueError when one cannot be read."""
    if not content_dir.is_dir():
        raise CatalogueError([Fault(content_dir.name, "", "there is no such folder")])
    files, faults = {}, []
    for name, path in _content_paths(content_dir):
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            faults.append(Fault(name, "", f"cannot be read: {error.strerror}"))
        if path.suffix == ".yaml":
            faults.append(Fault(name, "", "must end in .yml, or it is overlooked"))
    if faults:
        raise CatalogueError(faults)
    return ContentFiles(files, _version(files))


def _content_paths(content_dir: Path) -> list[tuple[str, Path]]:
    paths = published_files(content_dir, "**/*.yml", "**/*.yaml")
    return sorted((path.relative_to(content_dir).as_posix(), path) for path in paths)


def _sign(name: str, status: os.stat_result) -> tuple[str, int, int, int]:
    return name, status.st_mtime_ns, status.st_size, status.st_ino


def _version(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
