r"""Recognisers that are regular expressions: numbers, addresses, links.

Every repetition is bounded and begins at a boundary, so that hostile text costs linear time. A pattern
that would catch harmless text by itself needs a cue in the words before it (`cue`).
Shapes: Ofcom's numbering plan, Royal Mail's postcodes (its letters C I K M O V are let through, as
fictional codes use them), HMRC's NIM39110 for National Insurance numbers, DVLA's registrations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.privacy import checksums
from bot.privacy.addresses import ADDRESS_PATTERNS
from bot.privacy.spans import Span

_I = re.IGNORECASE
_CUE_REACH = 40  # characters before a value in which its cue may stand


@dataclass(frozen=True)
class Pattern:
    """One shape of one kind. With `cue`, the words before must match it; `check` may still refuse.

    The span is the group "value" where there is one, else the whole match.
    """

    kind: str
    shape: re.Pattern[str]
    cue: re.Pattern[str] | None = None
    check: Callable[[str], bool] | None = None

    def find(self, text: str) -> Iterator[Span]:
        """Every place of this shape in `text`."""
        named = "value" in self.shape.groupindex
        for match in self.shape.finditer(text):
            start, end = match.span("value") if named else match.span()
            if self.cue and not self.cue.search(text[max(0, start - _CUE_REACH) : start]):
                continue
            if start < end and (self.check is None or self.check(text[start:end])):
                yield Span(start, end, self.kind)


def find_patterns(text: str) -> Iterator[Span]:
    """Every span of every pattern; they may overlap."""
    for pattern in PATTERNS:
        yield from pattern.find(text)


def _shape(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), _I)


def _cue(words: str, between: str = r"(?: no\.|[^.!?;\n\[\]]){0,24}$") -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=\W)|^)(?:{words})(?!\w){between}", _I)


_GAP = r"[ \n_./()\u2010-\u2015-]{0,2}"
_NO_WORD_BEFORE = r"(?<![\w])"
_NOT_IN_NUMBER = r"(?<![\w£$€#/.,-])"

_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_SPOKEN_DIGIT = r"(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|hundred)"
_SPOKEN = rf"(?:(?:double|treble|triple)[ ,-]{{1,2}})?{_SPOKEN_DIGIT}"

_PHONE_CUE = _cue(
    r"phone|telephone|tel|mobile|mob|cell|landline|whats ?app|fax|contact number|home number"
    r"|(?:call|ring|text|phone|reach|contact|message|get|bell) (?:me|her|him|us)(?: back)?(?: on| at)"
    r"|(?<!reference )(?<!account )(?<!ref )(?<!case )(?<!claim )my number(?:['’]?s| is)"
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_ANY_DATE = (
    rf"(?:\d{{1,2}}[./ -]\d{{1,2}}[./ -](?:{_YEAR}|\d\d)|{_YEAR}-\d\d-\d\d"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}(?:,?[ -](?:{_YEAR}|\d\d))?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?(?: {_YEAR})?|{_YEAR})"
)
_BIRTH_CUE = _cue(
    r"date of birth|birth ?date|d\.?o\.?b\.?|birthday|born", r"[^.!?;\n\d\[\]]{0,12}$"
)

_BANK_CUE = _cue(
    r"bank|sort code|account|acct?|acc|a/c|s/?c|iban|direct debit|pay (?:it|me|this) (?:in)?to"
)
_NI_CUE = _cue(r"national insurance|nat\.? ins\.?|n\.?i\.?|nino")
_NHS_CUE = _cue(r"nhs")
_CARD_CUE = _cue(r"card|visa|mastercard|amex|debit|credit")
_CAR_CUE = _cue(r"reg|registration|number ?plate|plate|car|van|vehicle|motor(?:bike|cycle)?|vrm")

_ORDINAL_OR_HOUR = r"(?!\d?(?:1st|2nd|3rd|[4-9]th|[1-9][ap]m)\b)"

_NUMBERS = (
    # -- telephone
    Pattern(
        "phone",
        _shape(
            _NOT_IN_NUMBER,
            rf"(?:(?:\+|00){_GAP}44{_GAP}(?:\(0\)|0)?|44{_GAP}(?:\(0\)|0)?(?=[1-37]{_GAP}\d)"
            rf"|\(?0(?={_GAP}[1-35789]))",
            rf"(?:{_GAP}\d){{9,10}}(?![\d])",
        ),
    ),
    Pattern(
        "phone",
        _shape(r"(?<![\w+])(?:\+|00(?=[1-9]\d))[1-9]", rf"(?:{_GAP}\d){{7,14}}(?!\d)"),
    ),
    Pattern("phone", _shape(r"(?<![\w£$€])\d", rf"(?:{_GAP}\d){{5,11}}(?!\d)"), cue=_PHONE_CUE),
    Pattern("phone", _shape(_NO_WORD_BEFORE, _SPOKEN, rf"(?:[ ,-]{{1,2}}{_SPOKEN}){{5,14}}\b")),
    # -- cards, banks
    Pattern("card", _shape(r"(?<![\w.-])\d(?:[ .-]?\d){12,18}(?![\w-])"), check=checksums.luhn),
    # Written as cards are; one mistyped digit is not less personal.
    Pattern("card", _shape(r"(?<![\w.-])\d{4}([ .-])\d{4}\1\d{4}\1\d{4}(?![\w-])")),
    Pattern("card", _shape(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])"), cue=_CARD_CUE),
    Pattern("bank_account", _shape(r"(?<![\w-])\d\d([ -])\d\d\1\d\d[ ,]{1,3}\d{8}(?!\d)")),
    Pattern("bank_account", _shape(r"(?<![\w-])\d\d[ -]?\d\d[ -]?\d\d(?![\w-])"), cue=_BANK_CUE),
    Pattern("bank_account", _shape(r"(?<![\w-])\d{7,8}(?![\w-])"), cue=_BANK_CUE),
    Pattern(
        "bank_account",
        _shape(r"\b[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b"),
        check=checksums.iban,
    ),
    # -- numbers that name one person
    Pattern(
        "national_insurance",
        _shape(r"\b[A-Z]{2}[ .-]?\d\d[ .-]?\d\d[ .-]?\d\d[ .-]?[A-D]\b"),
    ),
    Pattern(
        "national_insurance", _shape(r"\b[A-Z]{2}[ .-]?\d\d[ .-]?\d\d[ .-]?\d\d\b"), cue=_NI_CUE
    ),
    Pattern(
        "nhs_number", _shape(r"(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])"), check=checksums.nhs
    ),
    Pattern("nhs_number", _shape(r"(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])"), cue=_NHS_CUE),
    Pattern("vehicle_registration", _shape(r"\b[A-Z]{2}\d\d ?[A-Z]{3}\b")),
    Pattern(
        "vehicle_registration",
        _shape(r"\b(?:[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3} ?[A-Z]|(?-i:[A-Z]{1,3} \d{1,4}))\b"),
        cue=_CAR_CUE,
    ),
    Pattern("other", _shape(r"\b[A-Z]{0,2}\d{7,9}\b"), cue=_cue("passport|visa number|brp|id card")),
    Pattern("other", _shape(r"(?<![\w-])\d{7,12}(?![\w-])"), cue=_cue(r"account (?:number|no|ref)")),
    Pattern("other", _shape(r"\b[A-Z9]{5}\d[0156]\d[0-3]\d\d[A-Z9]{2}[A-Z0-9]{3}\b")),
    # -- dates of birth
    Pattern("date_of_birth", _shape(rf"(?<!\w){_ANY_DATE}(?!\w)"), cue=_BIRTH_CUE),
    Pattern(
        "date_of_birth",
        _shape(
            rf"(?<!\w)(?P<value>{_ANY_DATE})(?= (?:is|was) (?:when i was born|my (?:birthday|d\.?o\.?b))"
            r"| is my date of birth)"
        ),
    ),
    Pattern(
        "date_of_birth",
        _shape(
            r"(?<![\w/.-])(?:\d{1,2}[./-]\d{1,2}[./-]|\d{1,2}(?:st|nd|rd|th)?(?: of)? ", _MONTH,
            r",? )(?:19\d\d|200\d|201[0-2])(?![\w/-])",
        ),
    ),
    Pattern("date_of_birth", _shape(r"(?<![\w/-])(?:19\d\d|200\d|201[0-2])-\d\d-\d\d(?![\w/-])")),
)  # fmt: skip

_REACHING = (
    Pattern(
        "email",
        _shape(
            r"(?<![\w.+%'’-])[\w.+%'’-]{1,64} ?@ ?[\w-]{1,63}", r"(?:(?:\.| \. )[\w-]{1,63}){1,5}"
        ),
    ),
    Pattern(
        "email",  # jane(dot)doe[at]post.example
        _shape(
            r"(?<![\w.+-])[\w.+-]{1,64}(?: ?[(\[{]dot[)\]}] ?[\w.+-]{1,64}){0,3} ?[(\[{](?:at|@)[)\]}] ?",
            r"[\w-]{1,63}(?:(?:\.| ?[(\[{](?:dot|\.)[)\]}] ?| dot )[\w-]{1,63}){1,5}",
        ),
    ),
    Pattern(
        "email",
        _shape(
            r"(?<![\w.+-])(?!(?:me|us|him|her|them|it|is|am|are|be|live|work|look)\b)[\w.+-]{1,64}",
            r"(?: (?:dot|underscore|dash) \w{1,30}){0,3} [(\[]?at[)\]]? [\w-]{1,63}",
            r"(?: [(\[]?dot[)\]]? \w{1,20}){1,3}",
        ),
    ),
    Pattern(
        "postcode",
        _shape(
            r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]?[ \u00a0]{0,2}", _ORDINAL_OR_HOUR, r"\d[A-Z]{2}(?![\w-])"
        ),
    ),
    Pattern(
        "postcode",
        _shape(r"(?<!\w)[A-Z](?: ?[A-Z])? ?\d(?: ?[A-Z\d])?[ -]{0,2}[\dO] ?[A-Z] ?[A-Z](?!\w)"),
        cue=_cue("post ?code"),
    ),
    Pattern(
        "url_with_id",
        _shape(
            r"(?<!\w)(?:https?://|www\.)(?=[^\s<>\"]{0,300}?(?:\d{4}|[?&#][\w-]{1,30}=|[0-9a-f]{12}))",
            r"[^\s<>\"]{1,2000}",
        ),
    ),
    Pattern("other", _shape(r"(?<![\w@.])@[A-Z_][\w.]{2,30}\b")),
    Pattern("other", _shape(rf"(?<![\w.])(?:{_BYTE}\.){{3}}{_BYTE}(?![\w.])")),
)  # fmt: skip

PATTERNS: tuple[Pattern, ...] = (
    *_NUMBERS,
    *_REACHING,
    *(Pattern("address", shape) for shape in ADDRESS_PATTERNS),
)
