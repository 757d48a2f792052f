"""Reference tables of the shared store: who offers what, by what standard, and which questions exist.

They are copied from the content files whenever those change, so that feedback can be read years later
with the names, standards and scales of its day.
"""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base
from bot.feedback.tables import DRIVERS, ITEM_KINDS, MOMENTS, one_of


class AgencyRow(Base):
    """A public body that owns services and feedback."""

    __tablename__ = "agency"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(300))


class ServiceRow(Base):
    """A public service in the catalogue (HSDS 3 field names)."""

    __tablename__ = "service"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20))
    url: Mapped[str] = mapped_column(String(300))
    assured_date: Mapped[dt.date]


class StandardRow(Base):
    """One version of a published service standard."""

    __tablename__ = "standard"
    __table_args__ = (
        CheckConstraint("target > 0 AND target <= 1", name="target_is_a_share"),
        CheckConstraint("threshold > 0", name="threshold_is_positive"),
    )

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), index=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)
    statement: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(Text)
    threshold: Mapped[float]
    unit: Mapped[str] = mapped_column(String(20))
    target: Mapped[float]
    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]
    source_url: Mapped[str] = mapped_column(String(300))


class StandardResultRow(Base):
    """What was achieved against a standard in one period and channel."""

    __tablename__ = "standard_result"
    __table_args__ = (
        UniqueConstraint("standard_id", "standard_version", "period_start", "channel"),
        CheckConstraint("n_met >= 0 AND n_met <= n_total", name="met_is_part_of_total"),
        CheckConstraint("period_start <= period_end", name="period_runs_forward"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    standard_id: Mapped[str] = mapped_column(String(80), index=True)
    standard_version: Mapped[int]
    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), index=True)
    period_start: Mapped[dt.date]
    period_end: Mapped[dt.date]
    channel: Mapped[str] = mapped_column(String(20))
    n_total: Mapped[int]
    n_met: Mapped[int]
    data_as_of: Mapped[dt.date]


class InstrumentRow(Base):
    """A version of the set of questions."""

    __tablename__ = "instrument"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)


class ItemRow(Base):
    """One version of one question, with its scale and anchors as they were shown."""

    __tablename__ = "item"
    __table_args__ = (
        one_of("kind", ITEM_KINDS),
        one_of("driver", DRIVERS),
        one_of("moment", MOMENTS),
    )

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    driver: Mapped[str] = mapped_column(String(20))
    moment: Mapped[str] = mapped_column(String(10))
    question: Mapped[str] = mapped_column(Text)
    direction: Mapped[str] = mapped_column(String(20))
    scale: Mapped[dict[str, Any]]
