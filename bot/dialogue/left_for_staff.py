"""What a citizen left in a conversation for staff to read or work on: reports, messages, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalogue import phrases
from bot.dialogue.eligibility_draft import drop_check
from bot.dialogue.report_draft import drop_report
from bot.dialogue.staff import drop_left
from bot.dialogue.turn import Turn
from bot.feedback.requests import drop_requests_of, requests_of
from bot.feedback.tables import ServiceRequest
from bot.privacy.contacts import contacts_of, drop_contacts_of
from bot.privacy.tables import Erasure, KeptContact
from bot.privacy.tombstones import lay_tombstone, number_for

_SCOPE = "left for staff"


@dataclass(frozen=True)
class LeftForStaff:
    """The reports of a conversation, the newest first, and what is kept encrypted."""

    reports: Sequence[ServiceRequest]
    contacts: Sequence[KeptContact]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.reports or self.contacts)


def left_by(turn: Turn) -> LeftForStaff:
    """What was left in this conversation and is still kept."""
    conversation_id = turn.message.conversation_id
    return LeftForStaff(
        requests_of(turn.db_session, conversation_id),
        contacts_of(turn.db_session, conversation_id, turn.now),
    )


def listed(turn: Turn, left: LeftForStaff) -> str:
    """A line for each report, and one for each kind of thing that is kept, with its last day."""
    lines = [_of_report(turn, each) for each in left.reports]
    latest = {each.purpose: each for each in sorted(left.contacts, key=lambda one: one.expires_at)}
    lines += [_of_contact(turn, each) for each in latest.values()]
    return "\n".join([turn.words("talk.my_data.left"), *(f"- {line}" for line in lines)])


def erase(turn: Turn) -> Erasure | None:
    """Delete all of it, with a receipt; `None` when there was nothing. The same turn does it once."""
    number = number_for(turn.secret, turn.message.message_id)
    before = turn.db_session.get(Erasure, number)
    if before is not None:
        return before
    _drop_drafts(turn)
    conversation_id = turn.message.conversation_id
    counts = {
        "request": drop_requests_of(turn.db_session, conversation_id),
        "kept_contact": drop_contacts_of(turn.db_session, conversation_id),
    }
    if not any(counts.values()):
        return None
    return lay_tombstone(
        turn.db_session,
        turn.message.agency_id,
        _SCOPE,
        conversation_id,
        turn.secret,
        counts,
        number=number,
    )


def receipt(turn: Turn, erasure: Erasure) -> str:
    """What was deleted, in the words of the page's receipt, and its number."""
    counts = [
        turn.words("talk.delete.count", kind=_kind(turn, table), count=count)
        for table, count in erasure.counts.items()
        if count
    ]
    joined = phrases.joined(turn.catalogue.wording, counts)
    return turn.words("talk.delete.receipt", counts=joined, number=erasure.id)


def _drop_drafts(turn: Turn) -> None:
    """What was being written has lost what it held."""
    drop_report(turn)
    drop_check(turn)
    drop_left(turn)


def _kind(turn: Turn, table: str) -> str:
    return turn.words(f"page.receipt.kinds.{table}")


def _of_report(turn: Turn, report: ServiceRequest) -> str:
    service = turn.catalogue.services.get(report.service_code)
    name = service.name if service else report.service_code
    reference = report.service_request_id
    return turn.words("talk.my_data.report", reference=reference, service=name)


def _of_contact(turn: Turn, contact: KeptContact) -> str:
    until = contact.expires_at.astimezone(turn.host.zone).date()
    date = phrases.date(turn.catalogue.wording, until)
    return turn.words(f"talk.my_data.kept.{contact.purpose}", date=date)
