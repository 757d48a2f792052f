"""The ``assistant`` command: what people who run the assistant do with it."""

from bot.cli.main import main

__all__ = ["main"]
