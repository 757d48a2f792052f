"""What the benchmark of turns says, compares and writes down. It is itself run by hand."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from benchmarks.turn_latency.script import cut, read_script
from benchmarks.turn_latency.table import ROWS, circumstances, put_into, spread, table
from benchmarks.turn_latency.usage import (
    memory,
    processor_seconds,
    processor_seconds_of_all,
    with_children,
)
from benchmarks.turn_latency.variants import ours, stock
from bot.settings import ROOT
from bot.text.plain import plain


def bare(text: str) -> str:
    """A text for comparison."""
    return plain(text).casefold().strip(" .!?\"'")


def lines_known_elsewhere() -> set[str]:
    """Every line of the training data, the catalogue and the tests, without what marks it as an entry."""
    files = [
        path
        for folder in ("data", "content", "tests/content", "tests/conversations")
        for path in (ROOT / folder).rglob("*.yml")
    ]
    lines = (line for path in files for line in path.read_text().splitlines())
    return {bare(re.sub(r"^[\s-]*(\{?say: )?", "", line)) for line in lines}


def figures(**known: float) -> dict[str, float]:
    return {row.key: 1.0 for row in ROWS} | known


def everything_said() -> list[str]:
    script = read_script()
    return [bare(text) for chat in (*script.warm_up, *script.conversations) for text in chat]


def test_no_message_is_said_twice():
    assert [text for text, times in Counter(everything_said()).items() if times > 1] == []


def test_no_message_is_known_from_elsewhere():
    # What is shorter everybody says.
    said = {text for text in everything_said() if len(text.split()) >= 5}
    assert sorted(lines_known_elsewhere() & said) == []


def test_a_script_is_cut_after_so_many_turns():
    assert cut([["a", "b"], ["c", "d"], ["e"]], 3) == [["a", "b"], ["c"]]
    assert read_script(20).turns == 20


def test_a_whole_run_stays_within_the_rate_limits():
    limits = yaml.safe_load((ROOT / "content" / "policy.yml").read_text())["rate_limits"]
    script = read_script()
    every = [*script.warm_up, *script.conversations]
    assert max(map(len, every)) <= limits["messages_per_minute"]
    assert sum(map(len, every)) < limits["messages_per_minute_per_address"]


def test_only_the_configuration_differs():
    assert set(stock().inputs) < set(ours().inputs)
    assert "data/**/*.yml" in stock().inputs
    assert ours().config == (ROOT / "config.yml").read_text()


def test_the_stock_pipeline_is_the_one_that_rasa_ships():
    config = yaml.safe_load(stock().config)
    by_name = {part["name"]: part for part in config["pipeline"] + config["policies"]}
    trained_in_epochs = {name for name, part in by_name.items() if part.get("epochs") == 100}
    assert trained_in_epochs == {
        "DIETClassifier",
        "ResponseSelector",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
    }


def test_a_figure_is_a_median_with_its_range():
    assert spread([3.0, 1.0, 2.0], 1) == "2.0 (1.0–3.0)"
    assert spread([2.01, 2.04], 1) == "2.0"


def test_each_start_is_compared_with_its_neighbour():
    runs = {
        "ours": [figures(turn_p50=10), figures(turn_p50=20)],
        "stock": [figures(turn_p50=30), figures(turn_p50=40)],
    }
    line = next(line for line in table(runs).splitlines() if "turn p50" in line)
    assert line == "| turn p50, ms | 15.0 (10.0–20.0) | 35.0 (30.0–40.0) | 2.50 (2.00–3.00) |"


def test_one_alone_has_no_ratios():
    assert table({"ours": [figures()]}).splitlines()[0] == "|  | ours |"


def test_the_result_takes_its_place_in_the_readme(tmp_path: Path):
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- result -->\nold\n<!-- end of result -->\nafter\n")
    put_into(readme, "new\\1\n")
    assert readme.read_text() == (
        "before\n<!-- result -->\n\nnew\\1\n\n<!-- end of result -->\nafter\n"
    )


def test_a_readme_without_a_place_is_left_alone(tmp_path: Path):
    readme = tmp_path / "README.md"
    readme.write_text("nothing here\n")
    with pytest.raises(ValueError, match="no place for the result"):
        put_into(readme, "new\n")


def test_the_circumstances_name_versions_and_load():
    said = circumstances(["ours-1.tar.gz"], repeats=5, turns=172, load=0.25)
    assert "rasa 3.6" in said
    assert "load before the run 0.2" in said


def test_what_this_process_uses_can_be_read():
    pid = os.getpid()
    assert with_children(pid)[0] == pid
    used = memory(pid, children=False)
    assert 0 < used["pss"] <= used["rss"]
    assert 0 < processor_seconds(pid) < processor_seconds_of_all()
