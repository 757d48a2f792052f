"""The masker's words come from content/, and a broken file is named."""

from pathlib import Path

import pytest

from bot.privacy.masking import find_personal_data
from bot.privacy.vocabulary import VocabularyError, bare, vocabulary
from bot.settings import ROOT

WORDS = (ROOT / "content" / "masking" / "words.yml").read_text(encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "masking"
    folder.mkdir()
    (folder / "words.yml").write_text(WORDS, encoding="utf-8")
    (folder / "given_names.txt").write_text("# names\npriya\n", encoding="utf-8")
    (folder / "surnames.txt").write_text("sharma\n", encoding="utf-8")
    (tmp_path / "agencies.yml").write_text("phone: 01632 960777\n", encoding="utf-8")
    return tmp_path


def test_only_what_this_content_publishes_is_let_through(content: Path) -> None:
    words = vocabulary(content)
    assert find_personal_data("ring 01632 960777", words=words) == []
    assert find_personal_data("ring 01632 960778", words=words) != []


def test_a_changed_file_is_read_again(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 100.0])
    monkeypatch.setattr("bot.privacy.vocabulary.time.monotonic", lambda: next(clock))
    assert "zoe" not in vocabulary(content).given_names
    (content / "masking" / "given_names.txt").write_text("zoe\n", encoding="utf-8")
    assert "zoe" in vocabulary(content).given_names


@pytest.mark.parametrize(
    ("text", "reason"),
    [("titles: [mr", "words.yml: line 2, column 1"), ("[]", "words.yml: not a mapping"),
     (WORDS.replace("titles: [mr,", "titles: [1,"), "words.yml: titles: not a list of words")],
)  # fmt: skip
def test_a_broken_word_list_is_named(content: Path, text: str, reason: str) -> None:
    (content / "masking" / "words.yml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=reason):
        vocabulary(content)


def test_a_missing_list_of_names_is_named(content: Path) -> None:
    (content / "masking" / "surnames.txt").unlink()
    with pytest.raises(VocabularyError, match=r"surnames\.txt: cannot be read"):
        vocabulary(content)


@pytest.mark.parametrize("number", ["01632 960777", "+44 1632 960777", "0044 (0)1632-960777"])
def test_one_number_has_one_bare_form(number: str) -> None:
    assert bare(number) == "01632960777"


def test_a_file_broken_while_running_leaves_the_last_good_words(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 100.0])
    monkeypatch.setattr("bot.privacy.vocabulary.time.monotonic", lambda: next(clock))
    good = vocabulary(content)
    (content / "masking" / "words.yml").write_text("titles: [mr", encoding="utf-8")
    assert vocabulary(content) == good
