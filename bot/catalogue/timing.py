"""What may honestly be said about how long something takes, with the evidence behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.catalogue import phrases
from bot.catalogue.model import Policy, Standard, StandardResult
from bot.catalogue.periods import TimeUnit
from bot.catalogue.wording import Wording


class TimeKind(StrEnum):
    """How the published standard and what was achieved compare."""

    MET = "met"
    MISSED = "missed"
    FEW_CASES = "few_cases"
    NO_RESULTS = "no_results"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TimeStatement:
    """One sentence about time, exactly as said, and the row it makes in the promise ledger.

    `low` to `high` is the stretch the sentence speaks of, in `unit`: half of all cases were done
    within `low` (None when that is not known). `high` is what 8 in 10 took, if known; else the
    standard's threshold, unless the standard was missed: then nothing can be said, and it is None.
    `eight_in_ten_within` is None when the sentence does not say what 8 in 10 took.
    `basis_n` is the number of finished cases in the period, `n_met` those within the standard.
    """

    service_id: str
    kind: TimeKind
    sentence: str
    standard_id: str | None = None
    standard_version: int | None = None
    threshold: float | None = None
    target: float | None = None
    low: float | None = None
    high: float | None = None
    eight_in_ten_within: float | None = None
    unit: TimeUnit | None = None
    basis_n: int | None = None
    n_met: int | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    data_as_of: dt.date | None = None
    source_url: str | None = None


def time_statement(
    service_id: str,
    standards: Sequence[Standard],
    today: dt.date,
    policy: Policy,
    wording: Wording,
) -> TimeStatement:
    """The published standard of today and what was really achieved, with n, period and date.

    Of several standards in force the first one published is quoted, in its newest version.
    """
    standard = standard_in_force(standards, today)
    if standard is None:
        return TimeStatement(service_id, TimeKind.NONE, wording.get("time.none"))
    result = standard.latest_result(today)
    kind = _kind(standard, result, policy)
    promised = TimeStatement(
        service_id=service_id,
        kind=kind,
        sentence=_sentence(standard, result, kind, wording),
        standard_id=standard.id,
        standard_version=standard.version,
        threshold=standard.threshold,
        target=standard.target,
        high=None if kind is TimeKind.MISSED else standard.threshold,
        unit=standard.unit,
        source_url=standard.source_url,
    )
    return replace(promised, **_basis(result, kind)) if result else promised


def _basis(result: StandardResult, kind: TimeKind) -> dict[str, Any]:
    """The evidence, as the fields of a statement."""
    basis: dict[str, Any] = {
        "basis_n": result.n_total,
        "n_met": result.n_met,
        "period_start": result.period_start,
        "period_end": result.period_end,
        "data_as_of": result.data_as_of,
    }
    if kind is not TimeKind.FEW_CASES and result.eight_in_ten_within is not None:
        within = result.eight_in_ten_within
        basis |= {"low": result.half_within, "high": within, "eight_in_ten_within": within}
    return basis


def standard_in_force(standards: Sequence[Standard], today: dt.date) -> Standard | None:
    """The first published standard valid today, or None."""
    return next((each for each in standards if each.valid_on(today)), None)


def percent(result: StandardResult) -> int:
    """Whole percent, rounded down: 79.9 never reads as 80."""
    return 100 * result.n_met // result.n_total


def _kind(standard: Standard, result: StandardResult | None, policy: Policy) -> TimeKind:
    if result is None:
        return TimeKind.NO_RESULTS
    if result.n_total < policy.few_cases_below:
        return TimeKind.FEW_CASES
    return TimeKind.MET if standard.met_by(result) else TimeKind.MISSED


def _sentence(
    standard: Standard, result: StandardResult | None, kind: TimeKind, wording: Wording
) -> str:
    parts = [wording.get("time.standard", statement=standard.statement, measure=standard.measure)]
    if result is None:
        parts.append(wording.get("time.no_results"))
    elif result.n_total == 0:
        parts.append(wording.get("time.no_cases", **_evidence(result, wording)))
    elif kind is TimeKind.FEW_CASES:
        parts.append(wording.plural("time.few_cases", result.n_total, **_evidence(result, wording)))
    else:
        parts.append(wording.get(f"time.{kind}", **_evidence(result, wording)))
        parts.append(_spread(standard, result, wording))
    if result is not None:
        as_of = phrases.date(wording, result.data_as_of)
        parts.append(wording.get("time.data_as_of", date=as_of))
    return " ".join(part for part in parts if part)


def _evidence(result: StandardResult, wording: Wording) -> dict[str, object]:
    return {
        "period": phrases.period(wording, result.period_start, result.period_end),
        "n_met": phrases.count(result.n_met),
        "n_total": phrases.count(result.n_total),
        "percent": percent(result) if result.n_total else 0,
    }


def _spread(standard: Standard, result: StandardResult, wording: Wording) -> str:
    """How long it really took. Half alone says little, so it is told only with 8 in 10."""
    if result.eight_in_ten_within is None:
        return ""
    eight = phrases.amount(wording, result.eight_in_ten_within, standard.unit)
    if result.half_within is None or result.half_within == result.eight_in_ten_within:
        return wording.get("time.eight_in_ten", eight=eight)
    half = phrases.amount(wording, result.half_within, standard.unit)
    return wording.get("time.half_and_eight_in_ten", half=half, eight=eight)
