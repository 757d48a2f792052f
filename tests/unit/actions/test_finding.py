"""Finding the service that is meant, and answering the question about it."""

from bot.feedback.tables import Promise

BLUE_BADGE = {"blue-badge": 0.9}


async def test_a_clear_service_is_answered_with_its_source(talk, catalogue):
    answer = await talk.say("how much is a blue badge", "ask_cost", services=BLUE_BADGE)
    service = catalogue.services["blue-badge"]
    assert service.fees_description in answer.text
    assert answer.messages[0]["custom"]["source"] == {
        "agency": "Ambershire Council",
        "agency_id": "council",
        "url": service.url,
        "assured_date": service.assured_date.isoformat(),
        "service_id": "blue-badge",
    }
    assert answer.kinds[0] == "answer"


async def test_a_follow_up_needs_no_name(talk, catalogue):
    await talk.say("blue badge", "find_service", services=BLUE_BADGE)
    answer = await talk.say("how much is that?", "ask_cost")
    assert catalogue.services["blue-badge"].fees_description in answer.text


async def test_a_time_that_is_stated_becomes_a_promise_with_its_evidence(talk):
    answer = await talk.say("how long is a blue badge", "ask_duration", services=BLUE_BADGE)
    (promise,) = talk.rows(Promise)
    assert promise.text in answer.text
    assert promise.standard_id == "blue-badge-decision"
    assert promise.basis_n >= promise.basis_met
    assert promise.agency_id == "council"
