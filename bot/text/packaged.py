"""Files that arrive inside installed packages: found without importing the package, then checked.

A package of weights could change under the same version, and an installation could be cut short.
Both would give wrong answers in silence, so each file is compared with the checksum we measured with.
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path


class PackagedFileError(RuntimeError):
    """A packaged file is missing or is not the one this program was measured with."""


@dataclass(frozen=True)
class PackagedFile:
    """One file inside an installed package, with the sha256 it must have."""

    package: str
    path: str
    sha256: str

    def locate(self) -> Path:
        """The checked file on disk; PackagedFileError when it is missing or different."""
        file = package_folder(self.package) / self.path
        if not file.is_file():
            raise PackagedFileError(f"{self.package}: the file {self.path} is missing")
        if _sha256(file) != self.sha256:
            raise PackagedFileError(f"{self.package}: the file {self.path} has another checksum")
        return file


def package_folder(package: str) -> Path:
    """The folder of an installed package, without running its code.

    Raises PackagedFileError when the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise PackagedFileError(f"{package}: the package is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
