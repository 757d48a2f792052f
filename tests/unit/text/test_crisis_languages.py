"""Who is in danger and writes in a language that the assistant does not speak is helped all the same."""

from pathlib import Path

import pytest
import yaml

from bot.settings import ROOT
from bot.text.crisis import find_phrase
from bot.text.crisis_content import CrisisContent, CrisisContentError, load_crisis_content
from bot.text.crisis_languages import foreign, is_said

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def content() -> CrisisContent:
    return load_crisis_content(CONTENT / "crisis.yml")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ich will mich umbringen, bitte helfen Sie mir", "risk_to_life"),
        ("quiero suicidarme", "risk_to_life"),
        ("QUIERO MATARME!!", "risk_to_life"),
        ("J'ai envie de mourir", "risk_to_life"),
        ("j’ai envie de mourir", "risk_to_life"),
        ("vreau sa mor", "risk_to_life"),
        ("Vreau să mor.", "risk_to_life"),
        ("voglio uccidermi", "risk_to_life"),
        ("chce sie zabic", "risk_to_life"),
        ("Chcę się zabić", "risk_to_life"),
        ("olmek istiyorum", "risk_to_life"),
        ("YAŞAMAK İSTEMİYORUM", "risk_to_life"),
        ("أُرِيدُ أَنْ أَمُوت", "risk_to_life"),
        ("救命,我不想活了", "risk_to_life"),
        ("আমি মরতে চাই।", "risk_to_life"),
        ("будь ласка, викличте швидку", "risk_to_life"),
        ("aiuto, mio marito mi picchia", "abuse"),
        ("pomocy, mąż mnie bije", "abuse"),
        ("він мене бʼє", "abuse"),
        ("ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਮਾਰਦਾ ਹੈ", "abuse"),
    ],
)
def test_danger_is_heard_in_other_languages(content: CrisisContent, text: str, kind: str) -> None:
    assert find_phrase(text, content) == kind


@pytest.mark.parametrize(
    "text",
    [
        "quiero un contenedor nuevo",
        "Ich will mich anmelden",
        "je veux payer mon impôt",
        "vreau sa platesc taxa",
        "voglio un permesso",
        "how do I get a blue badge",
        "我需要帮助",
        "mi uccidono le tasse",
    ],
)
def test_other_wishes_in_these_languages_are_none(content: CrisisContent, text: str) -> None:
    assert find_phrase(text, content) is None


def test_every_language_of_the_assistant_has_phrases_of_both_kinds() -> None:
    read = {
        name: yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))["languages"]
        for name in ("languages.yml", "crisis_languages.yml")
    }
    have = {each["code"]: each for each in read["crisis_languages.yml"]}
    assert have.keys() >= {each["code"] for each in read["languages.yml"]} | {"de", "it"}
    for each in have.values():
        assert each["risk_to_life"]
        assert each["abuse"]


def test_no_english_sentence_that_looks_alike_is_met(content: CrisisContent) -> None:
    phrases = tuple(phrase for kind in content.kinds for phrase in kind.in_other_languages)
    assert len(phrases) > 100
    for kind in content.kinds:
        for sentence in kind.hard_negatives:
            assert not is_said(phrases, foreign(sentence)), sentence


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("languages: [{code: de, danger: [hilfe]}]", "danger: no such kind"),
        ("languages: [{code: de, abuse: ['!']}]", "de: abuse: an empty phrase"),
        ("languages: {}\nlanguages: 1", "line 2: languages is written twice"),
        ("languages: 1", "TypeError"),
        ("[]", "TypeError"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, reason: str) -> None:
    for name in ("crisis.yml", "crisis_examples.yml"):
        (tmp_path / name).write_bytes((CONTENT / name).read_bytes())
    (tmp_path / "crisis_languages.yml").write_text(text, encoding="utf-8")
    with pytest.raises(CrisisContentError, match=rf"^crisis_languages\.yml: .*{reason}"):
        load_crisis_content(tmp_path / "crisis.yml")
