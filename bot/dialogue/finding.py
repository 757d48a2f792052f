"""Handlers: from what a citizen asks to the service it is about, and on to the answer."""

from __future__ import annotations

from bot.catalogue.model import InteractionLevel
from bot.dialogue import eligibility, lost, not_fitting, person, reporting
from bot.dialogue.answering import answer, service_button
from bot.dialogue.choosing import Choice, Clear, FollowUp, Heard, Limits, Tie, choose
from bot.dialogue.eligibility_draft import open_check
from bot.dialogue.naming import named_services
from bot.dialogue.replies import Button
from bot.dialogue.state import Awaiting, Topic
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run, words_of
from bot.text.places import names_a_street

_TOPICS = {
    "ask_opening_hours": Topic.CONTACT,
    **{f"ask_{topic.value}": topic for topic in Topic if topic.facet},
}
"""What an intent asks of a service; every other intent asks for an overview."""


_STORY = 50
"""Words."""
_MAY_CHECK = (Topic.OVERVIEW, Topic.ELIGIBILITY)
"""Topics of which "check if I qualify" may speak."""


def find_service(turn: Turn) -> None:
    """Somebody wants something, or names a service we asked for."""
    same = turn.state.last_facet if _asks_the_same(turn) else None
    otherwise = Topic.REPORT if _tells_of_a_problem(turn) else Topic.OVERVIEW
    respond(turn, _awaited_topic(turn) or same or otherwise, asks_on=False)


def ask_facet(turn: Turn) -> None:
    """Somebody asks a certain thing about a service, named or spoken of before."""
    respond(turn, _TOPICS[turn.message.intent], asks_on=True)


def report_problem(turn: Turn) -> None:
    """Something is broken or was missed: report it here, or say how it is done."""
    respond(turn, Topic.REPORT, asks_on=False)


def state_exception(turn: Turn) -> None:
    """A rule or a form does not fit somebody's case."""
    respond(turn, Topic.EXCEPTION, asks_on=True)


def choose_service(turn: Turn) -> None:
    """A button: this one."""
    topic = turn.message.value_of("topic")
    respond(turn, Topic(topic) if topic else Topic.OVERVIEW, asks_on=False)


def none_of_these(turn: Turn) -> None:
    """A button: none of the services shown."""
    turn.state.candidates = []
    turn.state.awaiting = Awaiting.SERVICE
    lost.not_among_these(turn)


def other_one(turn: Turn) -> None:
    """ "No, the other one", or "I meant the Blue Badge": the same question about that one."""
    state = turn.state
    topic = state.candidate_facet or state.last_facet or Topic.OVERVIEW
    current = state.service_id
    if current and _names_only(turn, current):
        speak_of(turn, current, topic)
        return
    choice = _choice(turn, asks_on=False, without=current)
    rest = [each for each in state.candidates if each != current]
    if isinstance(choice, Clear):
        speak_of(turn, choice.service_id, topic)
    elif rest:
        speak_of(turn, _pointed_at(turn) or rest[0], topic)
    else:
        settle(turn, choice, topic)


def next_step(turn: Turn) -> None:
    """The next step of what we are going through."""
    state = turn.state
    if state.service_id is None:
        lost.which_service(turn, Topic.HOW_TO_APPLY)
        return
    topic, step = _step_after(turn)
    answer(turn, state.service_id, topic, step=step, level=_GUIDED)


def prefer_level(turn: Turn) -> None:
    """How somebody wants to be helped: set it, and answer again in that shape."""
    level = turn.message.value_of("interaction_level")
    if level not in tuple(InteractionLevel):
        turn.say("talk.level.which", kind="choice", buttons=level_buttons(turn))
        return
    turn.state.interaction_level = InteractionLevel(level)
    choice = _choice(turn, asks_on=True)
    if isinstance(choice, Clear | FollowUp):
        speak_of(turn, choice.service_id, _topic_for_level(turn, InteractionLevel(level)))
    else:
        turn.say(f"talk.level.noted.{level}")


def respond(turn: Turn, topic: Topic, *, asks_on: bool) -> None:
    """Find the service of a message and speak of the topic; ask when it is not clear which."""
    pressed = turn.message.value_of("service_id")
    if pressed and pressed in turn.catalogue.services:
        speak_of(turn, pressed, topic)
    else:
        settle(turn, _choice(turn, asks_on=asks_on), topic)


def settle(turn: Turn, choice: Choice, topic: Topic) -> None:
    """Do what a choice says."""
    match choice:
        case Clear():
            person.leave_the_other(turn, choice.service_id)
            turn.state.candidates = [choice.service_id, *choice.others]
            speak_of(turn, choice.service_id, topic)
            if choice.second:
                _also_heard(turn, choice.second)
        case FollowUp():
            speak_of(turn, choice.service_id, topic)
        case Tie():
            if topic is Topic.EXCEPTION:
                not_fitting.note(turn)
            ask_which(turn, choice.candidates, topic)
        case _ if topic is Topic.EXCEPTION:
            not_fitting.ask_which_service(turn)
        case _:
            lost.no_service(turn, topic)


def speak_of(turn: Turn, service_id: str, topic: Topic) -> None:
    """Say what there is to say on a topic of a service."""
    if topic is Topic.EXCEPTION:
        not_fitting.show_the_door(turn, service_id)
    elif topic in _MAY_CHECK and eligibility.wants_check(turn) and _check(turn, service_id):
        return
    elif topic is Topic.REPORT:
        reporting.begin(turn, service_id)
    else:
        answer(turn, service_id, topic)


