"""A parse result, typed."""

import uuid

import pytest

from bot.dialogue.message import NOT_UNDERSTOOD, UnusableMessageError, read_message

CONVERSATION = str(uuid.uuid4())


def latest(**changes):
    return {
        "text": "call Ada on 07700 900123",
        "intent": {"name": "leave_message", "confidence": 0.8},
        "message_id": str(uuid.uuid4()),
        "metadata": {"agency_id": "revenue", "citizen_pseudonym": "p", "language": "en"},
        "personal_data": [{"start": 5, "end": 8, "kind": "name"}],
        "services": [{"service_id": "blue-badge", "score": 0.7}],
        "crisis": None,
        **changes,
    }


def read(**changes):
    return read_message(latest(**changes), CONVERSATION, "web", "council")


def test_it_is_read():
    message = read()
    assert (message.agency_id, message.pseudonym, message.intent) == (
        "revenue",
        "p",
        "leave_message",
    )
    assert message.services[0].service_id == "blue-badge"
    assert message.words == "call [name] on 07700 900123"


def test_what_is_missing_has_a_safe_default():
    message = read(metadata=None, intent=None, services=None, entities=None, text=None)
    assert (message.agency_id, message.pseudonym) == ("council", None)
    assert message.intent == NOT_UNDERSTOOD


def test_words_that_nobody_looked_at_are_never_given_out():
    assert read(personal_data=None).words is None


def test_a_button_has_no_words():
    assert read(from_button=True).words is None


@pytest.mark.parametrize("broken", [{"message_id": None}, {"message_id": "canary-7d1f"}])
def test_a_message_without_an_id_is_refused_without_quoting_it(broken):
    with pytest.raises(UnusableMessageError) as refusal:
        read(**broken)
    assert "canary" not in str(refusal.value)


def test_its_text_does_not_show_when_it_is_printed():
    assert "07700" not in repr(read())
