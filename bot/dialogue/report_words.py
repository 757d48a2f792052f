"""The words by which the assistant finds its way through a report, of content/reporting.yml. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.dialogue.listening import read_model
from bot.dialogue.words import has_run, without_runs, words_of

Runs = tuple[str, ...]
_SHORT = 5
"""Words. So much may be said besides an order: "yes, go back please"."""
_COURTESIES = (
    "please",
    "thanks",
    "thank you",
    "yes",
    "ok",
    "okay",
    "just",
    "now",
    "can we",
    "lets",
)


class ReportWords(BaseModel):
    """The lists of content/reporting.yml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    place_words: Runs
    landmarks: Runs
    house_words: Runs
    counted: Runs
    corners: Runs
    hollow: Runs
    skipping: Runs
    going_back: Runs
    going_on: Runs
    surely_stopping: Runs
    ending: Mapping[str, Runs]
    changing: Runs
    declining: Runs
    asking_to_be_reached: Runs
    about_contact: Runs
    once_more: Runs
    asked_of: Runs
    asking_when: Runs
    withdrawing: Runs
    adding: Runs
    putting_right: Runs
    not_done: Runs
    done: Runs
    demonstration: bool = False

    def is_only(self, text: str, runs: Runs) -> bool:
        """Whether a text is one of the runs, courtesies aside: "skip that, please"."""
        words = words_of(text)
        said = {" ".join(words), without_runs(text, _COURTESIES)}
        return len(words) <= _SHORT and bool(said.intersection(runs))

    def may_end(self, intent: str, text: str) -> bool:
        """Whether a text says what its intent, one of those that end a report, takes it for."""
        return has_run(text, self.ending[intent])

    def has_house_number(self, text: str) -> bool:
        """Whether a number in a text may be that of a house: "12 Mill Lane", not "three times in 2 weeks"."""
        words = words_of(text)
        followers = [*words[1:], ""]
        return any(
            word[0].isdigit() and not _is_ordinal(word) and not has_run(after, self.counted)
            for word, after in zip(words, followers, strict=False)
        )

    def says_no_more_than(self, text: str, runs: Iterable[str]) -> bool:
        """Whether nothing is left of a text without these runs."""
        longest_first = sorted(runs, key=lambda run: -len(run.split()))
        return not without_runs(text, longest_first)


def _is_ordinal(word: str) -> bool:
    return word.lstrip("0123456789") in ("st", "nd", "rd", "th", "am", "pm", "x")


def load_report_words(path: Path) -> ReportWords:
    """Read the file. Raises ContentError."""
    words: ReportWords = read_model(path, ReportWords)
    return words
