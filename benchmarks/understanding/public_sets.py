"""The public sets, read from where they lie: nothing of them is part of this project.

`ASSISTANT_PUBLIC_DATA` names the folder; see the README for the sources and licences.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT

OUT_OF_SCOPE = "oos"
_VALIDATION, _TEST = 0.2, 0.3  # of doc2dial's documents, by a hash of their names

Rows = list[tuple[str, str]]


class MissingDataError(Exception):
    """A set is not on this machine; the message says where it was looked for."""


@dataclass(frozen=True)
class IntentSet:
    """Sentences with the label they should get, for learning, choosing and testing.

    Sentences labelled `oos` in `validation` and `test` belong to no label; `train` may hold some too.
    """

    name: str
    train: Rows
    validation: Rows
    test: Rows


def folder() -> Path:
    """Where the public sets lie: ../shared/data/nlu beside this project, unless the environment says."""
    return Path(os.environ.get("ASSISTANT_PUBLIC_DATA") or ROOT.parent / "shared" / "data" / "nlu")


def clinc(size: str) -> IntentSet:
    """CLINC150, `full` or `small`, with its out-of-scope sentences."""
    parts = json.loads(_text("clinc150", f"data_{size}.json"))

    def rows(part: str) -> Rows:
        return [(text, label) for text, label in (*parts[part], *parts[f"oos_{part}"])]

    return IntentSet(f"CLINC150 {size}", rows("train"), rows("val"), rows("test"))


def ten_shot(name: str) -> IntentSet:
    """The fixed ten sentences for each label of `banking77`, `clinc150` or `hwu64`, and what tests it."""
    tests: dict[str, Callable[[], Rows]] = {
        "banking77": lambda: _csv("banking77", "test.csv"),
        "clinc150": lambda: [row for row in clinc("full").test if row[1] != OUT_OF_SCOPE],
        "hwu64": lambda: _lines("hwu64", "test"),
    }
    return IntentSet(f"{name.upper()} 10-shot", _lines(name, "train_10"), [], tests[name]())


def banking() -> IntentSet:
    """BANKING77, whole."""
    return IntentSet("BANKING77", _csv("banking77", "train.csv"), [], _csv("banking77", "test.csv"))


def hwu() -> IntentSet:
    """HWU64, whole."""
    return IntentSet(
        "HWU64", _lines("hwu64", "train"), _lines("hwu64", "valid"), _lines("hwu64", "test")
    )


def doc2dial() -> IntentSet:
    """First turns of doc2dial, to be sent to one of five public bodies; no document is in two parts."""
    parts: dict[str, Rows] = {"train": [], "validation": [], "test": []}
    for line in _text("doc2dial_first_turns.jsonl").splitlines():
        row = json.loads(line)
        parts[_part(row["doc_id"])].append((row["first_turn"], row["domain"]))
    return IntentSet("doc2dial domains", **parts)


SETS: dict[str, Callable[[], IntentSet]] = {
    "clinc-full": lambda: clinc("full"),
    "clinc-small": lambda: clinc("small"),
    "clinc-10": lambda: ten_shot("clinc150"),
    "banking-10": lambda: ten_shot("banking77"),
    "hwu-10": lambda: ten_shot("hwu64"),
    "banking": banking,
    "hwu": hwu,
    "doc2dial": doc2dial,
}


def _part(document: str) -> str:
    share = hashlib.sha256(document.encode()).digest()[0] / 256
    return "test" if share < _TEST else "validation" if share < _TEST + _VALIDATION else "train"


def _text(*path: str) -> str:
    file = folder().joinpath(*path)
    if not file.is_file():
        raise MissingDataError(f"{file} is not there: name the folder with ASSISTANT_PUBLIC_DATA")
    return file.read_text(encoding="utf-8")


def _csv(*path: str) -> Rows:
    rows = csv.reader(_text(*path).splitlines(keepends=True))
    next(rows)
    return [(text.strip(), label) for text, label in rows]


def _lines(*path: str) -> Rows:
    texts, labels = (_text(*path, name).splitlines() for name in ("seq.in", "label"))
    return list(zip(texts, labels, strict=True))
