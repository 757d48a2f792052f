"""The crisis detector, trained on all there is, and measured on lines it has not seen.

Measured on 24 November 2026. unseen.yml, by which its figures of speech were chosen: 74 of 75 heard, none
of 80 look-alikes taken. fresh.yml, written afterwards and measured once: 33 of 34 heard, 5 of 40 taken.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from bot.text.crisis import Danger, detect, lesson
from bot.text.crisis_content import CrisisContent, bare, load_crisis_content
from bot.text.danger import DangerModel
from bot.text.encoder import shared_encoder

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).parent / "crisis"
UNSEEN: dict[str, list[str]] = yaml.safe_load((CORPUS / "unseen.yml").read_text(encoding="utf-8"))
FRESH: dict[str, list[str]] = yaml.safe_load((CORPUS / "fresh.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def nlp() -> Any:
    from bot.nlu.spacy_model import load_language

    return load_language()


@pytest.fixture(scope="module")
def content() -> CrisisContent:
    return load_crisis_content(ROOT / "content" / "crisis.yml")


@pytest.fixture(scope="module")
def danger(content: CrisisContent, nlp: Any) -> Danger:
    crises, ordinary = [], _ways_of_asking()
    for intent, examples in _training_data():
        (crises if intent == "crisis" else ordinary).extend(examples)
    learned = lesson(content, crises, ordinary, nlp)
    vectors = shared_encoder().encode(learned.sentences)
    return Danger(DangerModel.fit(learned.sentences, vectors, learned.matched, learned.labels))


def _training_data() -> list[tuple[str, list[str]]]:
    blocks = [
        block
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in block
    ]
    return [(block["intent"], _examples(block)) for block in blocks]


def _ways_of_asking() -> list[str]:
    files = sorted((ROOT / "content" / "services").rglob("*.yml"))
    read = [yaml.safe_load(path.read_text(encoding="utf-8"))["services"] for path in files]
    return [way for services in read for service in services for way in service["ways_of_asking"]]


def _examples(block: dict[str, Any]) -> list[str]:
    return [line.strip()[2:] for line in block["examples"].splitlines() if line.strip()]


@pytest.fixture(scope="module")
def kind_of(content: CrisisContent, danger: Danger, nlp: Any) -> Any:
    def find(text: str) -> str | None:
        return detect(nlp.make_doc(text), content, danger, shared_encoder().encode)

    return find


def test_nearly_all_unseen_crises_are_heard(kind_of: Any) -> None:
    lines = [line for kind, told in UNSEEN.items() if kind != "none" for line in told]
    missed = [line for line in lines if kind_of(line) is None]
    assert len(missed) <= len(lines) * 0.03, missed


def test_few_figures_of_speech_are_taken_for_danger(kind_of: Any) -> None:
    taken = [line for line in UNSEEN["none"] if kind_of(line)]
    assert len(taken) <= 1, taken


def test_lines_that_nothing_was_tuned_on_do_nearly_as_well(kind_of: Any) -> None:
    """Measured once with the whole training data: 33 of 34 heard, 5 of 40 look-alikes taken."""
    lines = [line for kind, told in FRESH.items() if kind != "none" for line in told]
    missed = [line for line in lines if kind_of(line) is None]
    taken = [line for line in FRESH["none"] if kind_of(line)]
    assert len(missed) <= 2, missed
    assert len(taken) <= 6, taken


def test_the_look_alikes_of_the_content_pass(kind_of: Any, content: CrisisContent) -> None:
    for kind in content.kinds:
        assert [line for line in kind.hard_negatives if kind_of(line)] == []


def test_most_unseen_crises_get_the_right_kind(kind_of: Any) -> None:
    told = [(kind, line) for kind, lines in UNSEEN.items() if kind != "none" for line in lines]
    right = sum(kind_of(line) == kind for kind, line in told)
    assert right >= 0.8 * len(told)


def test_no_test_line_is_a_training_line(content: CrisisContent) -> None:
    learned = {bare(line) for kind in content.kinds for line in kind.examples + kind.hard_negatives}
    told = [*UNSEEN.values(), *FRESH.values()]
    tested = {bare(line) for lines in told for line in lines}
    assert not learned & tested
