"""Somebody may be in danger: help lines first, a person, and no question of ours ever after."""

from __future__ import annotations

from bot.dialogue import lost
from bot.dialogue.eligibility_draft import drop_check
from bot.dialogue.report_draft import FORM as REPORT
from bot.dialogue.report_draft import drop_report, sent_already
from bot.dialogue.staff import drop_left
from bot.dialogue.surveying import ignore_pending
from bot.dialogue.turn import Turn


def mention_help(turn: Turn) -> None:
    """Under the answer to what may be about danger, or may not: where help is, once in a conversation."""
    kind = turn.message.possible_danger
    state = turn.state
    if kind is None or state.crisis_seen or kind in state.help_mentioned or turn.around.in_form:
        return
    state.help_mentioned = [*state.help_mentioned, kind]
    turn.reply(turn.content.crisis.kind(kind).aside, kind="note")


def crisis(turn: Turn) -> None:
    """Say what helps now. Everything the assistant was waiting for is dropped."""
    kind = turn.content.crisis.kind(turn.message.crisis)
    lines = [
        " ".join(
            part for part in (f"- {line.name}: {line.number}.", f"{line.when}.", line.text) if part
        )
        for line in kind.contacts
    ]
    ignore_pending(turn)
    turn.state.crisis_seen = True
    turn.state.awaiting = turn.state.comment_on = None
    drop_left(turn)
    gives_up = turn.around.form == REPORT and sent_already(turn) is None
    drop_report(turn)
    drop_check(turn)
    text = "\n\n".join([kind.message, "\n".join(lines)])
    turn.reply(text, kind="crisis", buttons=[lost.person_button(turn)])
    if gives_up:
        turn.say("talk.report.put_aside", kind="crisis")
