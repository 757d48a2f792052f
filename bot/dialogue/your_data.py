"""Handlers: why this answer, what is known, forget that, delete everything."""

from __future__ import annotations

from collections.abc import Sequence

from bot.catalogue import phrases
from bot.dialogue import keeping, left_for_staff, person
from bot.dialogue.answering import answer
from bot.dialogue.eligibility_known import heard_so_far
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting
from bot.dialogue.turn import Turn
from bot.privacy.consents import forget_facts
from bot.segments.about_me import describe_facts
from bot.segments.facts import Fact, forget
from bot.segments.why import explain

CONFIRMED = "confirmed"
_ONLY_FACTS = "facts"
"""The value with which reports and what was left for staff stay."""


def ask_why(turn: Turn) -> None:
    """Which rule and which fact made the answer; or why we ask, when a question of ours waits."""
    state, message = turn.state, turn.message
    listening = turn.content.listening
    asked = state.pending_ask or listening.is_about_the_survey(message.text)
    if asked and listening.is_about_our_question(message.text) and not message.from_button:
        turn.say("talk.ask.why", agency=turn.agency.name)
        return
    text = explain(state.last_answer, turn.catalogue.wording, turn.now, turn.agency.zone)
    buttons = [_what_you_know(turn)] if state.facts else []
    turn.reply(text, kind="about_you", buttons=buttons)


def ask_my_data(turn: Turn) -> None:
    """Everything that is used about the person or kept for staff, until when, and where to see it all."""
    known = keeping.known_citizen(turn.db_session, turn.message)
    left = left_for_staff.left_by(turn)
    facts, wishes = turn.state.facts, _wishes(turn)
    parts = [] if left and not facts else [_facts(turn, known)]
    parts += wishes
    if heard := heard_so_far(turn):
        parts.append(turn.words("talk.my_data.heard", answers=heard))
    if known or facts or wishes:
        parts.append(_consent(turn, known))
    if left:
        parts.append(left_for_staff.listed(turn, left))
    parts.append(turn.words("talk.my_data.page", address=_page(turn)))
    buttons = [Button(turn.words("talk.button.delete"), "delete_my_data")]
    turn.reply("\n\n".join(parts), kind="about_you", buttons=buttons)


def forget_fact(turn: Turn) -> None:
    """Take one fact back: the one named, else the last one said. Answers without it at once."""
    fact = _meant(turn)
    if fact is None:
        turn.say("talk.forget.nothing")
        return
    state = turn.state
    state.facts = list(forget(state.facts, fact.name, fact.subject))
    state.eligibility_heard = {}
    citizen_id = keeping.citizen_id_of(turn)
    if citizen_id is not None:
        forget_facts(turn.db_session, citizen_id, fact.name)
    told = person.sentences([fact], turn.catalogue.segments)
    facts = phrases.joined(turn.catalogue.wording, told)
    turn.say("talk.forget.done", kind="about_you", buttons=[_what_you_know(turn)], facts=facts)
    _answer_without(turn, fact.name)


def delete_my_data(turn: Turn) -> None:
    """Ask once more before everything is forgotten; do it when that is confirmed."""
    confirmed = turn.message.value_of(CONFIRMED)
    if confirmed:
        delete(turn, keep_reports=confirmed == _ONLY_FACTS)
        return
    turn.state.awaiting = Awaiting.DELETION
    left = left_for_staff.left_by(turn)
    buttons = [_confirming(turn, "delete_yes", "yes")]
    if left:
        buttons.append(_confirming(turn, "delete_facts", _ONLY_FACTS))
    buttons.append(Button(turn.words("talk.button.delete_no"), "cancel"))
    parts = [turn.words("talk.delete.sure")]
    if left:
        parts += [left_for_staff.listed(turn, left), turn.words("talk.delete.sure_of_left")]
    turn.reply("\n\n".join(parts), kind="consent", buttons=buttons)


def delete(turn: Turn, *, keep_reports: bool = False) -> None:
    """Handler: forget everything that is used about the person, and delete what they left for staff."""
    keeping.forget_citizen(turn)
    state = turn.state
    state.facts = []
    state.eligibility_heard = {}
    state.on_behalf_of = state.interaction_level = state.awaiting = state.last_answer = None
    parts = [turn.words("talk.delete.done")]
    erasure = None if keep_reports else left_for_staff.erase(turn)
    if erasure is not None:
        parts.append(left_for_staff.receipt(turn, erasure))
    parts.append(turn.words("talk.delete.record", address=_page(turn)))
    turn.reply("\n\n".join(parts), kind="consent")


def _meant(turn: Turn) -> Fact | None:
    """The fact that is to be forgotten."""
    facts = sorted(turn.state.facts, key=lambda fact: fact.said_at)
    said = [str(entity.get("value")) for entity in turn.message.entities_of("fact")]
    names = [fact.name for fact in reversed(facts)]
    named = next((name for name in names if name in said), None)
    name = named or turn.content.listening.fact_named(turn.message.text, names)
    if name is None and said:
        return None
    return _last(facts, name)


def _last(facts: Sequence[Fact], name: str | None) -> Fact | None:
    fitting = [fact for fact in facts if name in (None, fact.name)]
    return fitting[-1] if fitting else None


def _answer_without(turn: Turn, name: str) -> None:
    """Give the last answer anew when the fact had shaped it."""
    record, state = turn.state.last_answer, turn.state
    shaped = record and any(name in each.fact_names for each in record.explanations)
    if record and shaped and state.last_facet:
        answer(turn, record.service_id, state.last_facet)
        turn.ask_now = None


def _facts(turn: Turn, known: keeping.Known | None) -> str:
    """The facts, each with its last day where it is kept beyond this conversation."""
    catalogue = turn.catalogue
    remembered = {fact.name for fact in known.facts} if known else set()
    return describe_facts(
        turn.state.facts,
        catalogue.segments,
        catalogue.wording,
        turn.now,
        turn.host.zone,
        remembered,
    )


def _wishes(turn: Turn) -> list[str]:
    """How they want to be helped, and whether they ask for somebody else."""
    level = turn.state.interaction_level
    parts = [turn.words(f"talk.my_data.level.{level}")] if level else []
    return [*parts, turn.words("talk.my_data.on_behalf")] if turn.state.on_behalf_of else parts


def _consent(turn: Turn, known: keeping.Known | None) -> str:
    if known is None:
        return turn.words("talk.my_data.no_consent")
    date = phrases.date(turn.catalogue.wording, known.expires_at.date())
    return turn.words("talk.my_data.consent", date=date)


def _page(turn: Turn) -> str:
    """The address of the page that shows everything; it is on the site of the chat."""
    return f"/chat/my-data?agency={turn.message.agency_id}"


def _confirming(turn: Turn, button: str, value: str) -> Button:
    return Button(turn.words(f"talk.button.{button}"), "delete_my_data", ((CONFIRMED, value),))


def _what_you_know(turn: Turn) -> Button:
    return Button(turn.words("talk.button.my_data"), "ask_my_data")
