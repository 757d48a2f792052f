"""Published service standards and what was really achieved."""

from __future__ import annotations

import datetime as dt
import itertools
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from bot.catalogue.model.base import Entry, Prose, Slug, WebAddress
from bot.catalogue.periods import TimeUnit

Count = Annotated[int, Field(ge=0, strict=True)]
Amount = Annotated[float, Field(gt=0, strict=True)]


class ResultChannel(StrEnum):
    """How the cases of a result came in; `all` is the one that is quoted."""

    ALL = "all"
    WEB = "web"
    PHONE = "phone"
    IN_PERSON = "in_person"


class StandardResult(Entry):
    """What was achieved in one period: `n_met` of `n_total` cases kept to the standard.

    `half_within` and `eight_in_ten_within` are the achieved median and 80th percentile in the
    unit of the standard.
    """

    period_start: dt.date
    period_end: dt.date
    channel: ResultChannel
    n_total: Count
    n_met: Count
    half_within: Amount | None = None
    eight_in_ten_within: Amount | None = None
    data_as_of: dt.date

    @model_validator(mode="after")
    def _adds_up(self) -> StandardResult:
        if self.n_met > self.n_total:
            raise ValueError("n_met must not be greater than n_total")
        if not self.period_start <= self.period_end <= self.data_as_of:
            raise ValueError("period_start, period_end and data_as_of must be in order")
        if (self.half_within or 0) > (self.eight_in_ten_within or float("inf")):
            raise ValueError("half_within must not be greater than eight_in_ten_within")
        return self


def _agrees(result: StandardResult, parts: int, within: float, threshold: float) -> bool:
    """When half (2 parts) or 8 in 10 (5 parts) kept to the threshold, they took no longer."""
    enough = result.n_met * parts >= result.n_total * (parts - 1)
    return within <= threshold if enough else within >= threshold


def _no_working_years(value: object) -> object:
    if value in (TimeUnit.SECONDS, TimeUnit.YEARS):
        raise ValueError("must be minutes, hours, days, working_days, weeks or months")
    return value


class Standard(Entry):
    """One version of a published standard: `target` of cases within `threshold` `unit`."""

    id: Slug
    agency_id: Slug
    service_id: Slug
    version: Annotated[int, Field(ge=1, strict=True)]
    statement: Prose
    measure: Prose
    threshold: Amount
    unit: Annotated[TimeUnit, BeforeValidator(_no_working_years)]
    target: Annotated[float, Field(gt=0, le=1, strict=True)]
    valid_from: dt.date
    valid_to: dt.date | None = None
    source_url: WebAddress
    results: tuple[StandardResult, ...] = ()

    @model_validator(mode="after")
    def _figures_agree(self) -> Standard:
        for result in self.results:
            for share, within in ((2, result.half_within), (5, result.eight_in_ten_within)):
                if within is not None and not _agrees(result, share, within, self.threshold):
                    start = result.period_start
                    raise ValueError(
                        f"results of {start}: n_met and the times contradict each other"
                    )
        return self

    @model_validator(mode="after")
    def _in_order(self) -> Standard:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to must not be before valid_from")
        for channel in ResultChannel:
            periods = [result for result in self.results if result.channel is channel]
            for earlier, later in itertools.pairwise(periods):
                if later.period_start <= earlier.period_end:
                    raise ValueError("results must be in order, oldest first, without overlap")
        return self

    def valid_on(self, day: dt.date) -> bool:
        """Whether this version is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def met_by(self, result: StandardResult) -> bool:
        """Whether that result reached the target, without rounding."""
        return result.n_met >= Fraction(str(self.target)) * result.n_total

    def latest_result(self, day: dt.date) -> StandardResult | None:
        """The newest result over all channels that was known on that day."""
        known = [
            result
            for result in self.results
            if result.channel is ResultChannel.ALL and result.data_as_of <= day
        ]
        return max(known, key=lambda result: result.period_end, default=None)
