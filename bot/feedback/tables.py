"""The tables of the shared feedback store. Every row belongs to an agency; every text is masked.

Rows written by an action carry the message that caused them and their ordinal within it, and are
unique on both: a turn that is run again after a crash writes nothing twice.
"""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from bot.db import Base, now

ITEM_KINDS = (
    "expectation_will",
    "expectation_should",
    "minimum_acceptable",
    "importance_stated",
    "importance_choice",
    "perception",
    "disconfirmation",
    "satisfaction",
    "effort",
    "trust",
    "interaction_preference",
)
DRIVERS = ("effectiveness", "ease", "efficiency", "transparency", "humanity", "employee", "other")
"""Drivers of trust, US OMB Circular A-11 §280."""
MOMENTS = ("before", "during", "after")
ROLES = ("citizen", "frontline", "manager", "partner")
ASK_OUTCOMES = ("pending", "answered", "declined", "ignored")
REQUEST_STATUSES = ("open", "closed")
REQUEST_OUTCOMES = ("resolved", "partly", "not", "duplicate", "redirected")


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A CHECK that a text column holds one of the field's standard words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


class FromMessage:
    """Columns of a row that a citizen's message caused."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    agency_id: Mapped[str] = mapped_column(String(40), index=True)
    service_id: Mapped[str | None] = mapped_column(String(80))
    conversation_id: Mapped[uuid.UUID] = mapped_column(index=True)
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    message_id: Mapped[uuid.UUID]
    ordinal: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class Ask(FromMessage, Base):
    """One moment at which a question was put to a citizen, answered or not: the denominator."""

    __tablename__ = "ask"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        """Constraints."""
        return (
            UniqueConstraint("message_id", "ordinal"),
            one_of("moment", MOMENTS),
            one_of("outcome", ASK_OUTCOMES),
            CheckConstraint("probability > 0 AND probability <= 1", name="probability_is_in_range"),
        )

    instrument_id: Mapped[str] = mapped_column(String(60))
    instrument_version: Mapped[int]
    pair_id: Mapped[str] = mapped_column(String(60))
    item_id: Mapped[str] = mapped_column(String(60))
    item_version: Mapped[int]
    moment: Mapped[str] = mapped_column(String(10))
    probability: Mapped[float]
    """The chance with which this pair was drawn, kept so that answers can be weighted."""
    outcome: Mapped[str] = mapped_column(String(10), default="pending")
    resolved_at: Mapped[dt.datetime | None]


class Submission(FromMessage, Base):
    """What one person said at one moment: one or more answers."""

    __tablename__ = "submission"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        """Constraints."""
        return (
            UniqueConstraint("message_id", "ordinal"),
            one_of("respondent_role", ROLES),
            one_of("moment", MOMENTS),
        )

    respondent_role: Mapped[str] = mapped_column(String(10), default="citizen")
    moment: Mapped[str] = mapped_column(String(10))
    channel: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(12), default="en")

    answers: Mapped[list["Answer"]] = relationship(cascade="all, delete-orphan")
    comments: Mapped[list["Comment"]] = relationship(cascade="all, delete-orphan")


class Answer(Base):
    """One answer, with the scale and version it was given on, so that no score can be corrupted later."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("submission_id", "item_kind"),
        one_of("item_kind", ITEM_KINDS),
        one_of("driver", DRIVERS),
        CheckConstraint(
            "scale_min IS NULL OR value_number IS NULL "
            "OR value_number BETWEEN scale_min AND scale_max",
            name="value_is_on_the_scale",
        ),
        CheckConstraint(
            "value_number IS NOT NULL OR value_duration IS NOT NULL "
            "OR value_choice IS NOT NULL OR value_text IS NOT NULL",
            name="value_is_given",
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    submission_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE")
    )
    agency_id: Mapped[str] = mapped_column(String(40), index=True)
    ask_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("ask.id", ondelete="SET NULL"))
    """Null when the citizen said it without being asked."""
    item_kind: Mapped[str] = mapped_column(String(30))
    item_id: Mapped[str | None] = mapped_column(String(60))
    item_version: Mapped[int | None]
    driver: Mapped[str] = mapped_column(String(20), default="other")
    scale_type: Mapped[str] = mapped_column(String(20))
    scale_min: Mapped[int | None]
    scale_max: Mapped[int | None]
    direction: Mapped[str] = mapped_column(String(20), default="none")
    value_number: Mapped[float | None]
    value_duration: Mapped[str | None] = mapped_column(String(20))
    """ISO 8601, in the unit the citizen used: ``P2D``, ``P2W``."""
    value_choice: Mapped[str | None] = mapped_column(String(60))
    value_text: Mapped[str | None] = mapped_column(Text)
    """The citizen's own words, masked."""


