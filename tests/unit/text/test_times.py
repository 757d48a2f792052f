"""Durations and dates are read as people say them (corpus: tests/content/times)."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.dates import read_dates
from bot.text.durations import Duration, read_durations
from tests.support.patience import bounded_work

NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/London"))
CORPUS = Path(__file__).parents[2] / "content" / "times" / "durations.yml"
LINES = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))


def _plain(found: Duration) -> str:
    low = f" low={found.low}" if found.low else ""
    return found.value + low + " working" * found.working + " elapsed" * found.elapsed


@pytest.mark.parametrize("line", LINES, ids=[line["say"] for line in LINES])
def test_a_line_of_the_corpus_is_read_exactly(line: dict) -> None:
    durations = [_plain(found) for found in read_durations(line["say"], NOW)]
    dates = [found.value for found in read_dates(line["say"], NOW)]

    assert (durations, dates) == (line.get("durations", []), line.get("dates", []))


def test_offsets_count_characters_even_after_an_emoji() -> None:
    text = "😀 about two to three weeks 😀"
    (found,) = read_durations(text, NOW)
    assert text[found.start : found.end] == "two to three weeks"


def test_an_abbreviation_keeps_its_own_offsets() -> None:
    text = "abt 6wks i think"
    (found,) = read_durations(text, NOW)
    assert text[found.start : found.end] == "6wks"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        read_durations("two weeks", datetime(2026, 11, 24))


@pytest.mark.parametrize(
    "text", ["two weeks " * 1000, "1 " * 5000, "week" * 2500, "a " * 5000, "by friday " * 1000]
)
def test_ten_thousand_characters_are_read_in_little_time(text: str) -> None:
    read_durations("two weeks", NOW), read_dates("by friday", NOW)  # the library is loaded
    with bounded_work():
        read_durations(text, NOW), read_dates(text, NOW)


INTERRUPTED = """
import datetime, os, signal, time
from bot.text.durations import read_durations
# Whoever starts the tests may have told their children to ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
read_durations("two weeks", datetime.datetime.now(datetime.UTC))
os.kill(os.getpid(), signal.SIGINT)
time.sleep(5)
"""


def test_control_c_still_works_after_the_parser_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=30
    )
    assert done.returncode != 0
    assert "KeyboardInterrupt" in done.stderr


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["two weeks", "by friday", "3wks", "1.5 days"]))
def test_any_text_around_a_time_is_survived_and_spans_stay_inside(noise: str, phrase: str) -> None:
    text = f"{noise} {phrase} {noise}"
    for found in [*read_durations(text, NOW), *read_dates(text, NOW)]:
        assert 0 <= found.start < found.end <= len(text)
