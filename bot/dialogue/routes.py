"""What a message means while the assistant waits for something.

A rule chooses an action by the intent. Whatever the assistant waits for comes first: a bare yes, a number, a
length of time or free words mean something only against the question before. All of it stands on this page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.catalogue.model import Service
from bot.dialogue import (
    about_you,
    complaining,
    eligibility,
    eligibility_draft,
    finding,
    hearing,
    memory,
    other_languages,
    person,
    report_after,
    report_asides,
    report_draft,
    report_questions,
    report_status,
    smalltalk,
    staff,
    survey_answers,
    surveying,
    unclear,
    your_data,
)
from bot.dialogue.listening import Listening
from bot.dialogue.message import NOT_UNDERSTOOD, Message
from bot.dialogue.naming import named_services, nearest_by_words
from bot.dialogue.state import Awaiting, Topic
from bot.dialogue.turn import Turn
from bot.dialogue.words import words_of

Handler = Callable[[Turn], None]

_A = Awaiting
_MEANT: dict[tuple[Awaiting, str], Handler] = {
    (_A.SECOND, "affirm"): finding.go_on_with_second,
    (_A.CONSENT, "affirm"): memory.agree,
    (_A.CONSENT, "deny"): memory.refuse,
    (_A.CONSENT_SENSITIVE, "affirm"): memory.agree_to_sensitive,
    (_A.CONSENT_SENSITIVE, "give_consent"): memory.agree_to_sensitive,
    (_A.CONSENT_SENSITIVE, "deny"): memory.refuse,
    (_A.DELETION, "affirm"): your_data.delete,
    (_A.DELETION, "deny"): smalltalk.keep_everything,
    (_A.DELETION, "cancel"): smalltalk.keep_everything,
    (_A.PERSON, "affirm"): staff.ask_for_person,
    (_A.MESSAGE, "affirm"): staff.leave_message,
    (_A.NEXT_STEP, "affirm"): finding.next_step,
    (_A.CHOICE, "affirm"): smalltalk.choose_the_only_one,
    (_A.CHOICE, "deny"): finding.none_of_these,
    (_A.RATING, "affirm"): survey_answers.confirm_rating,
    (_A.COMMENT, "affirm"): hearing.invite_comment,
    (_A.COMMENT, "deny"): survey_answers.no_comment,
    (_A.COMMENT, "cancel"): survey_answers.no_comment,
}
"""What an intent means while the assistant waits for an answer."""

_PENDING: dict[str, Handler] = {
    "affirm": surveying.put_again,
    "deny": survey_answers.decline,
    "cancel": survey_answers.decline,
}
"""What an intent means while a question of the survey waits and nothing else does."""

_WHY = {report_draft.FORM: report_questions.say_why, eligibility_draft.FORM: eligibility.say_why}
"""Why a form asks; the one for staff is left."""
_NAMES_A_SERVICE = frozenset(("find_service", "other_one", NOT_UNDERSTOOD, "give_rating", "affirm"))
_NEVER_A_COMMENT = frozenset(
    "crisis ask_for_person leave_message ask_my_data delete_my_data start_again decline_ask "
    "bot_challenge ask_why".split()
)
"""Intents that are obeyed even where a comment is awaited."""
_SHORT_COMMANDS = frozenset(
    "affirm deny cancel thank goodbye greet help repeat next_step other_one give_consent "
    "refuse_consent forget_fact".split()
)
"""Obeyed when there is hardly anything else in the message: "thanks, the lady was lovely" is a comment."""
_OF_FACTS = frozenset(("forget_fact", "give_consent", "refuse_consent", "out_of_scope"))
"""Intents in which a fact is spoken of, however unsure they are."""
_HARDLY_ANY_WORDS = 2
_FEW_WORDS = 4
_SOME_WORDS = 6
_A_FACT = 8
_SURE = 0.6


_FIRST: tuple[tuple[Callable[[Turn], bool], Handler], ...] = (
    (other_languages.is_written_in_another, other_languages.answer),
    (report_after.cancels_by_reference, report_after.respond),
    (report_status.names_reference, report_status.ask_status),
    (report_asides.is_meant, report_asides.respond),
    (report_after.is_meant, report_after.respond),
    (report_status.is_meant, report_status.ask_status),
    (complaining.is_asked, complaining.say_how),
    (unclear.says_only_where, unclear.only_where),
    (unclear.says_not_answered, unclear.not_answered),
    (smalltalk.means_somebody_else, smalltalk.stop_somebody_else),
    (survey_answers.is_no_rating, unclear.not_understood),
    (eligibility.wants_it_again, eligibility.begin_again),
    (eligibility.asks_why_found, eligibility.say_why_found),
    (person.answers_the_service, about_you.hear_agreed),
)
"""What is done whatever the message was taken for, unless somebody is in danger."""


def meant(turn: Turn, handler: Handler) -> Handler:
    """The handler for a message, in view of what the assistant waits for."""
    if turn.message.intent == "crisis":
        return handler
    first = next((instead for applies, instead in _FIRST if applies(turn)), None)
    return first or _in_view_of_wait(turn, handler)


def _in_view_of_wait(turn: Turn, handler: Handler) -> Handler:
    """The handler for a message, in view of a comment, a choice, a rating or a form that is awaited."""
    if turn.awaited is Awaiting.COMMENT and is_comment(turn):
        return hearing.take_comment
    if turn.awaited is Awaiting.CHOICE and (chosen := picked(turn)):
        return _choosing(chosen)
    if asks_why(turn):
        say_why = _WHY.get(turn.around.form or "", staff.say_why)
        return say_why if turn.around.in_form else your_data.ask_why
    if survey_answers.typed_answer(turn) is not None:
        return survey_answers.take_typed
    if tells_of_oneself(turn):
        return about_you.state_about_me
    return _in_view_of_question(turn, handler)


def asks_why(turn: Turn) -> bool:
    """Whether somebody asks why we ask something, whatever the message was taken for."""
    message = turn.message
    listening = turn.content.listening
    asked = (
        turn.around.in_form or turn.state.pending_ask or listening.is_about_the_survey(message.text)
    )
    plainly = not message.from_button and listening.asks_why_we_ask(message.text)
    return message.intent == "ask_why" or bool(plainly and asked)


def tells_of_oneself(turn: Turn) -> bool:
    """Whether a message that was hardly understood states a fact, and names nothing else."""
    message = turn.message
    doubtful = message.intent == NOT_UNDERSTOOD or message.confidence < _SURE
    asks = message.intent.startswith("ask_") or message.intent in _OF_FACTS
    if not doubtful or asks or not person.stated_facts(turn):
        return False
    return not message.services or _hardly_says_more(turn)


def _hardly_says_more(turn: Turn) -> bool:
    """Whether a message is so short that the fact is all it says: "I care for my father round the clock"."""
    text = turn.message.text
    return len(words_of(text)) <= _A_FACT and not named_services(text, turn.catalogue.offered())


def picked(turn: Turn) -> str | None:
    """Which of the services shown is meant by typed words: its place, its name, or the linker's best."""
    message, candidates = turn.message, turn.state.candidates
    if message.from_button:
        return None
    place = turn.content.listening.place_in(message.text, len(candidates))
    length = len(words_of(message.text))
    names = message.intent in _NAMES_A_SERVICE
    if place is not None and length <= (_SOME_WORDS if names else _HARDLY_ANY_WORDS):
        return candidates[place]
    if not names:
        return None
    shown = [turn.catalogue.services[each] for each in candidates]
    named = named_services(message.text, shown)
    if len(named) == 1:
        return named[0].service_id
    best = message.services[0].service_id if message.services else None
    if best in candidates and not _is_tie(turn):
        return best
    if message.services and _names_another(turn, shown):
        return None
    return nearest_by_words(message.text, shown)


