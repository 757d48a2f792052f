"""Answering about a service: which one, what of it, for whom, and in which shape."""

from __future__ import annotations

from collections.abc import Iterable

from bot.catalogue.model import Facet, InteractionLevel
from bot.catalogue.timing import TimeKind, TimeStatement
from bot.dialogue import person
from bot.dialogue.eligibility_draft import open_check
from bot.dialogue.notices import not_told_yet
from bot.dialogue.replies import Button
from bot.dialogue.report_draft import open_form
from bot.dialogue.state import Awaiting, Topic
from bot.dialogue.turn import Turn
from bot.segments.answer import Answer, Source
from bot.segments.compose import compose_answer
from bot.segments.enquiry import Enquiry

FACETS_OFFERED = 3


def answer(
    turn: Turn,
    service_id: str,
    topic: Topic,
    *,
    step: int = 1,
    level: InteractionLevel | None = None,
) -> Answer:
    """Say what the catalogue holds on a topic of a service, and remember that it was said."""
    enquiry = Enquiry(
        service_id,
        topic.facet,
        level or turn.state.interaction_level,
        person.memberships(turn, service_id),
        step,
        on_behalf=person.is_for_another(turn, service_id),
    )
    composed = compose_answer(turn.catalogue, enquiry, turn.now)
    agency_id = turn.catalogue.agency_of(service_id).id
    notices = not_told_yet(turn, agency_id, service_id)
    text = "\n\n".join([*notices, *_not_told_yet(turn, composed)])
    turn.state.exception_message = None
    remember(turn, composed, topic)
    buttons = [
        *_report_it(turn, service_id),
        *check_buttons(turn, service_id, topic),
        *_next_step(turn, composed),
        *next_facets(turn, composed),
        *whose(turn, composed),
    ]
    source = source_of(turn, composed.source)
    turn.reply(text, kind="answer", buttons=buttons, source=source)
    if topic is not Topic.DURATION:
        turn.ask_now = "before"
    return composed


def _not_told_yet(turn: Turn, composed: Answer) -> list[str]:
    """The blocks of an answer, without a notice that the answer before has given already."""
    last, service_id = turn.state.last_answer, composed.record.service_id
    known = (
        turn.catalogue.services[service_id].alert
        if last and last.service_id == service_id
        else None
    )
    return [text for text in map(str, composed.blocks) if text != known]


def remember(turn: Turn, composed: Answer, topic: Topic) -> None:
    """Keep what follow-ups, "why?" and the ledger need of an answer."""
    state = turn.state
    if state.service_id != composed.record.service_id:
        state.step, state.stepping = 0, None
    if composed.steps:
        state.step, state.stepping = composed.step, topic
    state.service_id = composed.record.service_id
    state.last_facet = topic
    state.last_answer = composed.record
    state.awaiting = Awaiting.NEXT_STEP if composed.has_next_step else None
    state.candidate_facet = None
    for statement in composed.promises:
        remember_time(turn, statement)


def remember_time(turn: Turn, statement: TimeStatement) -> None:
    """Note that a sentence about time is said: for the ledger, and because it spoils a question."""
    turn.promises.append(statement)
    turn.state.told_time = turn.state.told_time or statement.kind is not TimeKind.NONE


def source_of(turn: Turn, source: Source) -> dict[str, str]:
    """Where an answer comes from, as each channel gets it."""
    return {
        "agency": source.agency,
        "agency_id": turn.catalogue.agency_of(source.service_id).id,
        "url": source.url,
        "assured_date": source.assured_date.isoformat(),
        "service_id": source.service_id,
    }


def service_source(turn: Turn, service_id: str) -> dict[str, str]:
    """Where what is said of a service comes from, when it is not a composed answer."""
    service = turn.catalogue.services[service_id]
    agency = turn.catalogue.agency_of(service_id)
    source = Source(
        agency=agency.name,
        url=service.url,
        assured_date=service.assured_date,
        service_id=service_id,
    )
    return source_of(turn, source)


def facet_button(turn: Turn, facet: Facet, service_id: str) -> Button:
    """A button that asks for a facet of a service, whatever is spoken of when it is pressed."""
    title = turn.words(f"facet.{facet}.button")
    return Button(title, f"ask_{facet}", (("service_id", service_id),))


def service_button(turn: Turn, service_id: str, topic: Topic) -> Button:
    """A button that chooses a service and says what was to be said of it."""
    entities = (("service_id", service_id), ("topic", topic.value))
    return Button(turn.service_name(service_id), "choose_service", entities)


def next_facets(turn: Turn, composed: Answer) -> Iterable[Button]:
    """A few questions worth asking next."""
    offered = composed.next_facets[:FACETS_OFFERED]
    return [facet_button(turn, facet, composed.record.service_id) for facet in offered]


def questions_about(turn: Turn, service_id: str) -> list[Button]:
    """Buttons for what is asked most of a service."""
    asked = (Facet.HOW_TO_APPLY, Facet.ELIGIBILITY, Facet.DURATION)
    return [facet_button(turn, facet, service_id) for facet in asked]


def whose(turn: Turn, composed: Answer) -> list[Button]:
    """Buttons for an answer that was fitted: why, and "it is for me"."""
    buttons = []
    if composed.explanations:
        buttons.append(Button(turn.words("talk.button.why"), "ask_why"))
    if composed.record.on_behalf:
        for_me = (("on_behalf_of", person.MYSELF),)
        buttons.append(Button(turn.words("talk.button.for_me"), "state_about_me", for_me))
    return buttons


def _report_it(turn: Turn, service_id: str) -> list[Button]:
    """A button that begins the report, where a problem is reported here."""
    if turn.around.in_form or open_form(turn, service_id) is None:
        return []
    about = (("service_id", service_id),)
    return [Button(turn.words("talk.button.report"), "report_problem", about)]


def check_buttons(turn: Turn, service_id: str, topic: Topic) -> list[Button]:
    """A button that begins the check of eligibility, where who may have it is worth asking."""
    asked = topic in (Topic.OVERVIEW, Topic.ELIGIBILITY, Topic.HOW_TO_APPLY)
    if not asked or turn.around.in_form or open_check(turn, service_id) is None:
        return []
    about = (("service_id", service_id),)
    return [Button(turn.words("talk.button.check"), "check_eligibility", about)]


def _next_step(turn: Turn, composed: Answer) -> list[Button]:
    if not composed.has_next_step:
        return []
    return [Button(turn.words("talk.button.next_step"), "next_step")]
