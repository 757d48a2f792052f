"""What an agency has to say these days, told once in a conversation."""

from __future__ import annotations

from bot.catalogue.model import Notice
from bot.dialogue.turn import Turn


def not_told_yet(turn: Turn, agency_id: str, service_id: str | None) -> list[str]:
    """The texts of the notices that concern a service and were not told before; from now on they were."""
    day = turn.now.astimezone(turn.catalogue.agencies[agency_id].zone).date()
    told = turn.state.notices_told
    new: list[Notice] = [
        notice
        for notice in turn.catalogue.notices
        if notice.agency_id == agency_id
        and notice.concerns(service_id, day)
        and notice.id not in told
    ]
    turn.state.notices_told = [*told, *(notice.id for notice in new)]
    return [turn.words("answer.notice", text=notice.text) for notice in new]
