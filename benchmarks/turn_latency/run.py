"""Measures turn latency, start, memory and training: ours beside the stock Rasa pipeline. See README.md."""

import argparse
import os
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.turn_latency.measuring import Figures, measure
from benchmarks.turn_latency.script import Script, read_script
from benchmarks.turn_latency.table import circumstances, put_into, table
from benchmarks.turn_latency.variants import EPOCHS, NAMES, Trained, trained, variants
from bot.cli.errors import CannotRunError

README = Path(__file__).parent / "README.md"


def main() -> None:
    """Train what is not trained yet, measure by turns, print the table and put it into the README."""
    options = read_options()
    chosen = variants(options.stock_epochs)
    names = [options.only] if options.only else NAMES
    load = os.getloadavg()[0]
    models = {name: trained(chosen[name], again=options.retrain) for name in names}
    if options.repeats == 0:
        return
    script = read_script(options.turns)
    runs = alternate(models, options.repeats, script)
    files = [each.model.name for each in models.values()]
    result = f"{table(runs)}\n{circumstances(files, options.repeats, script.turns, load)}"
    if options.stock_epochs < EPOCHS:
        result += f"\nStock was trained for {options.stock_epochs} of its {EPOCHS} epochs.\n"
    print(f"\n{result}")
    if options.only:
        print("One alone is no comparison: the README stays as it is.")
    else:
        put_into(README, result)


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=NAMES, help="measure one and leave the README alone")
    parser.add_argument("--repeats", type=int, default=5, help="starts of each; 0 only trains")
    parser.add_argument("--turns", type=int, help="fewer turns a start than the script has")
    parser.add_argument(
        "--stock-epochs", type=int, default=EPOCHS, help="fewer train sooner; a turn costs the same"
    )
    parser.add_argument("--retrain", action="store_true", help="train even what is in the cache")
    options = parser.parse_args()
    if options.repeats < 0 or (options.turns is not None and options.turns < 2):
        parser.error("--repeats must be 0 or more, --turns 2 or more")
    return options


def alternate(models: dict[str, Trained], repeats: int, script: Script) -> dict[str, list[Figures]]:
    """The figures of every start: A B A B …, so that a change of the machine's mood hits both."""
    runs: dict[str, list[Figures]] = {name: [] for name in models}
    for repeat in range(repeats):
        for name, each in models.items():
            figures = measure(each.model, script) | of_training(each)
            runs[name].append(figures)
            print(f"{repeat + 1}/{repeats} {name}: {summary(figures)}", flush=True)
    return runs


def of_training(each: Trained) -> Figures:
    """What a training took, and the size of what came of it."""
    took = asdict(each.training)
    return {
        "training": took["seconds"],
        "training_processor": took["processor_seconds"],
        "training_memory": took["peak_megabytes"],
        "model_size": each.model.stat().st_size / 1024**2,
    }


def summary(figures: Figures) -> str:
    """A line for whoever waits."""
    return (
        f"first answer {figures['first_answer']:.1f} s, "
        f"turn {figures['turn_p50']:.1f} / {figures['turn_p95']:.1f} ms, "
        f"parse {figures['parse_p50']:.1f} / {figures['parse_p95']:.1f} ms, "
        f"{figures['all_pss']:.0f} MB, "
        f"others {figures['others']:.0f} %"
    )


if __name__ == "__main__":
    try:
        main()
    except CannotRunError as error:
        sys.exit(f"\n{error}")
