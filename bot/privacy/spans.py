"""Where personal data stands in a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

KINDS = (
    "name",
    "email",
    "phone",
    "postcode",
    "address",
    "national_insurance",
    "nhs_number",
    "card",
    "bank_account",
    "date_of_birth",
    "vehicle_registration",
    "url_with_id",
    "other",
)


@dataclass(frozen=True, order=True)
class Span:
    """Personal data of one kind at [start, end), counted in characters (code points)."""

    start: int
    end: int
    kind: str

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def without_overlaps(found: Iterable[Span]) -> list[Span]:
    """In text order, none overlapping. Of overlapping spans the longest names the kind, and what it
    leaves of the others stays covered: a part of a found value is never let out.
    """
    merged: list[tuple[Span, int, int]] = []  # naming span, start, end
    for span in sorted(found):
        if span.start >= span.end:
            continue
        if merged and span.start < merged[-1][2]:
            naming, start, end = merged[-1]
            longer = max(naming, span, key=lambda one: one.end - one.start)
            merged[-1] = (longer, start, max(end, span.end))
        else:
            merged.append((span, span.start, span.end))
    return [Span(start, end, naming.kind) for naming, start, end in merged]
