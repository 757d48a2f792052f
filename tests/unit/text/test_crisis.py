"""Somebody in danger is heard, and a figure of speech is not taken for danger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from bot.text.crisis import Danger, detect, find_patterns, find_phrase, lesson
from bot.text.crisis_content import CrisisContent, CrisisContentError, load_crisis_content
from bot.text.danger import DangerModel
from bot.text.encoder import shared_encoder

CRISIS = ROOT / "content" / "crisis.yml"


@pytest.fixture(scope="module")
def content() -> CrisisContent:
    return load_crisis_content(CRISIS)


@pytest.fixture(scope="module")
def danger(content: CrisisContent, nlp: Any) -> Danger:
    """A small one: every fifth example, and little else. What it can do is in tests/content."""
    few = CrisisContent(
        tuple(replace(kind, examples=kind.examples[::5]) for kind in content.kinds),
        content.figures_of_speech,
    )
    learned = lesson(few, ["i want to die"], ["how much is a blue badge", "hello"], nlp)
    vectors = shared_encoder().encode(learned.sentences)
    return Danger(DangerModel.fit(learned.sentences, vectors, learned.matched, learned.labels))


@pytest.fixture(scope="module")
def kind_of(content: CrisisContent, danger: Danger, nlp: Any) -> Any:
    def find(text: str) -> str | None:
        return detect(nlp(text), content, danger, shared_encoder().encode)

    return find


def test_a_phrase_decides_by_itself(content: CrisisContent) -> None:
    assert find_phrase("I'm going to KILL myself!", content) == "risk_to_life"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my kids are driving me mad and I want to kill myself", "risk_to_life"),
        ("this queue is killing me", None),
        ("stop hitting me with charges", None),
        ("he is hitting me", "abuse"),
    ],
)
def test_a_figure_of_speech_is_left_out_and_the_rest_is_heard(
    text: str, kind: str | None, kind_of: Any
) -> None:
    assert kind_of(text) == kind


def test_a_pattern_needs_no_exact_words(content: CrisisContent, nlp: Any) -> None:
    assert "abuse" in find_patterns(nlp("the carer keeps slapping my mother"), content)


def test_a_model_is_the_same_after_saving(danger: Danger, tmp_path: Path) -> None:
    danger.model.save(tmp_path)
    again = DangerModel.load(tmp_path)
    vector = shared_encoder().encode(["he hits me"])[0]
    assert again.probability("he hits me", vector, True) == pytest.approx(
        danger.model.probability("he hits me", vector, True), abs=1e-5
    )
    assert again.kind(vector) == danger.model.kind(vector)


def test_an_intent_that_says_so_lowers_what_it_takes(
    content: CrisisContent, danger: Danger, nlp: Any
) -> None:
    text = "cant do this no more"
    encode = shared_encoder().encode
    strict = Danger(danger.model, likely=1.1, likely_with_intent=0.0)
    assert detect(nlp(text), content, strict, encode) is None
    assert detect(nlp(text), content, strict, encode, intent_says_so=True)


@pytest.mark.parametrize("text", ["", "?", "😀" * 2000, "die " * 2500, "my " * 3000, "\u202e"])
def test_any_text_is_survived(text: str, kind_of: Any) -> None:
    kind_of(text)


_GOOD = "kinds: {abuse: {phrases: [he hits me]}}"


@pytest.mark.parametrize(
    ("main", "more", "reason"),
    [
        ("kinds: [", _GOOD, r"crisis\.yml: cannot be read"),
        ("kinds: {}", _GOOD, r"crisis\.yml: kinds: missing"),
        ("kinds: {abuse: {}}", "kinds: {abuse: {}}", r"crisis\.yml: KeyError"),
        (_GOOD, "kinds: {other: {}}", r"crisis_examples\.yml: other: no such kind"),
        (_GOOD, "kinds: {abuse: {patterns: ['<them> hit']}}", r"abuse: <them> hit: 'them'"),
        ("kinds: {abuse: {phrases: ['he (hits']}}", "kinds: {abuse: {}}", r"crisis\.yml"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, main: str, more: str, reason: str) -> None:
    (tmp_path / "crisis.yml").write_text(main, encoding="utf-8")
    (tmp_path / "crisis_examples.yml").write_text(more, encoding="utf-8")
    with pytest.raises(CrisisContentError, match=reason):
        load_crisis_content(tmp_path / "crisis.yml")
