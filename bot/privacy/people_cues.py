"""The words after which, or before which, a name may stand."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.privacy.vocabulary import Vocabulary

_I = re.IGNORECASE

# How sure a cue makes us: SURE takes any word, LIKELY one that looks like a name.
SURE, LIKELY, WEAK = 3, 2, 1

SURE_CUES = re.compile(
    r"(?:\b(?:my|our|the|her|his|their|full|first|last|family|maiden|middle|given|preferred)\s?name"
    r"|\bsurname|\bforename|^\s*name|[\w]['’]?s name|\bname on (?:it|the \w+))"
    r"(?:['’]?s| is| was| are)?(?: is| should be)?(?::| -|)? "
    r"|\b(?:in|under) the name(?: of)?:? ",
    _I,
)
LIKELY_CUES = re.compile(
    r"\b(?:call me|call him|call her|known as|called|named|spoke (?:to|with)|spoken (?:to|with)"
    r"|speaking (?:to|with)|speak (?:to|with)|talk(?:ed|ing)? to|told by|seen by|signed by|met with"
    r"|asked for|ask for|ringing for|calling for|on behalf of|belongs to|addressed to)[:,]? "
    r"|(?:\bregards|\bthanks|\bthank you|\bcheers|\bsincerely|\bfaithfully|\bwishes|\bta|\bsigned)[,.!]?\s",
    _I,
)
WEAK_CUES = re.compile(
    r"\b(?:i['’]?m|i am|this is|it['’]?s|it is|from|for|with|and|can|is|does"
    r"|tell|call|ring|text|phone|contact|message|meet|visit|dear|hi|hello|hiya|hey)"
    r"[,]? ",
    _I,
)
CLOSING_REACH = 44  # characters
SENTENCE_START = re.compile(r"(?:^|[.!?\n,] ?)([^.!?\n,]{2,40})$")
CLOSING = re.compile(r" (?:here|speaking|calling)\b", _I)


@lru_cache(maxsize=2)
def title_cues(words: Vocabulary) -> re.Pattern[str]:
    """Matches a title; the group "sure" is set for those that need no capital after them."""
    sure, unsure = "|".join(words.titles), "|".join(words.titles_that_are_words)
    return re.compile(rf"\b(?:(?P<sure>{sure})|(?:{unsure}))\b\.? ", _I)


@lru_cache(maxsize=2)
def relation_cues(words: Vocabulary) -> re.Pattern[str]:
    """Matches "my daughter ", "our landlord, " and the like."""
    relations = "|".join(sorted(words.relations, key=len, reverse=True))
    return re.compile(
        rf"\b(?:my|our|his|her|their|the) (?:\w+ )?(?:{relations})(?:,|['’]s name is| is| called| named)? ",
        _I,
    )
