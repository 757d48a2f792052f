"""What more than one package's tests need."""

from typing import Any

import pytest


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy pipeline that the assistant uses, loaded once for all tests."""
    from bot.nlu.spacy_model import load_language

    return load_language()
