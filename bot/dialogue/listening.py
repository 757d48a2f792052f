"""What a sentence is about, by the words of content/listening.yml. Pure, and easy to check by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.catalogue.expected import Expecting
from bot.dialogue.words import count_runs, has_run, without_runs, words_of
from bot.feedback.tables import DRIVERS
from bot.text.content_file import ContentSyntaxError, read_yaml
from bot.text.numbers import small_number

OTHER = "other"


class ContentError(ValueError):
    """A content file has a fault; the text names the file, the entry and the reason."""


_BARE = 2
"""Words. So few after a "no" put nothing right: "no thanks"."""
_FEW = 5
"""Words. A longer text that holds a command says more than that."""
_SHORT_QUESTION = 11
"""Words. In a longer sentence "that" and "it" point at something within it."""


class Listening(BaseModel):
    """The lists of content/listening.yml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    should: tuple[str, ...]
    should_not_count: tuple[str, ...]
    acceptable: tuple[str, ...]
    will: tuple[str, ...]
    expecting_words: tuple[str, ...] = Field(alias="expecting")
    vague_times: tuple[str, ...]
    time_words: tuple[str, ...]
    promised: tuple[str, ...]
    how_to_complain: tuple[str, ...]
    complaining: tuple[str, ...]
    drivers: Mapping[str, tuple[str, ...]]
    for_myself: tuple[str, ...]
    for_another: tuple[str, ...]
    same_again: tuple[str, ...]
    first_person: tuple[str, ...]
    pointing_back: tuple[str, ...]
    rating: tuple[str, ...]
    beside_rating: tuple[str, ...]
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
    stopping_others: tuple[str, ...]
    not_answered: tuple[str, ...]
    not_knowing: tuple[str, ...]
    agreeing_first: tuple[str, ...]
    refusing_first: tuple[str, ...]
    denying: tuple[str, ...]
    asking_meaning: tuple[str, ...]
    going_back: tuple[str, ...]
    checking_again: tuple[str, ...]
    third_person: tuple[str, ...]
    agreed: Mapping[str, tuple[str, ...]]
    sending: tuple[str, ...]
    ways_to_reach: tuple[str, ...]
    reach_me: tuple[str, ...]
    survey_questions: tuple[str, ...]
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
        """Whether an expectation says what should be, what would do, or what will be."""
        return self.expecting_plainly(text) or Expecting.WILL

    def expecting_plainly(self, text: str) -> Expecting | None:
        """The same; `None` where no word tells."""
        counted = without_runs(text, self.should_not_count)
        if has_run(counted, self.should):
            return Expecting.SHOULD
        if has_run(counted, self.acceptable):
            return Expecting.ACCEPTABLE
        return Expecting.WILL if has_run(text, self.will) else None

    def says_other_than(self, asked: Expecting, text: str) -> bool:
        """Whether a text says plainly what will be when asked what should be, or the other way round."""
        said = self.expecting(text)
        return said is not asked and (asked is Expecting.WILL or has_run(text, self.will))

    def says_an_expectation(self, text: str) -> bool:
        """Whether any word of a text expects, hopes or wants."""
        return has_run(text, self.expecting_words) or self.expecting_plainly(text) is not None

    def only_expects(self, text: str) -> bool:
        """Whether a text names nothing but lengths of time and the expecting of them: "I expect it"."""
        words = self.expecting_words + self.will + self.should + self.vague_times + self.time_words
        rest = without_runs(text, words).split()
        return self.names_nothing(" ".join(each for each in rest if not _is_number(each)))

    def is_vague_time(self, text: str) -> bool:
        """Whether a text speaks of a length of time without a number ("it'll be months")."""
        return has_run(text, self.vague_times)

    def tells_of_a_promise(self, text: str) -> bool:
        """Whether a text repeats what somebody was promised ("you said you'd answer in a week")."""
        return has_run(text, self.promised)

    def asks_how_to_complain(self, text: str) -> bool:
        """Whether a text asks for the way to complain, and not only complains."""
        asks = self.is_question(text) and has_run(text, self.how_to_complain)
        return asks or has_run(text, self.complaining)

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

    def only_rates(self, text: str) -> bool:
        """Whether a text says no more than a number that rates: "I'd give it 4 stars"."""
        rest = without_runs(text, self.rating + self.beside_rating).split()
        return self.names_nothing(" ".join(each for each in rest if not _is_number(each)))

    def is_about_our_question(self, text: str) -> bool:
        """Whether "why" asks about a question of ours, and not about an answer."""
        return has_run(text, self.our_question)

    def asks_why_we_ask(self, text: str) -> bool:
        """Whether a text asks why we ask something: "why do you ask me how long it should take"."""
        return words_of(text)[:1] == ["why"] and self.is_about_our_question(text)

    def is_about_the_survey(self, text: str) -> bool:
        """Whether a text speaks of what the questions of the survey ask."""
        return has_run(text, self.survey_questions)

    def gives_nothing_but_a_way(self, text: str) -> bool:
        """Whether the words beside a number or an email address say no more than that it is one."""
        runs = self.ways_to_reach + self.reach_me
        return self.names_nothing(without_runs(text, runs))

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

    def leads_with(self, text: str) -> str | None:
        """``yes`` or ``no`` by how a text begins; ``None`` when it begins otherwise."""
        words = words_of(text)
        if any(_begins(words, run) for run in self.refusing_first):
            return "no"
        begun = [run for run in self.agreeing_first if _begins(words, run)]
        # "She does not" begins like "she does".
        behind = words[len(begun[0].split()) :] if begun else []
        return "yes" if begun and not (behind and behind[0] in self.denying) else None

    def agreed_fact(self, text: str) -> str | None:
        """The fact that a short yes names ("yes universal credit"); ``None`` when it names none."""
        if self.leads_with(text) != "yes" or len(words_of(text)) > _FEW or self.is_question(text):
            return None
        return next((name for name, runs in self.agreed.items() if has_run(text, runs)), None)

    def asks_meaning(self, text: str) -> bool:
        """Whether a text asks what something is ("wait, what is PIP")."""
        return has_run(text, self.asking_meaning)

    def cannot_say(self, text: str) -> bool:
        """Whether somebody does not know what they are asked."""
        return has_run(text, self.not_knowing)

    def goes_back(self, text: str) -> bool:
        """Whether a few words ask for the question before."""
        return len(words_of(text)) <= _FEW and has_run(text, self.going_back)

    def checks_again(self, text: str) -> bool:
        """Whether a short text asks for the check from its first question."""
        return len(words_of(text)) <= _SHORT_QUESTION and has_run(text, self.checking_again)

    def speaks_of_another(self, text: str) -> bool:
        """Whether a text means somebody spoken of before ("can she get it too")."""
        return has_run(text, self.third_person)

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


def _is_number(word: str) -> bool:
    return small_number(word) is not None


def _begins(words: Sequence[str], run: str) -> bool:
    parts = run.split()
    return words[: len(parts)] == parts


def load_listening(path: Path) -> Listening:
    """Read the file. Raises ContentError."""
    listening: Listening = read_model(path, Listening)
    return listening


def read_model(path: Path, model: type[Any]) -> Any:
    """A content file that is one record. Raises ContentError with file, entry and reason."""
    try:
        return model.model_validate(read_yaml(path))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        entry = ".".join(map(str, fault["loc"])) or "file"
        raise ContentError(f"{path.name}: {entry}: {fault['msg']}") from None
    except ContentSyntaxError as error:
        raise ContentError(str(error)) from None
