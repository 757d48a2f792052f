"""The language of a short text is known where it tells one, and is not guessed where it does not."""

import pytest

from bot.catalogue.load import load
from bot.settings import ROOT
from bot.text.language import known_languages, language_of, tells_a_language, told_by_words

CATALOGUE = load(ROOT / "content")
BOOK = CATALOGUE.languages
CODES = {*BOOK.understood, *(each.code for each in BOOK.languages)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pryd mae fy miniau yn cael eu casglu?", "cy"),
        ("potrzebuję pomocy z mieszkaniem", "pl"),
        ("Cum pot plăti impozitul pe casă?", "ro"),
        ("Мені потрібна допомога з житлом", "uk"),
        ("Necesito ayuda con el alquiler", "es"),
        ("Preciso de um médico de família", "pt"),
        ("Je voudrais inscrire mon fils à l'école", "fr"),
        ("Çöp kutum bu hafta boşaltılmadı", "tr"),
        ("أريد التسجيل عند طبيب", "ar"),
        ("مجھے ڈاکٹر چاہیے", "ur"),
        ("আমার একজন ডাক্তার দরকার", "bn"),
        ("ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ", "pa"),
        ("我需要帮助找房子", "zh"),
    ],
)
def test_a_sentence_tells_its_language(text, code):
    found = language_of(text, CODES)
    assert found.code == code
    assert found.probability >= BOOK.sure_from


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=lambda each: each.id)
def test_no_english_way_of_asking_is_taken_for_another_language(service):
    for way in service.ways_of_asking:
        found = language_of(way, CODES)
        told = tells_a_language(way)
        assert not told or found.code == "en" or found.probability < BOOK.sure_from, (way, found)


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=lambda each: each.id)
def test_no_english_way_of_asking_holds_the_words_of_another_language(service):
    words = {each.code: each.words for each in BOOK.languages}
    for way in service.ways_of_asking:
        assert told_by_words(way, words) is None, way


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bore da, sut ydw i'n cael bathodyn glas?", "cy"),
        ("Mae golau stryd wedi torri", "cy"),
        ("potrzebuję pomocy", "pl"),
        ("the bin was not emptied", None),
        ("mae", None),
        ("", None),
    ],
)
def test_little_words_tell_a_language(text, code):
    assert told_by_words(text, {each.code: each.words for each in BOOK.languages}) == code


def test_a_language_that_the_model_does_not_know_is_refused():
    with pytest.raises(ValueError, match="no such language: xx"):
        language_of("hello", {"en", "xx"})


def test_every_published_language_can_be_told():
    assert known_languages() >= CODES
    assert len(BOOK.languages) >= 8


@pytest.mark.parametrize("language", BOOK.languages, ids=lambda each: each.code)
def test_each_text_is_in_its_own_language_and_names_whom_to_call(language):
    text = language.text.format(agency="Ambershire Council", number="01632 960100", spoken="")
    assert language_of(text, CODES).code == language.code
    assert "999" in text
