import json
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.incoming import MalformedMessageError, parse_incoming
from bot.text.clean import as_typed_text

IDS = {
    "conversation_id": "6d0a2a52-6f0e-4c39-9a3c-5b1c7a0d2e11",
    "message_id": "0b9f3a34-51b7-4f0e-8a52-0c6d1f4e7a22",
}


def body(**fields):
    return json.dumps(IDS | fields).encode()


def test_typed_text_is_read():
    assert parse_incoming(body(text=" hello ")).text == "hello"


def test_a_button_is_read():
    button = uuid.uuid4()
    assert parse_incoming(body(button=str(button))).button == button


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        body(),
        body(text="   "),
        body(text="a", button="f3c1d2b4-77aa-4b1e-9d0c-2a5e8c6b4d33"),
        body(text="a", surprise=1),
        body(button="not-an-id"),
        json.dumps({**IDS, "message_id": "1", "text": "a"}).encode(),
    ],
)
def test_a_malformed_message_is_refused(raw):
    with pytest.raises(MalformedMessageError):
        parse_incoming(raw)


def test_a_refusal_does_not_repeat_what_was_sent():
    with pytest.raises(MalformedMessageError) as refusal:
        parse_incoming(body(button="my card is 4111 1111 1111 1111"))
    assert "4111" not in str(refusal.value)


@given(st.text())
def test_typed_text_can_never_be_taken_for_a_payload(text):
    assert not as_typed_text(text).strip().startswith("/")


def test_a_typed_payload_still_reads_the_same():
    assert as_typed_text('/crisis{"a": 1}') == '\u2215crisis{"a": 1}'
