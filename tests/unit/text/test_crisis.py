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
    vectors = shared_encoder().encode_wide(learned.sentences)
    return Danger(DangerModel.fit(learned.sentences, vectors, learned.matched, learned.labels))


@pytest.fixture(scope="module")
def kind_of(content: CrisisContent, danger: Danger, nlp: Any) -> Any:
    def find(text: str) -> str | None:
        alarm = detect(nlp(text), content, danger, shared_encoder().encode_wide)
        return alarm.kind if alarm and alarm.sure else None

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
    vector = shared_encoder().encode_wide(["he hits me"])[0]
    assert again.score("he hits me", vector, True) == pytest.approx(
        danger.model.score("he hits me", vector, True), abs=0.01
    )
    assert again.kind(vector) == danger.model.kind(vector)


def test_an_intent_that_says_so_makes_a_possible_danger_sure(
    content: CrisisContent, danger: Danger, nlp: Any
) -> None:
    text = "cant do this no more"
    encode = shared_encoder().encode_wide
    doubtful = Danger(danger.model, sure=99, possible=-99)
    alone = detect(nlp(text), content, doubtful, encode)
    both = detect(nlp(text), content, doubtful, encode, intent_says_so=True)
    assert alone is not None
    assert both is not None
    assert (alone.sure, both.sure) == (False, True)


def test_where_something_else_is_clear_it_takes_more_to_be_sure(
    content: CrisisContent, danger: Danger, nlp: Any
) -> None:
    text = "cant do this no more"
    encode = shared_encoder().encode_wide
    score = danger.model.score(text, encode([text])[0], False)
    barely = Danger(danger.model, sure=score - 0.1, possible=-99)
    alone = detect(nlp(text), content, barely, encode)
    besides = detect(nlp(text), content, barely, encode, otherwise_clear=True)
    assert alone is not None
    assert besides is not None
    assert (alone.sure, besides.sure) == (True, False)


def test_what_is_not_even_possible_is_no_danger(
    content: CrisisContent, danger: Danger, nlp: Any
) -> None:
    deaf = Danger(danger.model, sure=99, possible=99)
    assert detect(nlp("how much is a skip"), content, deaf, shared_encoder().encode_wide) is None


@pytest.mark.parametrize("text", ["", "?", "😀" * 2000, "die " * 2500, "my " * 3000, "\u202e"])
def test_any_text_is_survived(text: str, kind_of: Any) -> None:
    kind_of(text)


_GOOD = "kinds: {abuse: {phrases: [he hits me]}}"


@pytest.mark.parametrize(
    ("main", "more", "reason"),
    [
        ("kinds: [", _GOOD, r"crisis\.yml: line 2"),
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
