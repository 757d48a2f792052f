"""What a sentence is about, by the words of content/listening.yml. Pure, and easy to check by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from bot.catalogue.expected import Expecting
from bot.dialogue.words import count_runs, has_run, without_runs, words_of
from bot.feedback.tables import DRIVERS

OTHER = "other"


class ContentError(ValueError):
    """A content file has a fault; the text names the file, the entry and the reason."""


_BARE = 2
"""Words. So few after a "no" put nothing right: "no thanks"."""
_SHORT_QUESTION = 11
"""Words. In a longer sentence "that" and "it" point at something within it."""


class Listening(BaseModel):
    """The lists of content/listening.yml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    should: tuple[str, ...]
    should_not_count: tuple[str, ...]
    will: tuple[str, ...]
    drivers: Mapping[str, tuple[str, ...]]
    for_myself: tuple[str, ...]
    for_another: tuple[str, ...]
    same_again: tuple[str, ...]
    first_person: tuple[str, ...]
    pointing_back: tuple[str, ...]
    rating: tuple[str, ...]
    our_question: tuple[str, ...]
    questions: tuple[str, ...]
    places: Mapping[int, tuple[str, ...]]
    facts: Mapping[str, tuple[str, ...]]
    reporting: tuple[str, ...]
    own_report: tuple[str, ...]
    checking: tuple[str, ...]
    naming_nothing: tuple[str, ...]
    correcting: tuple[str, ...]
    correcting_first: tuple[str, ...]
    declining: tuple[str, ...]
    stopping: tuple[str, ...]
    not_knowing: tuple[str, ...]
    sending: tuple[str, ...]
    report_parts: Mapping[str, tuple[str, ...]]
    demonstration: bool = False

    @field_validator("drivers")
    @classmethod
    def _known(cls, drivers: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        unknown = sorted(set(drivers) - set(DRIVERS))
        if unknown:
            raise ValueError(f"{', '.join(unknown)} is not a driver")
        return drivers

    def expecting(self, text: str) -> Expecting:
        """Whether an expectation says what should be, or what will be."""
        counted = without_runs(text, self.should_not_count)
        return Expecting.SHOULD if has_run(counted, self.should) else Expecting.WILL

    def says_other_than(self, asked: Expecting, text: str) -> bool:
        """Whether a text says plainly what will be when asked what should be, or the other way round."""
        said = self.expecting(text)
        return said is not asked and (said is Expecting.SHOULD or has_run(text, self.will))

    def driver_of(self, text: str) -> str:
        """The driver of trust that a text is about; ``other`` when no word tells."""
        counts = {driver: count_runs(text, runs) for driver, runs in self.drivers.items()}
        best = max(counts, key=lambda driver: counts[driver], default=OTHER)
        return best if counts.get(best) else OTHER

    def asks_the_same(self, text: str) -> bool:
        """Whether a short text asks the same as before about something else ("and the bus pass?")."""
        words = words_of(text)
        begins = any(words[: len(run.split())] == run.split() for run in self.same_again)
        return begins and len(words) <= _SHORT_QUESTION

    def speaks_of_self(self, text: str) -> bool:
        """Whether a text is in the first person."""
        return has_run(text, self.first_person)

    def is_for_myself(self, text: str) -> bool:
        """Whether somebody goes back to asking for themselves."""
        return has_run(text, self.for_myself)

    def points_back(self, text: str) -> bool:
        """Whether a short text is about what was spoken of before ("how much is that?")."""
        return len(words_of(text)) <= _SHORT_QUESTION and has_run(text, self.pointing_back)

    def is_rating(self, text: str) -> bool:
        """Whether a number in a text is a rating of something ("four stars")."""
        return has_run(text, self.rating)

    def is_about_our_question(self, text: str) -> bool:
        """Whether "why" asks about a question of ours, and not about an answer."""
        return has_run(text, self.our_question)

    def is_for_another(self, text: str) -> bool:
        """Whether somebody asks for another person without saying who ("it's for him")."""
        return len(words_of(text)) <= _SHORT_QUESTION and has_run(text, self.for_another)

    def is_question(self, text: str) -> bool:
        """Whether a text is clearly a question: by its mark, or by how it begins."""
        words = words_of(text)
        return text.rstrip().endswith("?") or bool(words and words[0] in self.questions)

    def corrects(self, text: str) -> bool:
        """Whether a text puts something right that was said before ("no, it is on Mill Street")."""
        words = words_of(text)
        begins = words[:1] and words[0] in self.correcting_first and len(words) > _BARE
        return bool(begins) or has_run(text, self.correcting)

    def names_nothing(self, text: str) -> bool:
        """Whether a text is made of words that name nothing ("and how much is it?")."""
        runs, words = self._nothings
        # Runs first: "to book" is gone before "to" is.
        return words.issuperset(without_runs(text, runs).split())

    @cached_property
    def _nothings(self) -> tuple[tuple[str, ...], frozenset[str]]:
        """The runs of several words, and the single words."""
        runs = tuple(each for each in self.naming_nothing if " " in each)
        return runs, frozenset(self.naming_nothing) - set(runs)

    def sends(self, text: str) -> bool:
        """Whether a short text says that what was shown may be sent."""
        return len(words_of(text)) <= _SHORT_QUESTION and has_run(text, self.sending)

    def place_in(self, text: str, count: int) -> int | None:
        """Which of ``count`` things a text means ("the second one"), from 0; ``None`` when none."""
        for place, runs in self.places.items():
            index = place - 1 if place > 0 else count + place
            if 0 <= index < count and has_run(text, runs):
                return index
        return None

    def fact_named(self, text: str, known: Sequence[str]) -> str | None:
        """The first of the known facts that a text names ("my age"); ``None`` when it names none."""
        named = (name for name in known if has_run(text, self.facts.get(name, ())))
        return next(named, None)


def load_listening(path: Path) -> Listening:
    """Read the file. Raises ContentError."""
    listening: Listening = read_model(path, Listening)
    return listening


def read_model(path: Path, model: type[Any]) -> Any:
    """A content file that is one record. Raises ContentError with file, entry and reason."""
    try:
        return model.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        entry = ".".join(map(str, fault["loc"])) or "file"
        raise ContentError(f"{path.name}: {entry}: {fault['msg']}") from None
    except (OSError, yaml.YAMLError) as error:
        raise ContentError(f"{path.name}: cannot be read ({type(error).__name__})") from None
