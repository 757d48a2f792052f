"""``python -m bot.cli`` is the ``assistant`` command."""

from bot.cli.main import main

main()
