"""A small language for phrases in content files, turned into patterns for spaCy's Matcher.

`word` this word · `{word}` any form of it · `(a|b)` one of them · `[x]` may be left out · `...` up to
three words of any kind. Words are compared by spaCy's NORM in lower case, so "I'm", "im" and "I am"
read alike; "n't" is `not`. A hyphen between two words makes no difference. A word of seven letters or
more may have one slip in it.
"""

from __future__ import annotations

import re
from typing import Any

TokenPattern = dict[str, Any]

_PIECE = re.compile(r"\[?\([^()]*\)\]?|\[?\{\w+\}\]?|\[?[^\s\[\](){}|]+\]?")
_INNER = re.compile(r"\(([^()|]+(?:\|[^()|]+)*)\)|\{(\w+)\}|([^\s\[\](){}|]+)")
_HYPHEN: TokenPattern = {"ORTH": "-", "OP": "?"}
_ANY: TokenPattern = {"IS_PUNCT": False, "OP": "{0,3}"}
_SLIP_FROM = 7  # letters

_IRREGULAR = {
    "be": "am is are was were be been being m 's",
    "have": "have has had having 've ve got gotten",
    "get": "get gets got getting gotten recieve receive receives",
    "go": "go goes went gone going",
    "come": "come comes came coming",
    "do": "do does did done doing",
    "give": "give gives gave given giving",
    "grow": "grow grows grew grown growing",
    "leave": "leave leaves left leaving",
    "lose": "lose loses lost losing loose",
    "bring": "bring brings brought bringing",
    "buy": "buy buys bought buying",
    "run": "run runs ran running",
    "let": "let lets letting",
    "see": "see sees saw seen seeing",
    "pay": "pay pays paid payed paying",
    "fight": "fight fights fought fighting",
    "fly": "fly flies flew flown flying",
    "flee": "flee flees fled fleeing",
    "drive": "drive drives drove driven driving",
    "sell": "sell sells sold selling",
    "fall": "fall falls fell fallen falling",
    "find": "find finds found finding",
    "seek": "seek seeks sought seeking",
    "spend": "spend spends spent spending",
    "draw": "draw draws drew drawn drawing",
    "hand": "hand hands handed handing",
    "say": "say says said saying",
    "tell": "tell tells told telling",
    "think": "think thinks thought thinking",
    "know": "know knows knew known knowing",
    "make": "make makes made making",
    "take": "take takes took taken taking",
    "send": "send sends sent sending",
    "hear": "hear hears heard hearing",
    "keep": "keep keeps kept keeping",
    "put": "put puts putting",
    "steal": "steal steals stole stolen stealing",
    "show": "show shows showed shown showing",
    "can": "can ca cannot",
    "would": "would 'd d",
}


class PhraseError(ValueError):
    """A phrase that cannot be read; the message quotes it."""


def token_patterns(phrase: str) -> list[TokenPattern]:
    """The Matcher pattern of one phrase. Raises PhraseError."""
    pieces = _PIECE.findall(phrase)
    if not pieces or "".join(pieces) != re.sub(r"\s+", "", phrase):
        raise PhraseError(f"phrase {phrase!r}: cannot be read")
    pattern: list[TokenPattern] = []
    for piece in pieces:
        if pattern and piece != "..." and not piece.startswith("["):
            pattern.append(dict(_HYPHEN))
        pattern.append(_token(piece, phrase))
    return pattern


def forms(word: str) -> list[str]:
    """The forms of a regular verb or noun, or of one of the irregular verbs known here."""
    if word in _IRREGULAR:
        return _IRREGULAR[word].split()
    stem = word.removesuffix("e")
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"]
    return [word, f"{word}s", f"{stem}es", f"{stem}ed", f"{stem}ing", f"{word}{word[-1]}ed",
            f"{word}{word[-1]}ing"]  # fmt: skip


def _token(piece: str, phrase: str) -> TokenPattern:
    if piece == "...":
        return dict(_ANY)
    optional = piece.startswith("[")
    inner = piece[1:-1] if optional and piece.endswith("]") else piece
    match = _INNER.fullmatch(inner)
    if match is None or (optional and not piece.endswith("]")):
        raise PhraseError(f"phrase {phrase!r}: {piece!r} cannot be read")
    token = _of_words(match)
    return {**token, "OP": "?"} if optional else token


def _of_words(match: re.Match[str]) -> TokenPattern:
    alternatives, verb, word = match.groups()
    if verb:
        return {"NORM": {"IN": forms(verb)}}
    words = [one.strip() for one in (alternatives or word).split("|")]
    if len(words) == 1 and len(words[0]) >= _SLIP_FROM:
        return {"NORM": {"FUZZY1": words[0]}}
    return {"NORM": {"IN": words}}
