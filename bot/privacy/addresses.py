"""Addresses: a number and a street. A street alone, or a town, is nobody's address."""

from __future__ import annotations

import re

_I = re.IGNORECASE

# These words end a street's name and little else.
_SURE = (
    r"street|str?|road|rd|avenue|ave|lane|ln|crescent|cres|terrace|terr|gardens|gdns|grove|mews"
    r"|villas|boulevard|cottages?|parade"
)
# These are also ordinary words, so they need a capital letter or "I live at" before the number.
_UNSURE = (
    r"close|cl|drive|dr|court|ct|way|place|pl|square|sq|hill|walk|row|green|view|rise|wharf|quay|house"
    r"|heights|towers?|mount|vale|park|end|broadway|meadows?|fields?|croft|yard|bank|buildings?"
)
_NOT_IN_A_NAME = (
    r"(?!(?:of|on|in|to|and|or|is|are|was|at|for|from|with|by|per|my|our|your|any|all|people|persons?"
    r"|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times?|miles?|metres?|steps?|bins?|bags?"
    r"|buses|cars?|adults?|children|kids|pounds|bedrooms?|down|up|along|across|this|that|a|an|i|we)\b)"
)
_NUMBER = r"(?<![\w£$€.,:/-])(?:number |no\.? ?)?\d{1,4}[a-z]?(?:[-/]\d{1,4}[a-z]?)?,? "
_NAME_WORD = rf"{_NOT_IN_A_NAME}[^\W\d_][\w'’.-]{{0,24}} "
_FLAT = r"(?:(?:flat|apartment|apt|unit|room|studio)\.? (?:no\.? ?)?(?:\d{1,4}[a-z]?|[a-z])\b,? )"
_CAPITAL = r"(?-i:[A-Z])[\w'’.-]{0,24} "
_LIVING = (
    r"(?:live|lives|living|stay|stays|staying|reside|based|moved|moving|address(?: is|'s|:)?"
    r"|home is|i'?m|we'?re|i am)(?: (?:at|in|to|from|into|is|now|currently|back)){0,2},? "
)

ADDRESS_PATTERNS: tuple[re.Pattern[str], ...] = (
    # 12 Market Street; Flat 3, 44 Mill Lane
    re.compile(rf"{_FLAT}?{_NUMBER}(?:{_NAME_WORD}){{1,3}}(?:{_SURE})\b", _I),
    # 5 The Crescent
    re.compile(rf"{_FLAT}?{_NUMBER}the (?:{_SURE}|{_UNSURE})\b", _I),
    # 7 St Mary's Close: capitals, or a cue for lower case
    re.compile(rf"{_FLAT}?{_NUMBER}(?:{_CAPITAL}){{1,3}}(?=(?-i:[A-Z]))(?:{_UNSURE})\b", _I),
    re.compile(
        rf"\b{_LIVING}(?P<value>{_FLAT}?{_NUMBER}(?:{_NAME_WORD}){{1,3}}(?:{_UNSURE}))\b", _I
    ),
    # Flat 12, Nelson House
    re.compile(rf"(?<!\w){_FLAT}(?:{_CAPITAL}){{1,3}}(?=(?-i:[A-Z]))(?:{_UNSURE}|{_SURE})\b", _I),
    # my address is Rose Cottage, Church Lane; I live at number 14
    re.compile(
        r"\baddress(?: is|'s|:| -)? (?P<value>(?!(?:wrong|not|is|has|was|on|the same|and|or|of)\b)"
        rf"(?-i:[A-Z0-9])[^.!?\n;]{{2,60}}(?:{_SURE}|{_UNSURE})\b)",
        _I,
    ),
    re.compile(
        r"\b(?:live|lives|living) (?:at|in) (?P<value>(?:number|no\.?|flat) ?\d{1,4}[a-z]?)\b", _I
    ),
)
