"""The training sentences are clear: enough for each intent, no clash, nobody else's words."""

import csv
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
NLU_FILES = sorted((ROOT / "data" / "nlu").glob("*.yml"))
DEV_FILE = Path(__file__).parent / "understanding" / "intents_dev.yml"
PUBLIC_DATA = ROOT.parent / "shared" / "data"

FEWEST_EXAMPLES = 30
DEV_SENTENCES = 4
# "are you a robot" stands in every data set because everybody says it; five words are a sentence.
SHORTEST_COPY = 5

NAMES = """
    find_service ask_how_to_apply ask_eligibility ask_cost ask_documents ask_duration ask_contact
    ask_opening_hours ask_status ask_appeal state_exception report_problem state_expectation
    state_importance express_satisfaction express_dissatisfaction give_rating decline_ask
    state_about_me state_interaction_preference forget_fact ask_why ask_my_data delete_my_data
    give_consent refuse_consent ask_for_person leave_message out_of_scope crisis greet goodbye thank
    affirm deny help repeat start_again cancel other_one next_step bot_challenge
"""
INTENTS = set(NAMES.split())

LOOKS_PERSONAL = re.compile(r"@|\d{5}|\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b")
MARKUP = re.compile(r"[\[\]{}]|^/")


def plain(text: str) -> str:
    """The text without case, punctuation and extra spaces; emoji stay."""
    kept = (c for c in text.casefold() if not unicodedata.category(c).startswith("P"))
    return " ".join("".join(kept).split())


def examples_in(path: Path) -> Iterator[tuple[str, str]]:
    """Each (intent, sentence) of one training file."""
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            yield block["intent"], line.removeprefix("- ").strip()


def training() -> list[tuple[str, str]]:
    return [pair for path in NLU_FILES for pair in examples_in(path)]


def held_out() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load(DEV_FILE.read_text(encoding="utf-8"))
    return loaded


def public_sentences() -> Iterator[str]:
    """Every sentence of the public data sets that lie beside the project."""
    nlu = PUBLIC_DATA / "nlu"
    for path in nlu.rglob("seq.in"):
        yield from path.read_text(encoding="utf-8").splitlines()
    for path in nlu.glob("clinc150/*.json"):
        parts = json.loads(path.read_text(encoding="utf-8")).values()
        yield from (row[0] for part in parts for row in part)
    for path in nlu.glob("banking77/*.csv"):
        with path.open(encoding="utf-8", newline="") as rows:
            yield from (row["text"] for row in csv.DictReader(rows))
    for path in nlu.glob("*.jsonl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from (json.loads(line)["first_turn"] for line in lines)


@pytest.mark.parametrize("path", NLU_FILES, ids=lambda path: path.name)
def test_a_training_file_names_its_version_and_states_its_borders(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["version"] == "3.1"
    assert text.startswith("#")
    assert "\n# Border" in text


@pytest.mark.parametrize("path", NLU_FILES, ids=lambda path: path.name)
def test_every_line_of_a_training_file_is_an_example(path: Path) -> None:
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        broken = [line for line in block["examples"].splitlines() if not line.startswith("- ")]
        assert not broken, f"{path.name}: {block['intent']}"


def test_every_agreed_intent_is_taught_and_no_other() -> None:
    assert {intent for intent, _ in training()} == INTENTS


def test_each_intent_has_enough_examples() -> None:
    counts = Counter(intent for intent, _ in training())
    assert {intent: n for intent, n in counts.items() if n < FEWEST_EXAMPLES} == {}


def test_no_intent_is_taught_in_two_places() -> None:
    blocks = [b["intent"] for f in NLU_FILES for b in yaml.safe_load(f.read_text("utf-8"))["nlu"]]
    assert [name for name, n in Counter(blocks).items() if n > 1] == []


def test_no_sentence_stands_twice_whether_in_one_intent_or_two() -> None:
    seen: dict[str, list[str]] = {}
    for intent, sentence in training():
        seen.setdefault(plain(sentence), []).append(intent)
    assert {text: intents for text, intents in seen.items() if len(intents) > 1} == {}


def test_no_example_is_empty_or_carries_markup() -> None:
    assert [s for _, s in training() if not plain(s) or MARKUP.search(s)] == []


def test_no_example_looks_like_personal_data() -> None:
    assert [s for _, s in training() if LOOKS_PERSONAL.search(s)] == []


def test_the_held_out_sentences_cover_each_intent_equally() -> None:
    assert {i: len(sentences) for i, sentences in held_out().items()} == dict.fromkeys(
        INTENTS, DEV_SENTENCES
    )


def test_no_held_out_sentence_is_trained_on() -> None:
    taught = {plain(sentence) for _, sentence in training()}
    assert [s for group in held_out().values() for s in group if plain(s) in taught] == []


@pytest.mark.slow
def test_rasas_own_validation_finds_nothing() -> None:
    # A training goes without it: it reads everything once more.
    command = "-m bot.nlu.process data validate --fail-on-warnings --domain domain.yml --data data"
    validation = subprocess.run(
        [sys.executable, *command.split()], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert validation.returncode == 0, validation.stderr[-2000:]


def test_no_sentence_is_copied_from_a_public_data_set() -> None:
    if not PUBLIC_DATA.is_dir():
        pytest.skip("the public data sets are not beside this checkout")
    public = {plain(s) for s in public_sentences() if len(s.split()) >= SHORTEST_COPY}
    ours = [s for _, s in training()] + [s for group in held_out().values() for s in group]
    assert [s for s in ours if plain(s) in public] == []
