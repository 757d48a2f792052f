"""Write the lock files from the pins in the ``.in`` files.

Every line is one package with its exact version and the sha256 of each file of its release that
CPython 3.11 on Linux x86_64 can use: the wheels, and the source. No address of a package index is
written: a lock that names one would not work behind another. Nothing is resolved; only hashes are asked for.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.in": "requirements.lock",
    "requirements-tensorflow.in": "requirements-tensorflow.lock",
    "requirements-dev.in": "requirements-dev.lock",
}
UV = Path(sys.executable).with_name("uv")
OPTIONS = (
    "--quiet --no-deps --generate-hashes --format pylock.toml "
    "--python-version 3.11 --python-platform x86_64-manylinux_2_28"
).split()


def main() -> None:
    """Write every lock file."""
    for source, target in LOCKS.items():
        print(f"{target}: asking for the hashes of what {source} names", flush=True)
        lines = sorted(map(line_of, files_of(ROOT / source)))
        header = f"# Written by `make lock` from {source}. Do not edit.\n"
        (ROOT / target).write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"{target}: {len(lines)} packages")


def files_of(source: Path) -> list[dict[str, Any]]:
    """The packages named in a file, each with the files of its release (as in PEP 751).

    Ends the program when the package index does not have one of them: uv has said which.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "pylock.toml"
        command = [str(UV), "pip", "compile", str(source), "-o", str(answer), *OPTIONS]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit(f"No lock written: {source.name} asks for something the package index lacks.")
        packages: list[dict[str, Any]] = tomllib.loads(answer.read_text())["packages"]
        return packages


def line_of(package: dict[str, Any]) -> str:
    """One package as one line of the lock."""
    files = [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
    digests = sorted({file["hashes"]["sha256"] for file in files})
    pin = f"{package['name']}=={package['version']}"
    return " ".join([pin, *(f"--hash=sha256:{digest}" for digest in digests)])


if __name__ == "__main__":
    main()
