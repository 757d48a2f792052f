"""What was said before, or said ahead, so that a check need not ask for it.

It is kept apart from the answers given, so that a question gone back to is really asked again.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.catalogue.model.eligibility import EligibilityCheck, EligibilityQuestion
from bot.catalogue.model.segment import facts_in
from bot.dialogue import person
from bot.dialogue.eligibility_draft import Step, next_question, open_check, steps_of
from bot.dialogue.eligibility_hearing import Said, hear_ahead
from bot.dialogue.eligibility_numbers import fitting_age
from bot.dialogue.turn import Turn
from bot.dialogue.words import has_run
from bot.segments.facts import OTHER, Fact, about
from bot.segments.rules import judge

ASK = ""
"""In the place of an answer: ask, whatever was said before."""
_NOT_NOTED = frozenset("crisis ask_my_data delete_my_data forget_fact refuse_consent".split())
_AGE = "age"
_CHILD = "child"
_AGREEING = {"affirm": "yes", "deny": "no"}

Answers = dict[str, str]


def said_now(turn: Turn) -> Said:
    """The message as a check hears it."""
    message = turn.message
    facts = {fact.name: fact for fact in person.stated_facts(turn)}
    today = turn.now.astimezone(turn.agency.zone).date()
    agrees = _AGREEING.get(message.intent)
    return Said(message.text, today, turn.content.listening, facts, agrees)


def note(turn: Turn) -> None:
    """Keep what a message outside a check tells of its questions, for when they are asked."""
    service_id, message = turn.state.service_id, turn.message
    check = open_check(turn, service_id) if service_id else None
    if check is None or message.from_button or turn.around.in_form or message.intent in _NOT_NOTED:
        return
    if all(reply.kind != "form" for reply in turn.replies):
        turn.state.eligibility_heard = with_ahead(turn, check)


def with_ahead(turn: Turn, check: EligibilityCheck, asked: str | None = None) -> Answers:
    """What was heard so far, and what this message tells of questions other than the one asked."""
    said, heard = said_now(turn), dict(turn.state.eligibility_heard)
    if turn.message.from_button:
        return heard
    for question in check.questions:
        answer = hear_ahead(question, said)
        if answer is not None and question.id != asked:
            heard[_key(check, question.id)] = answer.key
    return heard


def tells_ahead(turn: Turn, service_id: str) -> bool:
    """Whether this message answers a question of the check of a service."""
    check, said = open_check(turn, service_id), said_now(turn)
    return any(hear_ahead(each, said) for each in (check.questions if check else ()))


def ask_anew(turn: Turn, check: EligibilityCheck, *questions: str) -> Answers:
    """What was heard, except on these questions: those are asked again."""
    return turn.state.eligibility_heard | {_key(check, each): ASK for each in questions}


def go_on(
    turn: Turn, check: EligibilityCheck, given: Answers, heard: Mapping[str, str]
) -> tuple[Answers, list[Step]]:
    """The answers given and those known already, up to the first question that must be asked."""
    known, answers = _from_facts(turn, check) | dict(heard), dict(given)
    while question := next_question(check, answers):
        answer = question.answer(known.get(_key(check, question.id), ASK))
        if answer is None:
            break
        answers[question.id] = answer.key
    return answers, steps_of(check, answers)[len(steps_of(check, given)) :]


def tell_known(turn: Turn, steps: list[Step]) -> None:
    """Say what is not asked, as it was said before."""
    if steps:
        turn.say("talk.eligibility.known", kind="form", answers=_listed(steps))


def heard_so_far(turn: Turn) -> str:
    """What was heard for checks, as a list; empty when there is nothing."""
    steps: list[Step] = []
    for key, given in turn.state.eligibility_heard.items():
        service_id, question_id = key.split(".")
        check = open_check(turn, service_id)
        question = check.question(question_id) if check else None
        answer = question.answer(given) if question else None
        if question and answer:
            steps.append((question, answer))
    return _listed(steps)


def matters(turn: Turn, service_id: str, names: set[str]) -> bool:
    """Whether the check of a service, or its text on who may have it, speaks of one of these facts."""
    check, service = open_check(turn, service_id), turn.catalogue.services[service_id]
    runs = [run for name in names for run in turn.content.listening.facts.get(name, ())]
    if has_run(service.eligibility_description, runs):
        return True
    questions = check.questions if check else ()
    return any(names & _facts_in(question) for question in questions)


def _listed(steps: list[Step]) -> str:
    return "\n".join(f"- {question.question} {answer.name}" for question, answer in steps)


def _facts_in(question: EligibilityQuestion) -> set[str]:
    """The names of the facts that can answer a question."""
    rules = [each.when for each in question.answers if each.when is not None]
    names = {rule.fact for each in rules for rule in facts_in(each)}
    by_age = any(each.born or _AGE in each.numbers for each in question.answers)
    return names | ({_AGE} if by_age else set())


def _from_facts(turn: Turn, check: EligibilityCheck) -> Answers:
    """What the facts stated in the conversation answer, by the rules of the check."""
    found = {}
    for question in check.questions:
        facts = _facts_about(turn, check, question)
        key = _answered_by(question, facts, said_now(turn))
        if key is not None:
            found[_key(check, question.id)] = key
    return found


def _facts_about(
    turn: Turn, check: EligibilityCheck, question: EligibilityQuestion
) -> Mapping[str, Fact]:
    if question.about == _CHILD:
        is_child = turn.state.on_behalf_of == _CHILD
        return about(turn.state.facts, OTHER, turn.now) if is_child else {}
    subject = person.subject_for(turn, check.service_id)
    return about(turn.state.facts, subject, turn.now)


def _answered_by(
    question: EligibilityQuestion, facts: Mapping[str, Fact], said: Said
) -> str | None:
    age = facts.get(_AGE)
    by_age = fitting_age(question, int(age.value), said.today) if age else None
    rules = ((each, each.when) for each in question.answers if each.when is not None)
    fitting = [by_age] if by_age else [each for each, rule in rules if judge(rule, facts).holds]
    return fitting[0].key if len(fitting) == 1 else None


def _key(check: EligibilityCheck, question_id: str) -> str:
    return f"{check.service_id}.{question_id}"
