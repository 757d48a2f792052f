"""What can be asked about a service, and how much help somebody wants."""

from __future__ import annotations

from enum import StrEnum


class Facet(StrEnum):
    """What is asked about a service; the order is the order in which they are offered."""

    HOW_TO_APPLY = "how_to_apply"
    ELIGIBILITY = "eligibility"
    COST = "cost"
    DOCUMENTS = "documents"
    DURATION = "duration"
    CONTACT = "contact"
    STATUS = "status"
    APPEAL = "appeal"


class InteractionLevel(StrEnum):
    """How much help someone wants."""

    SELF_SERVE = "self_serve"
    GUIDED = "guided"
    IN_PERSON = "in_person"
