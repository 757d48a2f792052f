"""What stands in a transcript where something personal was hidden, in words."""

import re

from bot.web.content import Content

_PLACEHOLDER = re.compile(r"\[([a-z_]{3,24})\]")


def in_words(content: Content, text: str | None) -> str:
    """A citizen's masked text with "[phone]" and the like spelt out; a note when it was withheld."""
    if text is None:
        return content.say("withheld")

    def spell_out(match: re.Match[str]) -> str:
        key = f"hidden.{match[1]}"
        return content.say(key) if content.has(key) else match[0]

    return _PLACEHOLDER.sub(spell_out, text)
