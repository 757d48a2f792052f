"""Content for a measurement: what the agencies publish, without limits, or with more services."""

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

_MANY = 10_000_000
_PLACES = "north south east west upper lower old new great little inner outer mid far near".split()


def without_limits(folder: Path) -> Path:
    """A copy of content/ in which one address may send as many messages as it likes."""
    copy = folder / "content"
    shutil.copytree(ROOT / "content", copy)
    policy = copy / "policy.yml"
    told = yaml.safe_load(policy.read_text(encoding="utf-8"))
    limits = told["rate_limits"]
    for name in limits:
        if "_per_minute" in name or "_per_hour" in name:
            limits[name] = _MANY
    policy.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return copy


def with_services(folder: Path, count: int) -> Path:
    """A copy of content/ with so many services: each entry again and again, for other places.

    Every copy has a name, keywords and ways of asking of its own, so that an index has that much to learn.
    """
    copy = without_limits(folder)
    files = sorted((copy / "services").rglob("*.yml"))
    told = {path: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}
    entries = [(path, each) for path in files for each in told[path]["services"]]
    for number in range(count - len(entries)):
        path, entry = entries[number % len(entries)]
        told[path]["services"].append(_elsewhere(entry, number // len(entries)))
    for path, content in told.items():
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    return copy


def _elsewhere(entry: dict[str, Any], number: int) -> dict[str, Any]:
    place = _PLACES[number % len(_PLACES)]
    return {
        **entry,
        "id": f"{entry['id']}-{place}",
        "name": f"{entry['name']} ({place})",
        "keywords": [f"{word} {place}" for word in entry.get("keywords", [])],
        "ways_of_asking": [
            f"{re.sub(r'[?.!]$', '', way)} in the {place}" for way in entry["ways_of_asking"]
        ],
    }
