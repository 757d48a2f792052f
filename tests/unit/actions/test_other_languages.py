"""Who writes in a language that the assistant does not speak is met in theirs, and told where a person is."""

import pytest


@pytest.mark.parametrize(
    ("text", "word", "spoken"),
    [
        ("Dzień dobry, potrzebuję pomocy z mieszkaniem", "tłumacza", "Polish"),
        ("Мені потрібна допомога з житлом", "перекладача", "Ukrainian"),
        ("Pryd mae fy miniau yn cael eu casglu?", "ffoniwch", "Welsh"),
        ("我需要帮助", "口译员", "Chinese"),
    ],
)
async def test_it_is_answered_in_that_language(talk, text, word, spoken):
    answer = await talk.say(text, "nlu_fallback")
    assert word in answer.text
    assert f"{spoken}, please" in answer.text
    assert "01632 960100" in answer.text
    assert answer.titles == ["Talk to a person"]


async def test_a_number_in_a_text_from_right_to_left_keeps_its_order(talk):
    answer = await talk.say("أريد التسجيل عند طبيب", "nlu_fallback")
    assert "\u206601632 960100\u2069" in answer.text


@pytest.mark.parametrize("text", ["taxi", "bin pls", "ta muchly", "no money no house"])
async def test_a_few_english_words_are_not_another_language(talk, text):
    answer = await talk.say(text, "nlu_fallback")
    assert "please" not in answer.text


async def test_what_was_understood_is_answered_whatever_it_looks_like(talk):
    answer = await talk.say(
        "blue badge, czy mogę dostać dla mojej mamy",
        "ask_eligibility",
        services={"blue-badge": 0.95},
    )
    assert answer.service == "blue-badge"


async def test_an_address_in_a_form_is_no_language(talk):
    talk.slots["requested_slot"] = "left_message"
    answer = await talk.fill("Heol y Bont, mae fy nghar wedi torri", "nlu_fallback")
    assert "Saesneg" not in answer.text
