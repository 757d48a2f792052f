"""Training, once per content of the files that a model is made from.

A model's file name holds the fingerprint of its inputs. So "is it trained?" is "is the file there?":
an interrupted training leaves no model, and going back to an earlier version finds its model again.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.errors import CannotRunError
from bot.settings import ROOT, Settings
from bot.text.content_file import published_files

INPUTS = (
    "config.yml",
    "domain.yml",
    "domain/**/*.yml",
    "data/**/*.yml",
    "bot/nlu/**/*.py",
    "bot/text/**/*.py",
    "content/crisis.yml",
    "content/crisis_examples.yml",
    "requirements.lock",
)
"""What a model depends on. Of ``content/`` only what a crisis sounds like is learnt; the rest is read by
the running assistant."""

KEPT_MODELS = 3


def train_if_needed(settings: Settings) -> Path:
    """The model made from the files as they are now, trained first if there is none.

    Raises:
        CannotRunError: the training failed; it says where to read why.
    """
    model = model_path(settings)
    with one_training_at_a_time(settings):
        if model.exists():
            print(f"The model is up to date ({model.name}).", flush=True)
        else:
            train(settings, model)
            remove_old_models(settings)
    os.utime(model)
    return model


def model_path(settings: Settings) -> Path:
    """Where the model of the present files is, or will be."""
    return settings.models_dir / f"assistant-{fingerprint(ROOT)}.tar.gz"


def fingerprint(root: Path) -> str:
    """Twelve characters that change when any input changes, is added or goes away."""
    digest = hashlib.sha256()
    for path in published_files(root, *INPUTS):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root)} {content}\n".encode())
    return digest.hexdigest()[:12]


@contextmanager
def one_training_at_a_time(settings: Settings) -> Iterator[None]:
    """Wait for a training that another command has begun."""
    settings.models_dir.mkdir(parents=True, exist_ok=True)
    with (settings.models_dir / ".training.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def train(settings: Settings, model: Path) -> None:
    """Train with Rasa in a folder of its own; the finished model appears in one step."""
    print("Training the model (about a minute)", flush=True)
    started = time.monotonic()
    log = settings.var_dir / "log" / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.models_dir, prefix=".training-") as folder:
        returncode = run_rasa(Path(folder), log)
        made = list(Path(folder).glob("*.tar.gz"))
        if returncode or len(made) != 1:
            raise CannotRunError(
                f"{last_lines(log)}\nThe training failed. All that was said is in {log}."
            )
        shutil.move(made[0], model)
    print(f"Trained in {time.monotonic() - started:.0f} s: {model.name}", flush=True)


def run_rasa(folder: Path, log: Path) -> int:
    """``rasa train`` into a folder; prints which component is being trained. Returns its exit code."""
    with (
        log.open("w") as file,
        subprocess.Popen(
            training_command(ROOT / "config.yml", folder),
            cwd=ROOT,
            env=training_environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as rasa,
    ):
        try:
            for line in rasa.stdout or ():
                file.write(line)
                if part := re.search(r"Starting to train component '(\w+)'", line):
                    print(f"  {part[1]}", flush=True)
        except BaseException:
            rasa.terminate()
            raise
    return rasa.returncode


def training_command(config: Path, folder: Path) -> list[str]:
    """What trains the pipeline of ``config`` into a folder."""
    # --force and no cache: Rasa's cache does not notice that the code of a component changed. What is
    # validated (tests/content/test_training_data.py) is read once more for it: a tenth of the time.
    told = "-m bot.nlu.process train --force --skip-validation --domain domain.yml --data data"
    return [sys.executable, *told.split(), "--config", str(config), "--out", str(folder)]


def training_environment(folder: Path) -> dict[str, str]:
    """The environment of a training: it phones nobody, keeps no cache and says little."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",
        "RASA_CACHE_DIRECTORY": str(folder / "cache"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
    }


def remove_old_models(settings: Settings) -> None:
    """Keep the models used last; they are large and can be made again."""
    models = sorted(
        settings.models_dir.glob("assistant-*.tar.gz"), key=lambda path: path.stat().st_mtime
    )
    for path in models[:-KEPT_MODELS]:
        path.unlink()


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
