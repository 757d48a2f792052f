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


@pytest.mark.parametrize(
    "text",
    [
        "Bore da, sut ydw i'n cael bathodyn glas?",
        "Mae golau stryd wedi torri",
        "Cymraeg",
        "Welsh please",
    ],
)
async def test_welsh_is_known_and_the_welsh_page_is_offered(talk, text):
    answer = await talk.say(text, "nlu_fallback")
    assert "“Welsh, please”" in answer.text
    assert "pwyswch “Cymraeg”" in answer.text


async def test_the_welsh_page_is_not_offered_on_itself(talk):
    talk.language = "cy"
    answer = await talk.say("Mae golau stryd wedi torri", "nlu_fallback")
    assert "“Welsh, please”" in answer.text
    assert "pwyswch “Cymraeg”" not in answer.text


async def test_the_same_is_not_said_twice_in_a_row(talk):
    first = await talk.say("Mae golau stryd wedi torri", "nlu_fallback")
    second = await talk.say("Mae golau stryd wedi torri", "nlu_fallback")
    assert len(second.text) * 2 < len(first.text)
    assert "01632 960100" in second.text


async def test_the_wish_for_a_person_opens_that_door(talk):
    answer = await talk.say("chcę rozmawiać z człowiekiem", "nlu_fallback")
    assert "Po polsku" in answer.text
    assert "Leave a message" in answer.titles


async def test_the_wish_to_be_forgotten_opens_that_door(talk):
    answer = await talk.say("Chcę usunąć moje dane", "out_of_scope")
    assert "naciśnij „Yes, forget everything”" in answer.text
    assert (await talk.press("Yes, forget everything")).kinds == ["consent"]


async def test_thanks_are_answered_in_kind(talk):
    answer = await talk.say("dziękuję", "greet")
    assert answer.text == "Proszę bardzo."


@pytest.mark.parametrize("text", ["我想和人说话，谢谢", "谢谢"])
async def test_words_that_are_not_parted_are_found(talk, text):
    answer = await talk.say(text, "nlu_fallback")
    assert "Chinese, please" in answer.text or "不客气" in answer.text


def test_every_language_has_words_for_each_door(catalogue):
    for language in catalogue.languages.languages:
        assert all((language.person, language.erase, language.thanks)), language.code
        assert all((language.again, language.welcome, language.erasure)), language.code
