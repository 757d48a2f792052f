"""The numbers an agency may change, as in content/policy.yml."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.catalogue.model.base import Entry, IsoDuration

Positive = Annotated[int, Field(ge=1, strict=True)]
Share = Annotated[float, Field(ge=0, le=1, strict=True)]


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from None
    return text


class Policy(Entry):
    """Numbers and limits; each is explained beside its value in content/policy.yml."""

    version: Positive
    few_cases_below: Positive
    about_right_within: Share
    self_serve_steps: Positive
    overview_notes_at_most: Positive
    ways_of_asking_at_least: Positive
    characters_per_request_note: Positive
    permitted_phones: tuple[Annotated[str, AfterValidator(_pattern)], ...]
    fact_expires_after: IsoDuration
    consent_expires_after: IsoDuration
    contact_expires_after: IsoDuration
    request_expires_after: IsoDuration
    given_up_expires_after: IsoDuration
    conversation_retention: IsoDuration
    forget_expired_every: IsoDuration
    content_check_seconds: Annotated[float, Field(ge=0)]
    linker: dict[str, float]
    rate_limits: dict[str, float]
