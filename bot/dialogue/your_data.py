"""Handlers: why this answer, what is known, forget that, delete everything."""

from __future__ import annotations

from collections.abc import Sequence

from bot.catalogue import phrases
from bot.dialogue import keeping, person
from bot.dialogue.answering import answer
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting
from bot.dialogue.turn import Turn
from bot.privacy.consents import forget_facts
from bot.segments.about_me import describe_facts
from bot.segments.facts import Fact, forget
from bot.segments.why import explain

CONFIRMED = "confirmed"


def ask_why(turn: Turn) -> None:
    """Which rule and which fact made the answer; or why we ask, when a question of ours waits."""
    state, message = turn.state, turn.message
    about_question = turn.content.listening.is_about_our_question(message.text)
    if state.pending_ask and about_question and not message.from_button:
        turn.say("talk.ask.why", agency=turn.agency.name)
        return
    text = explain(state.last_answer, turn.catalogue.wording, turn.now, turn.agency.zone)
    buttons = [_what_you_know(turn)] if state.facts else []
    turn.reply(text, kind="about_you", buttons=buttons)


def ask_my_data(turn: Turn) -> None:
    """Everything that is used about the person, until when, and where to see all that is held."""
    state, catalogue = turn.state, turn.catalogue
    parts = [
        describe_facts(state.facts, catalogue.segments, catalogue.wording, turn.now, turn.host.zone)
    ]
    if state.interaction_level:
        parts.append(turn.words(f"talk.my_data.level.{state.interaction_level}"))
    if state.on_behalf_of:
        parts.append(turn.words("talk.my_data.on_behalf"))
    parts += [_consent(turn), turn.words("talk.my_data.page")]
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
    citizen_id = keeping.citizen_id_of(turn)
    if citizen_id is not None:
        forget_facts(turn.db_session, citizen_id, fact.name)
    told = person.sentences([fact], turn.catalogue.segments)
    facts = phrases.joined(turn.catalogue.wording, told)
    turn.say("talk.forget.done", kind="about_you", buttons=[_what_you_know(turn)], facts=facts)
    _answer_without(turn, fact.name)


def delete_my_data(turn: Turn) -> None:
    """Ask once more before everything is forgotten; do it when that is confirmed."""
    if turn.message.value_of(CONFIRMED):
        delete(turn)
        return
    turn.state.awaiting = Awaiting.DELETION
    buttons = [
        Button(turn.words("talk.button.delete_yes"), "delete_my_data", ((CONFIRMED, "yes"),)),
        Button(turn.words("talk.button.delete_no"), "cancel"),
    ]
    turn.say("talk.delete.sure", kind="consent", buttons=buttons)


def delete(turn: Turn) -> None:
    """Handler: forget everything that is used about the person, here and beyond this conversation."""
    keeping.forget_citizen(turn)
    state = turn.state
    state.facts = []
    state.on_behalf_of = state.interaction_level = state.awaiting = state.last_answer = None
    turn.say("talk.delete.done", kind="consent")


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


def _consent(turn: Turn) -> str:
    known = keeping.known_citizen(turn.db_session, turn.message)
    if known is None:
        return turn.words("talk.my_data.no_consent")
    date = phrases.date(turn.catalogue.wording, known.expires_at.date())
    return turn.words("talk.my_data.consent", date=date)


def _what_you_know(turn: Turn) -> Button:
    return Button(turn.words("talk.button.my_data"), "ask_my_data")
