"""Notes for the person asking: what is different for the segments they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogue.model import Facet, SegmentNote
from bot.segments.answer import Block, Explanation, Paragraph
from bot.segments.enquiry import Setting
from bot.segments.rules import Membership


@dataclass(frozen=True)
class Noted:
    """The notes of an answer, and which segments brought them."""

    blocks: tuple[Block, ...] = ()
    explanations: tuple[Explanation, ...] = ()


def notes_for(setting: Setting) -> Noted:
    """The notes on the facet asked; in an overview the most general few of all notes."""
    chosen = _chosen(setting)
    texts = dict.fromkeys(note.text for note, _ in chosen)
    members = dict.fromkeys(member.segment_id for _, member in chosen)
    by_id = {member.segment_id: member for _, member in chosen}
    return Noted(
        tuple(Paragraph(text) for text in texts),
        tuple(Explanation.of(by_id[segment_id], "note") for segment_id in members),
    )


def _chosen(setting: Setting) -> list[tuple[SegmentNote, Membership]]:
    facet = setting.enquiry.facet
    members = {each.segment_id: each for each in setting.enquiry.memberships}
    fitting = [
        (note, members[note.segment])
        for note in setting.service.notes_for_segments
        if note.segment in members and (facet is None or facet in (note.facets or Facet))
    ]
    if facet is not None:
        return fitting
    ranked = sorted(fitting, key=lambda each: _generality(each[0]))
    return ranked[: setting.policy.overview_notes_at_most]


def _generality(note: SegmentNote) -> int:
    """Notes on every facet come first, then those on who can get it, then in facet order."""
    order = [Facet.ELIGIBILITY, *Facet]
    return min((order.index(facet) for facet in note.facets), default=-1)
