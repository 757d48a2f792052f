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
from bot.text.crisis import Alarm, Danger, detect
from bot.text.crisis_content import CrisisContent, bare, load_crisis_content
from bot.text.danger import DangerModel
from bot.text.encoder import shared_encoder
from tests.support.trained import part_of

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).parent / "crisis"
UNSEEN: dict[str, list[str]] = yaml.safe_load((CORPUS / "unseen.yml").read_text(encoding="utf-8"))
FRESH: dict[str, list[str]] = yaml.safe_load((CORPUS / "fresh.yml").read_text(encoding="utf-8"))
SECOND: dict[str, list[str]] = yaml.safe_load((CORPUS / "second.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def nlp() -> Any:
    from bot.nlu.spacy_model import load_language

    return load_language()


@pytest.fixture(scope="module")
def content() -> CrisisContent:
    return load_crisis_content(ROOT / "content" / "crisis.yml")


@pytest.fixture(scope="module")
def danger(trained_components: Path) -> Danger:
    return Danger(DangerModel.load(part_of(trained_components, "CrisisDetector")))


@pytest.fixture(scope="module")
def alarm_of(content: CrisisContent, danger: Danger, nlp: Any) -> Any:
    def find(text: str) -> Alarm | None:
        return detect(nlp.make_doc(text), content, danger, shared_encoder().encode_wide)

    return find


@pytest.fixture(scope="module")
def kind_of(alarm_of: Any) -> Any:
    """The kind of a sure danger."""

    def find(text: str) -> str | None:
        alarm = alarm_of(text)
        return alarm.kind if alarm and alarm.sure else None

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


def test_of_a_second_author_nine_in_ten_are_heard_and_hardly_a_look_alike_is_taken(
    alarm_of: Any, kind_of: Any
) -> None:
    """Surely or possibly: 93 % of the half that was looked at and 91 % of the other; surely: 86 and 84 %."""
    lines = [line for kind, told in SECOND.items() if kind != "none" for line in told]
    heard = [line for line in lines if alarm_of(line)]
    surely = [line for line in lines if kind_of(line)]
    taken = [line for line in SECOND["none"] if kind_of(line)]
    assert len(heard) >= 0.89 * len(lines)
    assert len(surely) >= 0.78 * len(lines)
    assert len(taken) <= 6, taken


def test_nearly_all_look_alikes_of_the_content_pass(kind_of: Any, content: CrisisContent) -> None:
    alike = [line for kind in content.kinds for line in kind.hard_negatives]
    taken = [line for line in alike if kind_of(line)]
    assert len(taken) <= 0.005 * len(alike), taken


def test_most_unseen_crises_get_the_right_kind(kind_of: Any) -> None:
    told = [(kind, line) for kind, lines in UNSEEN.items() if kind != "none" for line in lines]
    right = sum(kind_of(line) == kind for kind, line in told)
    assert right >= 0.8 * len(told)


def test_no_test_line_is_a_training_line(content: CrisisContent) -> None:
    learned = {bare(line) for kind in content.kinds for line in kind.examples + kind.hard_negatives}
    told = [*UNSEEN.values(), *FRESH.values()]
    tested = {bare(line) for lines in told for line in lines}
    assert not learned & tested
