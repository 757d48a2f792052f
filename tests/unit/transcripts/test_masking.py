import uuid

from bot.transcripts.masking import WITHHELD, mask_events


def said(text, *values, **parse_data):
    spans = [
        {"start": text.index(v), "end": text.index(v) + len(v), "kind": "name"} for v in values
    ]
    return {
        "event": "user",
        "text": text,
        "message_id": str(uuid.uuid4()),
        "timestamp": 1_700_000_000.0,
        "input_channel": "web",
        "parse_data": {"text": text, "personal_data": spans, "entities": [], **parse_data},
    }


def test_the_citizens_words_are_masked_by_their_spans():
    [event] = mask_events([said("I am Zoe Quill", "Zoe Quill")])
    assert event["text"] == event["parse_data"]["text"] == "I am [name]"


def test_entities_and_slots_and_replies_lose_the_same_values():
    entity = {"entity": "who", "value": "Zoe Quill"}
    events = mask_events(
        [
            said("I am Zoe Quill", "Zoe Quill", entities=[entity]),
            {"event": "slot", "name": "who", "value": ["Zoe Quill"]},
            {"event": "bot", "text": "Hello Zoe Quill", "data": {"custom": {"to": "Zoe Quill"}}},
        ]
    )
    assert "Zoe" not in str(events)


def test_what_an_agency_publishes_reaches_the_reader_as_it_is():
    answer = "If you were born before 6 April 1960, call 01632 960110."
    assert mask_events([{"event": "bot", "text": answer, "data": {}}])[0]["text"] == answer


def test_a_message_nobody_looked_at_is_withheld():
    event = said("anything")
    del event["parse_data"]["personal_data"]
    assert mask_events([event])[0]["text"] == WITHHELD


def test_identifiers_stay_as_they_are():
    event = said("hello")
    masked = mask_events([event])[0]
    assert masked["message_id"] == masked["parse_data"]["message_id"] == event["message_id"]
    assert masked["timestamp"] == event["timestamp"]


def test_the_events_given_are_not_changed():
    event = said("I am Zoe Quill", "Zoe Quill")
    mask_events([event])
    assert event["text"] == "I am Zoe Quill"


def kept_elsewhere(event, kind="place"):
    value = {"message_id": event["message_id"], "kind": kind}
    return {"event": "slot", "name": "withheld", "value": value}


def test_a_message_that_is_kept_elsewhere_is_only_named_by_what_it_is():
    event = said(
        "lamp post 7 by the zqcanary bakery",
        entities=[{"entity": "fact", "value": "zqcanary"}],
        text_tokens=[[0, 4]],
        anything_new="zqcanary",
        intent={"name": "report_problem", "confidence": 0.9},
        services=[{"service_id": "street-light", "score": 0.9}],
    )
    [masked, _] = mask_events([event, kept_elsewhere(event)])
    assert masked["text"] == masked["parse_data"]["text"] == "[place]"
    assert "zqcanary" not in str(masked)
    assert masked["parse_data"]["intent"]["name"] == "report_problem"
    assert masked["parse_data"]["services"][0]["service_id"] == "street-light"
    assert masked["message_id"] == event["message_id"]


def test_another_message_of_the_same_save_is_left_as_it_is():
    first, second = said("lamp post 7"), said("thank you")
    masked = mask_events([first, kept_elsewhere(first), second])
    assert [event.get("text") for event in masked] == ["[place]", None, "thank you"]


def test_it_is_held_back_though_nobody_looked_at_it():
    event = said("lamp post 7")
    del event["parse_data"]["personal_data"]
    assert mask_events([event, kept_elsewhere(event)])[0]["text"] == "[place]"
