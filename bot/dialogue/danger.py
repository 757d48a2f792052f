"""Somebody may be in danger: help lines first, a person, and no question of ours ever after."""

from __future__ import annotations

from bot.dialogue import lost
from bot.dialogue.eligibility_draft import drop_check
from bot.dialogue.report_draft import drop_report
from bot.dialogue.surveying import ignore_pending
from bot.dialogue.turn import Turn


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
    turn.state.left_message = turn.state.left_contact = None
    drop_report(turn)
    drop_check(turn)
    text = "\n\n".join([kind.message, "\n".join(lines)])
    turn.reply(text, kind="crisis", buttons=[lost.person_button(turn)])
