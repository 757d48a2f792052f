"""Waiting in asyncio tests for something that tells nobody when it happens."""

import asyncio
from collections.abc import Callable

STEP_SECONDS = 0.01


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Return as soon as the condition holds; AssertionError when it does not in time."""
    for _ in range(int(seconds / STEP_SECONDS)):
        if condition():
            return
        await asyncio.sleep(STEP_SECONDS)
    raise AssertionError(f"it did not come true within {seconds} s")