def _names_another(turn: Turn, shown: Sequence[Service]) -> bool:
    """Whether a service is named that was not shown: "no, the allotment"."""
    ids = {each.id for each in shown}
    others = [each for each in turn.catalogue.offered() if each.id not in ids]
    return any(each.alone for each in named_services(turn.message.text, others))


def is_comment(turn: Turn) -> bool:
    """Whether a message is the comment that was invited, and not a question or a command."""
    message, listening = turn.message, turn.content.listening
    is_order = message.intent in _NEVER_A_COMMENT and message.confidence >= _SURE
    if message.from_button or is_order:
        return False
    length = len(words_of(message.text))
    if message.intent in _SHORT_COMMANDS and length <= _FEW_WORDS:
        return False
    return not _asks(message, listening) and not _just_names_a_service(turn, length)


def _asks(message: Message, listening: Listening) -> bool:
    return listening.is_question(message.text)


def _just_names_a_service(turn: Turn, length: int) -> bool:
    named = named_services(turn.message.text, turn.catalogue.offered())
    return bool(named) and length <= _FEW_WORDS


def _is_tie(turn: Turn) -> bool:
    found, near = turn.message.services, turn.catalogue.policy.linker["near_tie"]
    return len(found) > 1 and found[0].score - found[1].score <= near


def _choosing(service_id: str) -> Handler:
    def speak(turn: Turn) -> None:
        topic = turn.state.candidate_facet or Topic.OVERVIEW
        finding.speak_of(turn, service_id, topic)

    return speak


def _in_view_of_question(turn: Turn, handler: Handler) -> Handler:
    intent = turn.message.intent
    if turn.awaited is not None:
        return _MEANT.get((turn.awaited, intent), handler)
    if surveying.pending_question(turn) is not None and not turn.message.from_button:
        return _PENDING.get(intent, handler)
    return handler
