"""What a trained component was made by, so that Rasa's cache never serves an older one."""

import hashlib
from functools import lru_cache
from pathlib import Path

import bot.text


@lru_cache(maxsize=1)
def digest_of_text_code() -> str:
    """The sha256 of the source of `bot.text`, where the learning is done."""
    digest = hashlib.sha256()
    for file in sorted(Path(bot.text.__path__[0]).glob("*.py")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
