"""How a report is shown before it is sent, so that a slip is noticed, and nothing personal is on any screen.

What the assistant says is stored and read back from where it is stored. So a place or a number is told by
its kind: "a number and a street", "a mobile number, 11 figures".
"""

from __future__ import annotations

from bot.catalogue import phrases
from bot.catalogue.model import RequestForm
from bot.dialogue.report_draft import NONE, kept_text
from bot.dialogue.report_places import code_in, kinds_in
from bot.dialogue.turn import Turn

_MOBILE = ("07", "447", "00447")


def place(turn: Turn, form: RequestForm) -> str:
    """The kind of place; the code of a stop is on a sign for all to read, and is shown."""
    text = kept_text(turn, turn.state.report_place)
    code = code_in(text, form)
    if code:
        return turn.words("talk.report.place.code", code=code)
    named = [turn.words(f"talk.report.place.{kind}") for kind in kinds_in(turn, text)]
    kinds = phrases.joined(turn.catalogue.wording, named)
    return kinds or turn.words("talk.report.place.words")


def contact(turn: Turn) -> str:
    """Whether a way to reach them was left, and of which kind."""
    if turn.state.report_contact in (None, NONE):
        return turn.words("talk.report.contact.not_left")
    text = kept_text(turn, turn.state.report_contact)
    return turn.words("talk.report.contact.left", kind=_kind(turn, text))


def _kind(turn: Turn, text: str) -> str:
    if "@" in text:
        return turn.words("talk.report.contact.email")
    figures = "".join(each for each in text if each.isdigit())
    kind = "mobile" if figures.startswith(_MOBILE) else "phone"
    return turn.words(f"talk.report.contact.{kind}", count=len(figures))
