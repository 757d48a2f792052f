"""Scores understanding, on public sets and on our own, and writes the README's tables anew. See README.md."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.understanding.measures import at_false_rejection, measure
from benchmarks.understanding.own_sets import shares
from benchmarks.understanding.public_sets import OUT_OF_SCOPE, SETS, IntentSet, MissingDataError
from benchmarks.understanding.systems import SYSTEMS, Tell
from benchmarks.understanding.tables import put_into
from bot.cli.environment import load_environment, settings_without_secret
from bot.cli.training import train_if_needed
from bot.text.encoder import SentenceEncoder

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
_REMEMBERED = 60_000


def main() -> None:
    """Score what is asked for, keep each result, and write the tables from everything that is kept."""
    options = read_options()
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    encoder = SentenceEncoder(cached_sentences=_REMEMBERED)
    for name in options.sets:
        keep(
            results,
            name,
            score_own() if name == "own" else score_public(name, options.systems, encoder),
        )
    put_into(HERE / "README.md", results)


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", choices=[*SETS, "own"], default=[*SETS, "own"])
    parser.add_argument("--systems", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    return parser.parse_args()


def keep(results: dict[str, Any], name: str, found: dict[str, Any]) -> None:
    """Add what was found to the file at once: a run that is broken off loses nothing."""
    results[name] = {**results.get(name, {}), **found}
    results["circumstances"] = circumstances()
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")


def score_own() -> dict[str, Any]:
    """Our own sets, through the model as trained from the files as they are."""
    load_environment()
    model = train_if_needed(settings_without_secret())
    return shares(model)


def score_public(name: str, systems: list[str], encoder: SentenceEncoder) -> dict[str, Any]:
    """Each system on one public set."""
    intents = SETS[name]()
    found = {}
    for system in systems:
        began = time.monotonic()
        tell = SYSTEMS[system](intents.train, intents.validation, encoder)
        seconds = time.monotonic() - began
        found[system] = {**of(tell, intents), "training_seconds": seconds}
        print(f"{intents.name}, {system}: {found[system]['accuracy']:.2f} %", flush=True)
    return found


def of(tell: Tell, intents: IntentSet) -> dict[str, float | None]:
    """The measures of one trained system, with its threshold from the validation part."""
    truth = np.array([label for _, label in intents.test])
    threshold = None
    if OUT_OF_SCOPE in truth:
        ours = [text for text, label in intents.validation if label != OUT_OF_SCOPE]
        threshold = at_false_rejection(tell(ours)[2])
    return measure(tell([text for text, _ in intents.test]), truth, threshold).as_dict()


def circumstances() -> dict[str, str]:
    """When, and on what."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "machine": platform.machine(),
    }


if __name__ == "__main__":
    try:
        main()
    except MissingDataError as error:
        sys.exit(str(error))
