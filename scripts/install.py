"""Make ``.venv`` hold what the lock files name; do nothing when it already does.

Run by the system's Python 3.11, so it uses the standard library only. A stamp in the environment
names the locks it was filled from. It is written last: an interrupted installation is repeated, and
then every package is written anew, since any of them may be half there.
"""

import argparse
import fcntl
import hashlib
import platform
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "log" / "install.log"
BUILD_TOOLS = ("setuptools==", "wheel==")
# --ignore-requires-python: Rasa 3.6 declares Python < 3.11, and runs on it; docs/adr/0001.
# --no-build-isolation: packages that come as source are built with the locked build tools.
INSTALL = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-deps"]
# --no-compile: pip compiles on one processor, and the tests of every package too.
LOCKED = ["--ignore-requires-python", "--require-hashes", "--no-build-isolation", "--no-compile"]
COMPILE = [str(PYTHON), "-m", "compileall", "-q", "-j", "0", "-x", "/tests?/", str(VENV / "lib")]


def main() -> None:
    """Install ``requirements.lock``, and what else is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    tensorflow = "also TensorFlow, for pipelines with neural components"
    parser.add_argument("--tensorflow", action="store_true", help=tensorflow)
    parser.add_argument("--dev", action="store_true", help="also all that tests and checks need")
    asked = parser.parse_args()
    locks = ["requirements.lock"]
    if asked.tensorflow or asked.dev:
        locks.append("requirements-tensorflow.lock")
    if asked.dev:
        locks.append("requirements-dev.lock")
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with one_at_a_time():
        missing = [name for name in locks if not is_installed(name)]
        for name in missing:
            refuse_what_cannot_work()
            make_environment()
            install(name)
        if missing:
            compile_packages()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for another installation into the same environment."""
    with (LOG.parent / "install.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def is_installed(lock: str) -> bool:
    """Whether the environment was filled from exactly this lock."""
    stamp = stamp_of(lock)
    return stamp.is_file() and stamp.read_text() == digest_of(lock)


def stamp_of(lock: str) -> Path:
    """Where the environment keeps the name of the lock it was filled from."""
    return VENV / f".{lock}.installed"


def digest_of(lock: str) -> str:
    """What the stamp says: the lock's digest, and the folder, since scripts hold absolute paths."""
    return f"{hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()} {ROOT}"


def refuse_what_cannot_work() -> None:
    """End with a sentence when this machine cannot run the locked set."""
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"The assistant runs on Python 3.11; this is {platform.python_version()}.")
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        sys.exit(
            "The locked packages are built for Linux on x86_64; this is "
            f"{platform.system()} on {platform.machine()}. Use a container or a virtual machine."
        )


def make_environment() -> None:
    """Create the virtual environment unless a working one is there."""
    check = [str(PYTHON), "-m", "pip", "--version"]
    if PYTHON.exists() and subprocess.run(check, capture_output=True, check=False).returncode == 0:
        return
    print("Making the virtual environment .venv", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        sys.exit(
            "Python's venv module does not work here. On Debian and Ubuntu: "
            "apt-get install python3.11-venv"
        )


def install(lock: str) -> None:
    """Install one lock file: build tools first, then all of it, then the ``assistant`` command."""
    lines = [line for line in (ROOT / lock).read_text().splitlines() if "==" in line]
    tools = [line for line in lines if line.startswith(BUILD_TOOLS)]
    started = VENV / f".{lock}.started"
    again = ["--force-reinstall"] if started.exists() else []
    stamp_of(lock).unlink(missing_ok=True)
    started.touch()
    print(f"Installing {len(lines)} packages from {lock} (some minutes the first time)", flush=True)
    if tools:
        run_pip([*again, *LOCKED, "-r", write_list(tools)])
    run_pip([*again, *LOCKED, "-r", str(ROOT / lock)], expected=len(lines))
    run_pip(["--no-build-isolation", "--editable", str(ROOT)])
    stamp_of(lock).write_text(digest_of(lock))
    started.unlink()


def compile_packages() -> None:
    """Compile what is not compiled yet, once for all lock files. If interrupted, the first start does it."""
    # Some packages hold templates that are no Python yet: what cannot be compiled is nobody's fault.
    subprocess.run(COMPILE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def write_list(lines: list[str]) -> str:
    """A requirements file with some lines of a lock."""
    path = LOG.parent / "build-tools.txt"
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def run_pip(arguments: list[str], expected: int = 0) -> None:
    """Run ``pip install``; say how far it is if it may take long; on failure repeat what it said last."""
    said: deque[str] = deque(maxlen=20)
    fetched = 0
    with (
        LOG.open("a") as log,
        Popen([*INSTALL, *arguments], stdout=PIPE, stderr=STDOUT, text=True) as pip,
    ):
        for line in pip.stdout or ():
            log.write(line)
            said.append(line)
            if line.startswith(("Collecting ", "Processing ")):
                fetched += 1
                if expected and fetched % 20 == 0:
                    print(f"  fetched {fetched} of {expected}", flush=True)
            if line.startswith("Installing collected packages") and expected:
                print("  writing them", flush=True)
    if pip.returncode:
        sys.exit("".join(said) + f"\nThe installation failed. All that was said is in {LOG}.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Interrupted. The next call installs everything anew.")
