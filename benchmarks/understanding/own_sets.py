"""Our own sets, through the whole trained pipeline, in two halves by a hash of the sentence."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import structlog
import yaml

from bot.settings import ROOT

CONTENT = ROOT / "tests" / "content"
Parse = dict[str, Any]
Row = tuple[str, str, bool]
"""What is measured, the sentence, and whether it was right."""


def is_for_tuning(sentence: str) -> bool:
    """Which half a sentence belongs to, as in tests/content/test_understanding.py."""
    return hashlib.sha256(sentence.encode()).digest()[0] % 2 == 0


def shares(model: Path) -> dict[str, dict[str, float]]:
    """For each thing measured: per cent right in the development and the test half, and their sizes."""
    rows = list(_rows(_Parser(model)))
    found: dict[str, dict[str, float]] = {}
    for what in dict.fromkeys(what for what, _, _ in rows):
        found[what] = {}
        for half, tuned in (("dev", True), ("test", False)):
            right = [ok for name, text, ok in rows if name == what and is_for_tuning(text) is tuned]
            found[what][half] = 100 * sum(right) / len(right)
            found[what][f"{half}_n"] = len(right)
    return found


class _Parser:
    def __init__(self, model: Path) -> None:
        from rasa.core.agent import Agent

        quiet = structlog.make_filtering_bound_logger(logging.WARNING)
        structlog.configure(wrapper_class=quiet)  # Rasa would print every parse
        self._agent = Agent.load(model)

    def all(self, texts: Sequence[str]) -> list[Parse]:
        async def parse() -> list[Parse]:
            return [await self._agent.parse_message(text) for text in texts]

        return asyncio.run(parse())


def _rows(parser: _Parser) -> Iterator[Row]:
    yield from _of_services(parser)
    yield from _of_requests(parser)
    yield from _of_intents(parser)
    yield from _of_danger(parser)
    yield from _of_facts(parser)


def _of_services(parser: _Parser) -> Iterator[Row]:
    fresh, second = (
        _read("understanding/services_fresh.yml"),
        _read("understanding/services_second.yml"),
    )
    asked = [(text, each) for each, texts in fresh["services"].items() for text in texts]
    asked += [
        (text, each) for each, styles in second["services"].items() for text in styles.values()
    ]
    for (text, service), parse in zip(asked, parser.all([text for text, _ in asked]), strict=True):
        ids = [each["service_id"] for each in parse["services"]]
        yield "right service first (refused counts as wrong)", text, ids[:1] == [service]
        yield "right service among three", text, service in ids[:3]
        yield "question for us kept", text, bool(ids)
        yield "question for us not taken for danger", text, not _surely(parse)
    elsewhere = _read("understanding/near_domain.yml")["out_of_scope"]
    for text, parse in zip(elsewhere, parser.all(elsewhere), strict=True):
        yield "near-domain question for others refused", text, not parse["services"]


def _of_requests(parser: _Parser) -> Iterator[Row]:
    fresh, second = (
        _read("understanding/services_fresh.yml"),
        _read("understanding/services_second.yml"),
    )
    double = [*fresh["double"], *second["double"]]
    for each, parse in zip(double, parser.all([each["text"] for each in double]), strict=True):
        yield (
            "both requests of a double message",
            each["text"],
            set(parse["requests"]) == set(each["services"]),
        )
    single = [each["text"] for each in second["single_that_looks_double"]]
    for text, parse in zip(single, parser.all(single), strict=True):
        yield "single message that looks double", text, not parse["requests"]


def _of_intents(parser: _Parser) -> Iterator[Row]:
    told = [
        (each["say"] if isinstance(each, dict) else each, intent)
        for intent, texts in _read("understanding/intents_fresh.yml").items()
        for each in texts
    ]
    for (text, intent), parse in zip(told, parser.all([text for text, _ in told]), strict=True):
        yield "intent", text, parse["intent"]["name"] == intent


def _of_danger(parser: _Parser) -> Iterator[Row]:
    told = [(text, kind) for kind, texts in _read("crisis/second.yml").items() for text in texts]
    for (text, kind), parse in zip(told, parser.all([text for text, _ in told]), strict=True):
        if kind == "none":
            yield "look-alike of danger not taken for it", text, not _surely(parse)
        else:
            yield "danger heard, surely or possibly", text, bool(parse.get("crisis"))
            yield "danger heard surely", text, _surely(parse)


def _of_facts(parser: _Parser) -> Iterator[Row]:
    told = _read("facts/facts_second.yml")
    for each, parse in zip(told, parser.all([each["say"] for each in told]), strict=True):
        facts = {_mark(entity) for entity in parse["entities"] if entity["entity"] == "fact"}
        yield "facts exact", each["say"], facts == set(each.get("facts") or ())


def _mark(entity: Parse) -> str:
    name = f"age={entity['number']}" if entity["value"] == "age" else entity["value"]
    signed = name if entity["holds"] else f"-{name}"
    return f"other:{signed}" if entity["subject"] == "other" else signed


def _surely(parse: Parse) -> bool:
    return bool((parse.get("crisis") or {}).get("sure"))


def _read(file: str) -> Any:
    return yaml.safe_load((CONTENT / file).read_text(encoding="utf-8"))
