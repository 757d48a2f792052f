"""Whether a sentence names a street beyond doubt: "there's a pothole on mill lane", not "in the road"."""

from __future__ import annotations

import re

_KIND = (
    r"street|st|road|rd|avenue|ave|lane|ln|crescent|terrace|gardens|grove|mews|close|drive|court|way"
    r"|place|square|hill|walk|row|green|park|bridge|parade|boulevard|rise|view"
)
_SURE_KIND = (
    r"street|road|rd|avenue|ave|lane|crescent|terrace|gardens|grove|mews|close|drive|square"
)
_NOT_A_NAME = (
    "the a an our my your his her their its this that these those same main busy side back whole next"
    " local narrow little quiet cross of on in at by from to off front bus cycle bike slip trunk country"
    " public every each any some one two middle dirt bad big small long old new council private dark wet"
    " dead end top bottom left right other another nearest home school residential which what and"
).split()
_BEFORE = r"on|in|at|outside|near|along|off|opposite|by|from|of|down|up|behind|between|to|beside|past|under"
_NOT_AFTER = r"(?! ?(?:lights?|lamps?|lamp ?posts?|lighting|signs?|cleaning|sweep\w*|works|names?|parking)\b)"
_NAME = rf"(?!(?:{'|'.join(_NOT_A_NAME)})\b)[^\W\d_][\w'’.-]{{1,24}}"
_AFTER_PREPOSITION = re.compile(
    rf"\b(?:{_BEFORE}) (?:(?:number |no\.? ?)?\d{{1,4}}[a-z]? )?(?:{_NAME} ){{1,3}}(?:{_SURE_KIND})\b"
    rf"{_NOT_AFTER}",
    re.IGNORECASE,
)
_WITH_CAPITALS = re.compile(
    rf"\b(?:(?!(?:The|A|My|Our|This|That|Your|Street|Bus)\b)[A-Z][\w'’.-]{{1,24}} ){{1,3}}"
    rf"(?=[A-Z])(?i:{_KIND})\b{_NOT_AFTER}"
)


def names_a_street(text: str) -> bool:
    """Whether a street is named, so that somebody else could find it."""
    return bool(
        _AFTER_PREPOSITION.search(text) or (text.upper() != text and _WITH_CAPITALS.search(text))
    )
