"""What was trained, as a component of the model finds it."""

import tarfile
from pathlib import Path

from bot.cli.environment import load_environment, settings_without_secret
from bot.cli.training import train_if_needed


def unpacked_model(folder: Path) -> Path:
    """The folder with the parts of the model of the present files; trained first if there is none."""
    load_environment()
    with tarfile.open(train_if_needed(settings_without_secret())) as archive:
        archive.extractall(folder, filter="data")
    return folder / "components"


def part_of(components: Path, name: str) -> Path:
    """The folder of one component, by the name of its class."""
    (found,) = components.glob(f"*.{name}*")
    return found
