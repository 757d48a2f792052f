"""Rasa's own command line, started lean: ``python -m bot.nlu.process run --model …`` is ``rasa run``."""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.shells import do_without_tensorflow, may_need_tensorflow

_POLICIES = {
    "MemoizationPolicy": "rasa.core.policies.memoization.MemoizationPolicy",
    "RulePolicy": "rasa.core.policies.rule_policy.RulePolicy",
}
"""Where those of Rasa's own live that a config.yml names without their place."""

_UNKNOWN = ["unknown"]
_MISSING = (
    "TensorFlow is not installed, and the pipeline may need it for: {}. To install it: "
    "make install-tensorflow"
)


def main() -> None:
    """Run Rasa with the arguments of this command."""
    arguments = sys.argv[1:]
    used = components(arguments)
    if not do_without_tensorflow(used) and find_spec("tensorflow") is None:
        sys.exit(_MISSING.format(", ".join(may_need_tensorflow(used))))
    if arguments[:1] == ["train"]:
        from bot.nlu.beforehand import encode_published_meanwhile

        encode_published_meanwhile()
    from rasa.__main__ import main as rasa

    rasa()


def components(arguments: list[str]) -> list[str]:
    """The full class names of all components that a command of Rasa will use."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-m", "--model", type=Path)
    parser.add_argument("-c", "--config", type=Path, default=Path("config.yml"))
    told, _ = parser.parse_known_args(arguments)
    if told.model is None:
        return _of_config(told.config)
    return _of_model(told.model) if told.model.is_file() else _UNKNOWN


def _of_model(model: Path) -> list[str]:
    with tarfile.open(model) as archive:
        name = next(each for each in archive.getnames() if Path(each) == Path("metadata.json"))
        metadata: Any = archive.extractfile(name)
        schemas = json.load(metadata)
    return [each["uses"] for each in schemas["predict_schema"]["nodes"].values()]


def _of_config(config: Path) -> list[str]:
    told = yaml.safe_load(config.read_text(encoding="utf-8"))
    if not (told.get("pipeline") and told.get("policies")):
        return _UNKNOWN  # Rasa then takes its own default
    named = [each["name"] for part in ("pipeline", "policies") for each in told[part]]
    return [_POLICIES.get(each, each) for each in named]


if __name__ == "__main__":
    main()
