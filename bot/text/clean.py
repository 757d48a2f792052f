"""Cleaning of typed text: what nobody can see is taken out, what somebody wrote stays."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_TURNS_TEXT = "\u202a-\u202e\u2066-\u2069"
"""Embeddings, overrides and isolates: they can make a text read as something else. The plain marks
(U+200E, U+200F, U+061C) stay, for right-to-left text is written with them."""
_HIDES = "\u00ad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
"""Invisible characters without a meaning in a message. Joiners and variation selectors stay: emoji and
Persian need them."""
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_SURROGATES = "\ud800-\udfff"
"""Half a character: it cannot be stored at all."""
_UNWANTED = re.compile(f"[{_CONTROLS}{_TURNS_TEXT}{_HIDES}{_PRIVATE}{_SURROGATES}]")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    r"""Typed text in NFC without control, invisible and text-turning characters, trimmed.

    Tabs become spaces, every kind of line end becomes ``\n``, and more than one empty line becomes one.
    The result is ``""`` when nothing is left that can be seen.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", text))
    text = "\n".join(line.strip() for line in text.split("\n"))
    text = _BLANK_LINES.sub("\n\n", text).strip()
    return text if any(map(_is_visible, text)) else ""


def as_typed_text(text: str) -> str:
    """Typed text that Rasa cannot take for a payload.

    Rasa runs a message that begins with ``/`` as an intent. A leading slash becomes a division slash
    (U+2215), which reads the same, and nothing changes its place.
    """
    text = text.strip()
    bare = text.lstrip("/")
    return "\u2215" * (len(text) - len(bare)) + bare


def _is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    # Unassigned is visible: it is an emoji younger than this Python.
    return category[0] not in "ZCM" or category == "Cn"
