"""A small, sound content folder that each test may break in its own way."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load

SAMPLE = Path(__file__).parent / "sample_content"

Edit = Callable[[str, str, str], None]
Refusals = Callable[[], list[str]]


@pytest.fixture
def content_dir(tmp_path: Path) -> Path:
    """A copy of the sample that may be written to."""
    return shutil.copytree(SAMPLE, tmp_path / "content")


@pytest.fixture
def edit(content_dir: Path) -> Edit:
    """Replace one text, which must be there, in one file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        path = content_dir / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def refusals(content_dir: Path) -> Refusals:
    """What loading the copy complains of, one line a fault; empty when it is sound."""

    def lines() -> list[str]:
        try:
            load(content_dir)
        except CatalogueError as error:
            return [str(fault) for fault in error.faults]
        return []

    return lines


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The sample, loaded."""
    return load(SAMPLE)