class Comment(Base):
    """Free text, masked, with an end of its own."""

    __tablename__ = "comment"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    submission_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), unique=True
    )
    agency_id: Mapped[str] = mapped_column(String(40), index=True)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    expires_at: Mapped[dt.datetime]


class Promise(FromMessage, Base):
    """One sentence the assistant told one citizen about time, with the evidence behind it."""

    __tablename__ = "promise"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        """Constraints."""
        return (
            UniqueConstraint("message_id", "ordinal"),
            one_of("kind", ("met", "missed", "few_cases", "no_results", "none")),
            CheckConstraint("basis_n IS NULL OR basis_met <= basis_n", name="met_is_part_of_n"),
        )

    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    standard_id: Mapped[str | None] = mapped_column(String(80))
    standard_version: Mapped[int | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    unit: Mapped[str | None] = mapped_column(String(20))
    basis_n: Mapped[int | None]
    basis_met: Mapped[int | None]
    period_start: Mapped[dt.date | None]
    period_end: Mapped[dt.date | None]
    data_as_of: Mapped[dt.date | None]


class ExceptionCase(FromMessage, Base):
    """One "my case does not fit": the service, what failed, the door that was shown."""

    __tablename__ = "exception"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        """Constraints."""
        return (
            UniqueConstraint("message_id", "ordinal"),
            one_of("outcome", ("appeal", "person", "unknown_service")),
        )

    condition: Mapped[str | None] = mapped_column(Text)
    """The citizen's own words, masked."""
    outcome: Mapped[str] = mapped_column(String(20))


class ServiceRequest(FromMessage, Base):
    """A problem that a citizen reported. Open311 GeoReport v2 field names, and what came of it.

    Where it is, what was said of it and how to reach the citizen are kept encrypted elsewhere: here are
    the references of :class:`bot.privacy.tables.KeptContact`.
    """

    __tablename__ = "request"

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        """Constraints."""
        return (
            UniqueConstraint("message_id", "ordinal"),
            UniqueConstraint("draft_id"),
            one_of("status", REQUEST_STATUSES),
            one_of("outcome", REQUEST_OUTCOMES),
            CheckConstraint("outcome IS NULL OR status = 'closed'", name="outcome_is_of_closed"),
        )

    service_request_id: Mapped[str] = mapped_column(String(20), unique=True)
    """The reference that the citizen was given."""
    service_code: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(10), default="open")
    status_notes: Mapped[str | None] = mapped_column(Text)
    """What staff tell the citizen about it."""
    agency_responsible: Mapped[str] = mapped_column(String(200))
    requested_datetime: Mapped[dt.datetime]
    updated_datetime: Mapped[dt.datetime]
    expected_datetime: Mapped[dt.datetime | None]
    """The end of the day by which 8 in 10 are done; null when nothing honest can be said."""
    attributes: Mapped[dict[str, Any]]
    """What was chosen from the lists of the service definition: ``{code: key}``."""
    draft_id: Mapped[uuid.UUID | None]
    """The message with which it was begun: after a crash it is sent again in another, and is the same."""
    place_id: Mapped[uuid.UUID | None]
    description_id: Mapped[uuid.UUID | None]
    contact_id: Mapped[uuid.UUID | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    citizen_confirmed: Mapped[bool | None]
    """Whether the citizen says that it was done; null while nobody has asked or answered."""
