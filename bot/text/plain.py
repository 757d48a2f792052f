"""One way of writing what people write in several: what is compared is written alike."""

import re
import unicodedata

_ALIKE = str.maketrans(
    {"‘": "'", "’": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
)
_REPEATED = re.compile(r"(.)\1{3,}")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """The text on one line, with plain quotes and dashes, and "soooooo" and "!!!!!" cut to three."""
    text = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return _REPEATED.sub(r"\1\1\1", _SPACES.sub(" ", text)).strip()


def has_words(text: str) -> bool:
    """Whether the text has any letter, figure or symbol (an emoji is one) to understand."""
    return any(unicodedata.category(character)[0] in "LNS" for character in text)
