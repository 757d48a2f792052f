"""What is typed while a check is under way: an answer, a question about the question, or something else."""

from __future__ import annotations

from bot.catalogue.model.eligibility import EligibilityCheck, EligibilityQuestion
from bot.dialogue.eligibility_draft import HEARD, RESULT, steps_of
from bot.dialogue.eligibility_hearing import Heard, Said, explained, hear, hear_ahead
from bot.dialogue.eligibility_known import said_now, with_ahead
from bot.dialogue.eligibility_steps import Filled, anew, one_back, taken
from bot.dialogue.turn import Turn
from bot.dialogue.words import words_of

_INTERRUPTS = frozenset(
    "crisis ask_for_person ask_my_data ask_why bot_challenge cancel decline_ask delete_my_data"
    " forget_fact help leave_message repeat start_again".split()
)
"""What ends or interrupts the check, at whatever question it stands."""
_UNSURE = "unsure"
_SHORT = 12


def typed(turn: Turn, check: EligibilityCheck, question: EligibilityQuestion) -> Filled:
    """The slots that a typed message fills; empty when it is about something else."""
    said, listening = said_now(turn), turn.content.listening
    if turn.message.intent == "crisis":
        return {}
    if listening.goes_back(said.text):
        return _back(turn, check)
    if listening.checks_again(said.text):
        turn.say("talk.eligibility.from_the_start", kind="form")
        return anew(turn, check)
    if _asks_about(turn, question):
        return {RESULT: None}
    heard = hear(question, said)
    if turn.message.intent in _INTERRUPTS and not heard.sure:
        return {} if not listening.cannot_say(said.text) else _helped(turn, check, question, heard)
    corrected = _corrected(turn, check, said, heard)
    if corrected is not None:
        return corrected
    if heard.answer is not None:
        return taken(turn, check, question, heard.answer)
    asks = turn.message.intent.startswith("ask_") and _is_short_question(turn)
    return {} if asks else _helped(turn, check, question, heard)


def _back(turn: Turn, check: EligibilityCheck) -> Filled:
    if not turn.state.eligibility_answers:
        turn.say("talk.eligibility.first", kind="form")
    return one_back(turn, check)


def _asks_about(turn: Turn, question: EligibilityQuestion) -> bool:
    """Whether somebody asks what a thing is, or what happens if they do not know: answered here."""
    text, listening = turn.message.text, turn.content.listening
    asks = listening.is_question(text)
    if asks and listening.cannot_say(text):
        turn.reply(_if_unsure(turn, question), kind="form")
        return True
    meaning = explained(question, text) if asks or listening.asks_meaning(text) else None
    if meaning is not None:
        turn.reply(meaning, kind="form")
    return meaning is not None


def _if_unsure(turn: Turn, question: EligibilityQuestion) -> str:
    unsure = question.answer(_UNSURE)
    if unsure is None:
        return question.help
    return turn.words(
        "talk.eligibility.if_unsure", answer=unsure.name, text=unsure.text or question.help
    )


def _corrected(turn: Turn, check: EligibilityCheck, said: Said, heard: Heard) -> Filled | None:
    """An answer before that is put right, in so many words or as it fits that question only."""
    puts_right = said.listening.corrects(said.text)
    if heard.answer is not None and not puts_right:
        return None
    for asked, answer in reversed(steps_of(check, turn.state.eligibility_answers)):
        plain = hear(asked, said, plain=False).answer if puts_right else hear_ahead(asked, said)
        if plain is not None and plain is not answer:
            turn.say("talk.eligibility.corrected", kind="form")
            return taken(turn, check, asked, plain)
    return None


def _helped(
    turn: Turn, check: EligibilityCheck, question: EligibilityQuestion, heard: Heard
) -> Filled:
    """What is no answer to the question yet; what it tells of other questions is kept."""
    known = with_ahead(turn, check, asked=question.id)
    if known != turn.state.eligibility_heard:
        turn.say("talk.eligibility.noted", kind="form")
        return {HEARD: known, RESULT: None}
    near = question.nearer if heard.near else None
    text = near or explained(question, turn.message.text) or question.help
    turn.reply(text, kind="form")
    return {RESULT: None}


def _is_short_question(turn: Turn) -> bool:
    text = turn.message.text
    return turn.content.listening.is_question(text) and len(words_of(text)) <= _SHORT