def ask_which(turn: Turn, candidates: tuple[str, ...], topic: Topic) -> None:
    """Ask which of a few services is meant."""
    state = turn.state
    state.candidates, state.candidate_facet = list(candidates), topic
    state.awaiting = Awaiting.CHOICE
    buttons = [service_button(turn, each, topic) for each in candidates]
    buttons.append(Button(turn.words("talk.button.none_of_these"), "none_of_these"))
    turn.say("talk.which_of_these", kind="choice", buttons=buttons)


def go_on_with_second(turn: Turn) -> None:
    """ "Yes" to the second of two requests."""
    speak_of(turn, turn.state.candidates[0], Topic.OVERVIEW)


def surely_named(turn: Turn) -> Clear | None:
    """Another service that a remark about oneself names beyond doubt ("I'm 70 and want a bus pass")."""
    limits = Limits.of(turn.catalogue.policy.linker)
    heard = heard_in(turn)
    choice = choose(heard, None, asks_on=False, limits=limits)
    if not isinstance(choice, Clear) or choice.service_id == turn.state.service_id:
        return None
    named = any(each.service_id == choice.service_id and each.length > 1 for each in heard.named)
    return choice if named else None


def heard_in(turn: Turn, without: str | None = None) -> Heard:
    """What a message says about services, one of them left out."""
    offered = [each for each in turn.catalogue.offered() if each.id != without]
    ids = {service.id for service in offered}
    text = turn.message.text
    # A guess from "how much will I be charged?" is no more than a guess.
    heard = () if turn.content.listening.names_nothing(text) else turn.message.services
    found = tuple(each for each in heard if each.service_id in ids)
    named = tuple(named_services(text, offered))
    listening = turn.content.listening
    reportable = turn.catalogue.request_forms if _tells_of_trouble(turn) else ()
    return Heard(
        found,
        named,
        listening.points_back(text),
        listening.asks_the_same(text),
        frozenset(reportable),
        is_story=len(words_of(text)) >= _STORY,
        requests=tuple(each for each in turn.message.requests if each in ids),
    )


def level_buttons(turn: Turn) -> list[Button]:
    """The three ways of being helped."""
    return [
        Button(
            turn.words(f"talk.level.button.{level}"),
            "state_interaction_preference",
            (("interaction_level", level.value),),
        )
        for level in InteractionLevel
    ]


_GUIDED = InteractionLevel.GUIDED


def _choice(turn: Turn, *, asks_on: bool, without: str | None = None) -> Choice:
    limits = Limits.of(turn.catalogue.policy.linker)
    current = turn.state.service_id
    return choose(heard_in(turn, without), current, asks_on=asks_on, limits=limits)


def _check(turn: Turn, service_id: str) -> bool:
    """Begin the check of a service; false when it has none."""
    check = open_check(turn, service_id)
    if check is None or turn.around.in_form:
        return False
    eligibility.open_form(turn, check)
    return True


def _names_only(turn: Turn, service_id: str) -> bool:
    """Whether the one service that a message names is this one."""
    named = named_services(turn.message.text, turn.catalogue.offered())
    return [each.service_id for each in named if each.alone] == [service_id]


def _tells_of_a_problem(turn: Turn) -> bool:
    """Whether the wish for something is to report it ("report a pothole"), or says where it is."""
    text, listening = turn.message.text, turn.content.listening
    if turn.message.from_button or listening.is_question(text):
        return False
    return has_run(text, listening.reporting) or names_a_street(text)


def _tells_of_trouble(turn: Turn) -> bool:
    return turn.message.intent == "report_problem" and not turn.message.from_button


def _asks_the_same(turn: Turn) -> bool:
    return turn.content.listening.asks_the_same(turn.message.text)


def _awaited_topic(turn: Turn) -> Topic | None:
    waits = turn.awaited in (Awaiting.SERVICE, Awaiting.CHOICE)
    return turn.state.candidate_facet if waits else None


def _pointed_at(turn: Turn) -> str | None:
    """The candidate that is meant by its place ("the last one"), unless it is the one just told."""
    candidates = turn.state.candidates
    place = turn.content.listening.place_in(turn.message.text, len(candidates))
    pointed = None if place is None else candidates[place]
    return None if pointed == turn.state.service_id else pointed


def _step_after(turn: Turn) -> tuple[Topic, int]:
    """The step that was not seen yet: after the last one told, or after those of a short answer."""
    state = turn.state
    if state.stepping:
        return state.stepping, state.step + 1
    if state.last_facet is Topic.HOW_TO_APPLY:
        return Topic.HOW_TO_APPLY, turn.catalogue.policy.self_serve_steps + 1
    return (Topic.APPEAL if state.last_facet is Topic.APPEAL else Topic.HOW_TO_APPLY), 1


def _topic_for_level(turn: Turn, level: InteractionLevel) -> Topic:
    last = turn.state.last_facet
    if level is InteractionLevel.IN_PERSON and last and last.facet:
        return last
    return last if last is Topic.APPEAL else Topic.HOW_TO_APPLY


def _also_heard(turn: Turn, service_id: str) -> None:
    button = service_button(turn, service_id, Topic.OVERVIEW)
    name = turn.service_name(service_id)
    turn.ask_now = None
    turn.state.awaiting, turn.state.candidates = Awaiting.SECOND, [service_id]
    turn.say("talk.also_heard", kind="choice", buttons=[button], service=name)
