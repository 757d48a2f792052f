"""Runs the action server as ``python -m rasa_sdk`` does, with the content in hand before the first message.

Read at the first message, content that somebody broke since the start would leave nothing to answer from.
"""

from rasa_sdk.__main__ import main as serve

from actions.house import house


def main() -> None:
    """Serve until told to stop. Raises what is wrong with the content when no sound copy was kept."""
    _ = house().content.current
    serve()


if __name__ == "__main__":
    main()
