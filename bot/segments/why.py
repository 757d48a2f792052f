"""Why this answer: the segment rule, the fact and when it was said, or that it is general."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.catalogue import phrases
from bot.catalogue.wording import Wording
from bot.segments.answer import AnswerRecord, Explanation


def explain(record: AnswerRecord | None, wording: Wording, now: dt.datetime, zone: ZoneInfo) -> str:
    """The text that explains an answer; `now` is aware, days and times are told in `zone`."""
    if record is None:
        return wording.get("why.nothing_said")
    paragraphs = [
        _opening(record, wording),
        *_because_of_segments(record, wording, now.astimezone(zone)),
        _where_from(record, wording),
    ]
    if record.explanations or record.level:
        paragraphs.append(wording.get("why.correct"))
    return "\n\n".join(paragraphs)


def _opening(record: AnswerRecord, wording: Wording) -> str:
    if not record.explanations and not record.level:
        key = "why.general_other" if record.on_behalf else "why.general"
        return wording.get(key, service=record.service_name)
    parts = [wording.get("why.personal", service=record.service_name)]
    if record.level:
        parts.append(wording.get(f"why.asked.{record.level}"))
    return " ".join(parts)


def _because_of_segments(record: AnswerRecord, wording: Wording, now: dt.datetime) -> Iterator[str]:
    """One paragraph a segment: why, when it was said, and everything it changed."""
    by_segment: dict[str, list[Explanation]] = {}
    for each in record.explanations:
        by_segment.setdefault(each.segment_id, []).append(each)
    for first, *more in by_segment.values():
        effects = [_effect(each, record, wording) for each in (first, *more)]
        said = _said(first.said_at.astimezone(now.tzinfo), now, wording)
        yield " ".join([_reason(first, record, wording), said, *effects])


def _reason(explanation: Explanation, record: AnswerRecord, wording: Wording) -> str:
    if record.on_behalf:
        return wording.get("why.because_other", label=explanation.label)
    return explanation.because


def _effect(explanation: Explanation, record: AnswerRecord, wording: Wording) -> str:
    key = f"why.{explanation.effect}" + ("_other" if record.on_behalf else "")
    return wording.get(key, agency=record.source.agency, label=explanation.label)


def _said(said_at: dt.datetime, now: dt.datetime, wording: Wording) -> str:
    if said_at.date() == now.date():
        return wording.get("why.said_today", time=phrases.clock(wording, said_at))
    return wording.get("why.said_on", date=phrases.date(wording, said_at.date()))


def _where_from(record: AnswerRecord, wording: Wording) -> str:
    parts = []
    if record.time_source_url:
        parts.append(wording.get("why.time", url=record.time_source_url))
    elif record.spoke_of_time:
        parts.append(wording.get("why.no_standard"))
    day = phrases.date(wording, record.source.assured_date)
    key = "why.source_rest" if record.spoke_of_time else "why.source"
    parts.append(wording.get(key, agency=record.source.agency, date=day))
    return "\n\n".join(parts)
