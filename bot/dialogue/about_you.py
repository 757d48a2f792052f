"""Handlers: what citizens say about themselves or the person they ask for, and what it changes."""

from __future__ import annotations

from bot.catalogue import phrases
from bot.catalogue.model import Facet
from bot.dialogue import finding, lost, memory, person
from bot.dialogue.answering import FACETS_OFFERED, answer, check_buttons, facet_button
from bot.dialogue.eligibility_draft import open_check
from bot.dialogue.eligibility_known import matters, tells_ahead
from bot.dialogue.state import Awaiting, Topic
from bot.dialogue.turn import Turn
from bot.segments.enquiry import Enquiry, Setting
from bot.segments.facts import OTHER, SELF, Fact
from bot.segments.notes import notes_for


def state_about_me(turn: Turn) -> None:
    """Facts about the speaker or about whom they ask for, or the news for whom they ask."""
    new_service = finding.surely_named(turn)
    stated = person.stated_facts(turn)
    if new_service:
        finding.settle(turn, new_service, Topic.OVERVIEW)
    elif turn.turned_to and not (stated and person.applies_for_another(turn)):
        _turn_to(turn, person.MYSELF if turn.turned_to == person.MYSELF else OTHER)
    elif stated:
        _hear(turn, stated)
    elif turn.state.on_behalf_of and _names_the_other(turn):
        _turn_to(turn, OTHER)
    elif turn.state.crisis_seen:
        lost.still_here(turn)
    else:
        _hear_nothing(turn)
    still_choosing = turn.state.awaiting is Awaiting.CHOICE
    if any(fact.subject == SELF for fact in stated) and not still_choosing:
        _offer_to_remember(turn)


def hear_agreed(turn: Turn) -> None:
    """ "Yes, Universal Credit": a fact told right after an answer that speaks of it."""
    _hear(turn, person.stated_facts(turn))


def _hear_nothing(turn: Turn) -> None:
    """What tells no fact: who can get the service spoken of, where that was asked or can be checked."""
    state = turn.state
    service_id = state.service_id
    asked = state.last_facet is Topic.ELIGIBILITY
    if service_id is None or not (asked or open_check(turn, service_id)):
        turn.say("talk.about_you.nothing_heard")
        return
    name = turn.service_name(service_id)
    key = "noted" if tells_ahead(turn, service_id) else "who_can"
    turn.say(f"talk.about_you.{key}", kind="about_you", service=name)
    _say_who_can(turn, service_id)


def _say_who_can(turn: Turn, service_id: str) -> None:
    answer(turn, service_id, Topic.ELIGIBILITY)
    turn.ask_now = None


def _names_the_other(turn: Turn) -> bool:
    message = turn.message
    said = message.value_of("on_behalf_of") is not None
    return said or turn.content.listening.is_for_another(message.text)


def _turn_to(turn: Turn, whom: str) -> None:
    """The last question is answered again, for the person it is about now."""
    key = "talk.about_you.for_you" if whom == person.MYSELF else "talk.about_you.for_another"
    state = turn.state
    if state.service_id is None:
        turn.say(f"{key}_what_next", kind="about_you")
        return
    if whom == OTHER and not person.is_for_another(turn, state.service_id):
        turn.say("talk.about_you.you_apply", kind="about_you")
        _say_who_can(turn, state.service_id)
        return
    turn.say(key, kind="about_you")
    finding.speak_of(turn, state.service_id, state.last_facet or Topic.OVERVIEW)


def _hear(turn: Turn, stated: list[Fact]) -> None:
    """Acknowledge what was said, and say what it changes for the service spoken of."""
    own = [fact for fact in stated if fact.subject == SELF]
    if not own and not turn.state.on_behalf_of:
        # "My neighbour is a landlord" says nothing about anybody we answer for.
        turn.say("talk.about_you.about_another")
        return
    thanks = _thanks(turn, own)
    service_id = turn.state.service_id
    if service_id is None and len(turn.state.candidates) > 1:
        turn.reply(thanks, kind="about_you")
        finding.ask_which(
            turn, tuple(turn.state.candidates), turn.state.candidate_facet or Topic.OVERVIEW
        )
    elif service_id is None:
        what_next = turn.words("talk.about_you.what_next")
        turn.reply(f"{thanks} {what_next}", kind="about_you")
    else:
        _say_what_changes(turn, service_id, thanks)


def _thanks(turn: Turn, own: list[Fact]) -> str:
    told = person.sentences(own, turn.catalogue.segments)
    if not told:
        return turn.words("talk.about_you.heard_of_another")
    return turn.words("talk.about_you.heard", facts=phrases.joined(turn.catalogue.wording, told))


def _say_what_changes(turn: Turn, service_id: str, thanks: str) -> None:
    topic = turn.state.last_facet or Topic.OVERVIEW
    changed = changed_facets(turn, service_id)
    name = turn.service_name(service_id)
    if topic.facet in changed:
        turn.reply(thanks, kind="about_you")
        answer(turn, service_id, topic)
        turn.ask_now = None
    elif changed:
        asks = [turn.words(f"facet.{facet}.ask") for facet in changed if facet]
        text = turn.words(
            "talk.about_you.changes",
            service=name,
            asks=phrases.joined(turn.catalogue.wording, asks),
        )
        buttons = [facet_button(turn, facet, service_id) for facet in changed if facet]
        turn.reply(f"{thanks} {text}", kind="about_you", buttons=buttons[:FACETS_OFFERED])
    else:
        _say_if_it_matters(turn, service_id, thanks)


def _say_if_it_matters(turn: Turn, service_id: str, thanks: str) -> None:
    """No note tells what the facts change: the rules of the service do, or nobody here knows."""
    told = {fact.name for fact in person.stated_facts(turn)}
    key = "matters" if matters(turn, service_id, told) else "not_known"
    text = turn.words(f"talk.about_you.{key}", service=turn.service_name(service_id))
    if key == "matters":
        turn.reply(f"{thanks} {text}", kind="about_you")
        _say_who_can(turn, service_id)
    else:
        buttons = check_buttons(turn, service_id, Topic.ELIGIBILITY)
        turn.reply(f"{thanks} {text}", kind="about_you", buttons=buttons)


def changed_facets(turn: Turn, service_id: str) -> list[Facet | None]:
    """The facets of a service on which the facts just said bring a note; `None` is the overview."""
    new = {fact.name for fact in person.stated_facts(turn)}
    members = person.memberships(turn, service_id)
    touched = [each for each in members if new & {fact.name for fact in each.facts}]
    found: list[Facet | None] = []
    for facet in (None, *Facet):
        enquiry = Enquiry(service_id, facet, memberships=touched)
        if notes_for(Setting(turn.catalogue, enquiry, turn.now)).blocks:
            found.append(facet)
    return found


def _offer_to_remember(turn: Turn) -> None:
    if turn.citizen_id is None:
        memory.offer(turn)
    else:
        memory.ask_about_sensitive(turn)
