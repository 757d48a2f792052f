"""Wording is found by key, filled in, and never fills in anything clever."""

from pathlib import Path

import pytest

from bot.catalogue.wording import Wording, WordingError

WORDING = Wording.of(
    {
        "greeting": "Hello {name}",
        "cases": {"one": "{count} case", "other": "{count} cases"},
        "months": ["January", "February"],
        "brace": "{{as it is}}",
    }
)


def test_a_text_is_filled_in() -> None:
    assert WORDING.get("greeting", name="Ann", unused=1) == "Hello Ann"


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert WORDING.get("greeting", name="{name.__class__}") == "Hello {name.__class__}"


def test_doubled_braces_are_braces() -> None:
    assert WORDING.get("brace") == "{as it is}"


def test_lists_are_numbered_from_nought() -> None:
    assert WORDING.get("months.1") == "February"


@pytest.mark.parametrize(("count", "said"), [(1, "1 case"), (0, "0 cases"), ("2", "2 cases")])
def test_the_number_chooses_the_form(count: object, said: str) -> None:
    assert WORDING.plural("cases", count) == said


def test_a_missing_key_names_the_file_and_the_key() -> None:
    with pytest.raises(WordingError, match=r"wording/en\.yml: no\.such: there is no such text"):
        WORDING.get("no.such")


def test_a_missing_value_is_named() -> None:
    with pytest.raises(WordingError, match="greeting: nothing given for name"):
        WORDING.get("greeting")


def test_a_topic_can_be_taken_whole() -> None:
    assert WORDING.under("cases") == {"one": "{count} case", "other": "{count} cases"}


@pytest.mark.parametrize(
    "text", ["{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{open", "close}", "{a:{b}}"]
)
def test_anything_but_a_plain_name_in_braces_is_refused(text: str) -> None:
    with pytest.raises(WordingError, match="topic: "):
        Wording.of({"topic": text})


@pytest.mark.parametrize(
    "tree", [{"a": 1}, {"a": None}, {"a": {True: "x"}}, "text", [1], {"a": 2.5}]
)
def test_what_is_not_text_is_refused(tree: object) -> None:
    with pytest.raises(WordingError):
        Wording.of(tree)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(WordingError) as error:
        Wording.of({"a": "{}", "b": 1})
    assert len(str(error.value).splitlines()) == 2


def test_a_broken_file_names_itself(tmp_path: Path) -> None:
    (tmp_path / "en.yml").write_text("a: [", encoding="utf-8")
    with pytest.raises(WordingError, match=r"en\.yml: line"):
        Wording.load(tmp_path / "en.yml")
