"""What is not clear enough is not acted upon, unless it names a service."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.fallback import HonestFallback

BADGE = {"service_id": "blue-badge", "score": 0.9}


def understood(
    intent: str, confidence: float, services: tuple[dict[str, Any], ...] = (), text: str = "words"
) -> Message:
    ranking = [
        {"name": intent, "confidence": confidence},
        {"name": "greet", "confidence": 0.1},
    ]
    message = Message.build(text)
    message.set("intent", ranking[0], add_to_output=True)
    message.set("intent_ranking", ranking, add_to_output=True)
    message.set("services", list(services), add_to_output=True)
    return HonestFallback(threshold=0.4).process([message])[0]


def intent_of(message: Message) -> tuple[str, float]:
    return message.get("intent")["name"], pytest.approx(message.get("intent")["confidence"])


def test_a_clear_intent_stays() -> None:
    assert intent_of(understood("ask_cost", 0.8, (BADGE,))) == ("ask_cost", 0.8)


def test_an_unclear_message_is_said_to_be_unclear() -> None:
    assert intent_of(understood("ask_cost", 0.3)) == ("nlu_fallback", 0.7)


def test_of_signs_alone_it_takes_more_to_be_clear() -> None:
    assert intent_of(understood("affirm", 0.45, text="😡😡🗑️")) == ("nlu_fallback", 0.55)
    assert intent_of(understood("affirm", 0.8, text="👍")) == ("affirm", 0.8)


def test_an_unclear_message_that_names_a_service_asks_for_it() -> None:
    assert intent_of(understood("ask_cost", 0.3, (BADGE,))) == ("find_service", 0.9)


def test_out_of_scope_gives_way_to_what_else_is_said_of_a_service_of_ours() -> None:
    assert intent_of(understood("out_of_scope", 0.85, (BADGE,))) == ("greet", 0.1 / 0.15)


def test_out_of_scope_gives_way_to_the_service_when_nothing_else_was_heard() -> None:
    assert intent_of(understood("out_of_scope", 0.95, (BADGE,))) == ("find_service", 0.9)


def test_out_of_scope_stays_where_no_service_fits() -> None:
    assert intent_of(understood("out_of_scope", 0.6)) == ("out_of_scope", 0.6)


def test_the_ranking_keeps_what_the_intent_would_have_been() -> None:
    names = [each["name"] for each in understood("ask_cost", 0.3).get("intent_ranking")]
    assert names == ["nlu_fallback", "ask_cost", "greet"]


def test_no_intent_stands_in_the_ranking_twice() -> None:
    message = understood("find_service", 0.3, (BADGE,))
    assert [each["name"] for each in message.get("intent_ranking")] == ["find_service", "greet"]


@pytest.mark.parametrize("text", ["...", " ", "?!"])
def test_marks_without_words_are_never_understood(text: str) -> None:
    assert intent_of(understood("affirm", 0.99, text=text)) == ("nlu_fallback", 1.0)


def test_a_message_without_anything_is_not_understood() -> None:
    assert intent_of(HonestFallback(0.4).process([Message({})])[0]) == ("nlu_fallback", 1.0)
