"""Another language says all that English says, or the content is refused with what is missing."""

from pathlib import Path

import pytest

from bot.catalogue.catalogue import ENGLISH
from bot.catalogue.faults import CatalogueError
from bot.catalogue.load import load
from bot.settings import ROOT


@pytest.fixture
def welsh(content_dir: Path) -> Path:
    """The sample content with a second language, which says the same."""
    english = (content_dir / "wording" / "en.yml").read_text(encoding="utf-8")
    path = content_dir / "wording" / "cy.yml"
    path.write_text(english, encoding="utf-8")
    return path


def test_a_catalogue_speaks_every_language_it_has_and_english_else(
    content_dir: Path, welsh: Path
) -> None:
    welsh.write_text(
        welsh.read_text(encoding="utf-8").replace("call {number}", "ffoniwch {number}", 1),
        encoding="utf-8",
    )
    catalogue = load(content_dir)
    assert "ffoniwch" in catalogue.in_language("cy").wording.get("time.ask", number="1")
    assert "ffoniwch" not in catalogue.wording.get("time.ask", number="1")
    assert catalogue.in_language("fr") is catalogue
    assert catalogue.in_language("cy").in_language(ENGLISH).wording is catalogue.wording


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("time:\n", "tyme:\n", "time.ask: is missing"),
        ("call {number}", "call", "time.ask: the placeholders differ from English: number"),
        ("list:\n", "list:\n  nor: neither\n", "list.nor: is not in wording/en.yml"),
    ],
)
def test_what_differs_from_english_is_refused(
    content_dir: Path, welsh: Path, old: str, new: str, reason: str
) -> None:
    welsh.write_text(welsh.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=f"wording/cy.yml: {reason}"):
        load(content_dir)


def test_an_agency_without_the_words_of_its_language_is_refused(content_dir: Path) -> None:
    path = content_dir / "agencies.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("languages: [en]", "languages: [en, cy]"), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"there is no wording/cy\.yml"):
        load(content_dir)


def test_the_published_welsh_is_not_english() -> None:
    catalogue = load(ROOT / "content")
    english, welsh = catalogue.wordings["en"].texts, catalogue.wordings["cy"].texts
    long = [key for key, text in english.items() if len(text.split()) > 3]
    assert [key for key in long if english[key] == welsh[key]] == []
