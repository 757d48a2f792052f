"""Tombstones: what an erasure leaves behind. How many rows of which kind went, and never what they said."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.privacy.keys import derive_key
from bot.privacy.tables import Erasure

_KEY = "erasure receipt"


def lay_tombstone(
    db_session: Session,
    agency_id: str,
    scope: str,
    subject: uuid.UUID,
    secret: str,
    counts: Mapping[str, int],
    *,
    number: uuid.UUID | None = None,
) -> Erasure:
    """Write the tombstone of what was erased of a subject. `number` is that of its receipt."""
    row = Erasure(
        agency_id=agency_id,
        scope=scope,
        subject_hash=hmac.new(derive_key(secret, _KEY), subject.bytes, "sha256").hexdigest(),
        counts=dict(counts),
    )
    if number is not None:
        row.id = number
    db_session.add(row)
    db_session.flush()
    return row


def number_for(secret: str, message_id: uuid.UUID) -> uuid.UUID:
    """The number of the receipt that a message asked for: the same however often its turn is run."""
    digest = hmac.new(derive_key(secret, _KEY), message_id.bytes, "sha256").digest()
    return uuid.UUID(bytes=digest[:16], version=4)
