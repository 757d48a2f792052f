"""Measures load, ours beside the stock Rasa pipeline, and how the cost of a turn grows. See README.md."""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.throughput.growth import by_services, by_turns
from benchmarks.throughput.measuring import Figures, at_once, busy_system, by_minutes
from benchmarks.throughput.tables import put_into
from benchmarks.turn_latency.table import machine
from benchmarks.turn_latency.variants import EPOCHS, ours, trained, variants
from bot.cli.errors import CannotRunError

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
CONVERSATIONS = (1, 10, 50, 200, 500)
PARTS = ("load", "services", "turns", "endurance")
_WARM_UP = 15.0
_OF_CAPACITY = 0.7


def main() -> None:
    """Measure the parts that are asked for, keep their results, and write the README's tables anew."""
    options = read_options()
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    load = os.getloadavg()[0]
    for part in options.parts:
        results[part] = {
            "figures": _measure(part, options),
            "circumstances": _circumstances(part, options, load),
        }
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    put_into(HERE / "README.md", results)


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="none: only the tables")
    parser.add_argument("--rounds", type=int, default=3, help="how often, by turns")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each level of load")
    parser.add_argument("--stock-epochs", type=int, default=EPOCHS, help="a turn costs the same")
    parser.add_argument("--minutes", type=float, default=30.0, help="of endurance")
    return parser.parse_args()


def _circumstances(part: str, options: argparse.Namespace, load: float) -> str:
    rounds = "" if part == "endurance" else f", rounds: {options.rounds}"
    if part == "load":
        rounds += (
            f" of {options.seconds:.0f} s, epochs of stock: {options.stock_epochs} of {EPOCHS}"
        )
    return f"{datetime.now(UTC):%Y-%m-%d}{rounds}. {machine(load)}"


def _measure(part: str, options: argparse.Namespace) -> Any:
    if part == "load":
        return _load(options)
    model = trained(ours()).model
    if part == "services":
        return by_services(model, options.rounds)
    if part == "turns":
        return by_turns(model, options.rounds)
    return _endurance(model, options.minutes)


def _load(options: argparse.Namespace) -> dict[str, dict[str, list[Figures]]]:
    """Each level of load on each assistant, ours and stock by turns, each round from a start of its own."""
    chosen = variants(options.stock_epochs)
    models = {name: trained(variant).model for name, variant in chosen.items()}
    found: dict[str, dict[str, list[Figures]]] = {
        name: {str(many): [] for many in CONVERSATIONS} for name in models
    }
    for turn in range(options.rounds):
        for name, model in models.items():
            with busy_system(model) as system:
                at_once(system, 4, _WARM_UP)
                for many in CONVERSATIONS:
                    figures = at_once(system, many, options.seconds)
                    found[name][str(many)].append(figures)
                    _say(f"{turn + 1}/{options.rounds} {name}, {many} at once", figures)
    return found


def _endurance(model: Path, minutes: float) -> dict[str, Any]:
    """Minute by minute at a share of what the assistant can do."""
    with busy_system(model) as system:
        at_once(system, 10, _WARM_UP)
        capacity = at_once(system, 50, 2 * _WARM_UP)["per_second"]
        rate = _OF_CAPACITY * capacity
        return {"capacity": capacity, "rate": rate, "minutes": by_minutes(system, rate, minutes)}


def _say(what: str, figures: Figures) -> None:
    print(
        f"{what}: p50 {figures['p50']:.0f}, p95 {figures['p95']:.0f}, p99 {figures['p99']:.0f} ms, "
        f"{figures['per_second']:.1f} a second, {figures['processor_ms']:.0f} ms of processor time, "
        f"{figures['unanswered']} unanswered, {figures['memory']:.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    try:
        main()
    except CannotRunError as error:
        sys.exit(f"\n{error}")
