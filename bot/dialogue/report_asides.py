"""Handlers: what is asked while a report is made, and is neither its answer nor a question we know.

It is answered when the catalogue can, else it is said honestly that it cannot; then the form speaks again.
"""

from __future__ import annotations

from bot.dialogue import lost, report_heard
from bot.dialogue.answering import answer
from bot.dialogue.naming import named_services
from bot.dialogue.report_draft import FORM, form_of
from bot.dialogue.state import Topic
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of

_KNOWN = frozenset(
    "ask_for_person ask_my_data delete_my_data ask_why bot_challenge repeat forget_fact ask_cost"
    " ask_contact ask_opening_hours ask_appeal ask_status".split()
)
"""Intents whose own handlers answer well within a form."""
_SURE = 0.5
_FEW_WORDS = 4


def is_meant(turn: Turn) -> bool:
    """Whether a message in the form for a report needs an answer of the form itself."""
    message = turn.message
    ends = message.intent == "crisis" or message.intent in turn.content.reporting.ending
    if turn.around.form != FORM or message.from_button or ends:
        # What ends the form must say so itself.
        return False
    return message.intent == "help" or _asks_of_report(turn) or _asks_more(turn)


def respond(turn: Turn) -> None:
    """Say what can be said: that nothing is sent yet, when it is done, how this works, or that we cannot."""
    text = turn.message.text
    about = turn.state.report_about
    if _asks_of_report(turn):
        turn.say("talk.report.not_sent_yet", kind="form")
    elif about and has_run(text, turn.content.reporting.asking_when):
        answer(turn, about, Topic.DURATION)
    elif turn.message.intent == "help" and len(words_of(text)) <= _FEW_WORDS:
        turn.say("talk.report.help", kind="form", buttons=[lost.person_button(turn)])
    else:
        say_that_we_cannot(turn)


def say_that_we_cannot(turn: Turn) -> None:
    """Nobody here knows the answer; who does is said."""
    form = form_of(turn)
    agency = turn.catalogue.agencies[form.agency_id] if form else turn.agency
    turn.say("talk.report.cannot_answer", agency=agency.name, number=agency.phone)


def _asks_of_report(turn: Turn) -> bool:
    text = turn.message.text
    if turn.message.intent == "ask_status":
        # "What about my blue badge?" asks after something else.
        others = {each.service_id for each in named_services(text, turn.catalogue.offered())}
        # Nor does a question after that, which names nothing.
        about: set[str | None] = set(others) or {turn.state.service_id or turn.state.report_about}
        return about <= {turn.state.report_about}
    own = has_run(text, turn.content.listening.own_report)
    return own and report_heard.is_question(turn)


def _asks_more(turn: Turn) -> bool:
    """Whether somebody asks what no handler of ours would answer: it names no service and no facet."""
    message = turn.message
    if has_run(message.text, turn.content.reporting.asking_when):
        return report_heard.is_question(turn)
    known = message.intent in _KNOWN and message.confidence >= _SURE
    if known or not report_heard.is_question(turn):
        return False
    return not named_services(message.text, turn.catalogue.offered())
