"""The two assistants that are compared: they differ in ``config.yml`` and in nothing else."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

import yaml

from bot.cli.environment import load_environment, settings_without_secret
from bot.cli.errors import CannotRunError
from bot.cli.training import INPUTS, last_lines, training_command, training_environment
from bot.settings import ROOT

EPOCHS = 100
"""Of the stock configuration."""
CACHE = ROOT / "models" / "benchmarks"
_OF_OUR_CONFIG = ("config.yml", "bot/nlu/**/*.py", "bot/text/**/*.py")
"""What only our pipeline depends on; the stock pipeline is not trained anew when it changes."""


@dataclass(frozen=True)
class Training:
    """What one training took."""

    seconds: float
    processor_seconds: float
    peak_megabytes: float


@dataclass(frozen=True)
class Trained:
    """A model that is ready to run."""

    model: Path
    training: Training


@dataclass(frozen=True)
class Variant:
    """One of the two: its name, the text of its configuration, and the files it is trained from."""

    name: str
    config: str
    inputs: tuple[str, ...]

    @property
    def model(self) -> Path:
        """Where its model is, or will be: named by everything that it is made from."""
        digest = hashlib.sha256(self.config.encode())
        for path in sorted({path for pattern in self.inputs for path in ROOT.glob(pattern)}):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
        return CACHE / f"{self.name}-{digest.hexdigest()[:12]}.tar.gz"


def ours() -> Variant:
    """The assistant as it is."""
    return Variant("ours", (ROOT / "config.yml").read_text(), INPUTS)


def stock(epochs: int = EPOCHS) -> Variant:
    """The configuration that Rasa itself takes where an agency has written none.

    With fewer epochs than it has it trains sooner and understands less; a turn costs the same.
    """
    shipped = files("rasa.engine.recipes") / "config_files" / "default_config.yml"
    config = yaml.safe_load(shipped.read_text())
    config["assistant_id"] = yaml.safe_load(ours().config)["assistant_id"]
    for component in (*config["pipeline"], *config["policies"]):
        if component.get("epochs") == EPOCHS:
            component["epochs"] = epochs
    inputs = tuple(pattern for pattern in INPUTS if pattern not in _OF_OUR_CONFIG)
    return Variant("stock", yaml.safe_dump(config, sort_keys=False), inputs)


NAMES = ("ours", "stock")


def variants(epochs: int = EPOCHS) -> dict[str, Variant]:
    """Both by name; `epochs` are those of stock."""
    return dict(zip(NAMES, (ours(), stock(epochs)), strict=True))


def trained(variant: Variant, *, again: bool = False) -> Trained:
    """The variant's model and what its training took, from the cache if it is there.

    Raises CannotRunError when the training fails.
    """
    model = variant.model
    notes = model.with_suffix("").with_suffix(".json")
    if again or not (model.exists() and notes.exists()):
        print(f"Training {variant.name} ({model.name})", flush=True)
        _forget(variant)
        notes.write_text(json.dumps(asdict(_train(variant, model))))
    training = Training(**json.loads(notes.read_text()))
    print(f"{variant.name}: {model.name}, trained in {training.seconds:.0f} s", flush=True)
    return Trained(model, training)


def _forget(variant: Variant) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    for path in CACHE.glob(f"{variant.name}-*"):
        path.unlink()


def _train(variant: Variant, model: Path) -> Training:
    log = CACHE / f"{variant.name}.log"
    with tempfile.TemporaryDirectory(dir=CACHE, prefix=".training-") as name:
        folder = Path(name)
        (folder / "config.yml").write_text(variant.config)
        training = _run_rasa(folder, log)
        made = list(folder.glob("*.tar.gz"))
        if training is None or len(made) != 1:
            raise CannotRunError(f"{last_lines(log)}\nThe training failed; its log is {log}.")
        shutil.move(made[0], model)
    return training


def _run_rasa(folder: Path, log: Path) -> Training | None:
    load_environment()
    settings_without_secret()  # training needs one, and keeps nothing with it
    began = time.monotonic()
    with log.open("w") as file:
        rasa = subprocess.Popen(
            training_command(folder / "config.yml", folder),
            cwd=ROOT,
            env=training_environment(folder),
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        # wait4 tells what this child used; the sums over all children would hold earlier ones too.
        _, status, used = os.wait4(rasa.pid, 0)
    rasa.returncode = os.waitstatus_to_exitcode(status)
    if rasa.returncode:
        return None
    seconds = time.monotonic() - began
    return Training(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
