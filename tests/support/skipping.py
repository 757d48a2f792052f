"""Skipping loudly here, failing where everything must be there."""

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip the test because something is not installed; with CI=true that is a failure."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"{what} (CI=true: nothing may be skipped)")
    pytest.skip(what)
