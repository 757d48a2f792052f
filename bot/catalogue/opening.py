"""Opening hours as sentences: "The phone line is open now, until 4:30pm."."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from bot.catalogue import phrases
from bot.catalogue.hours import DAY, OpeningState, opening_state
from bot.catalogue.model import Agency, Schedule
from bot.catalogue.wording import Wording


def opening_sentences(
    schedules: Collection[Schedule], agency: Agency, now: dt.datetime, wording: Wording
) -> list[str]:
    """One sentence for each line or office that the schedules describe, in their order."""
    descriptions = dict.fromkeys(schedule.description for schedule in schedules)
    sentences = []
    for description in descriptions:
        own = [each for each in schedules if each.description == description]
        state = opening_state(own, agency.holidays, agency.zone, now)
        sentences.append(opening_sentence(description, state, wording))
    return sentences


def opening_sentence(description: str | None, state: OpeningState, wording: Wording) -> str:
    """Whether it is open now, and until when or from when. `description` is what opens."""
    what = description or wording.get("open.somebody")
    if state.is_open and state.closes is None:
        return wording.get("open.always", what=what)
    if state.is_open and state.closes is not None:
        return wording.get("open.now", what=what, time=phrases.clock(wording, state.closes))
    if state.opens is None:
        return wording.get("open.unknown", what=what)
    when = _when(state.at.date(), state.opens, wording)
    if state.holiday:
        return wording.get("open.holiday", what=what, holiday=state.holiday, when=when)
    return wording.get("open.closed", what=what, when=when)


def _when(today: dt.date, opens: dt.datetime, wording: Wording) -> str:
    day, time = opens.date(), phrases.clock(wording, opens)
    if day == today:
        return wording.get("open.today", time=time)
    if day == today + DAY:
        return wording.get("open.tomorrow", time=time)
    name = phrases.weekday(wording, day)
    if day < today + 7 * DAY:
        return wording.get("open.weekday", weekday=name, time=time)
    return wording.get("open.date", weekday=name, date=phrases.date(wording, day), time=time)
