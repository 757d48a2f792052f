"""What is held about somebody, in words: groups of names and values for the page."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.catalogue.model import Agency
from bot.web.chat.dates import day, moment
from bot.web.content import Content

Row = tuple[str, str]
Held = Mapping[str, Any]
"""As :func:`bot.rights.access.held_about` gives it: rows by kind, values as JSON has them."""


@dataclass(frozen=True)
class Group:
    """One heading of the page, and what stands under it."""

    title: str
    rows: list[Row]


def held_in_words(content: Content, agency: Agency, held: Held) -> list[Group]:
    """Everything that is held, grouped as a citizen would ask for it."""
    groups = {
        "conversation": _of_conversation(content, agency, held),
        "said": _said(content, held),
        "promised": _promised(content, held),
        "remembered": _remembered(content, held),
    }
    return [Group(content.say(f"my_data.{name}"), list(rows)) for name, rows in groups.items()]


def counts_in_words(content: Content, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What a receipt counts, by the name a citizen knows it under; what there was none of is left out."""
    totals: dict[str, int] = {}
    for table, count in counts.items():
        key = f"receipt.kinds.{table}"
        name = content.say(key if content.has(key) else "receipt.kinds.other")
        totals[name] = totals.get(name, 0) + count
    return [(name, count) for name, count in totals.items() if count]


def _of_conversation(content: Content, agency: Agency, held: Held) -> Iterator[Row]:
    conversation = held["conversation"]
    yield content.say("my_data.agency"), agency.name
    started = dt.datetime.fromisoformat(conversation["created_at"])
    yield content.say("my_data.started"), moment(content, agency, started)
    yield content.say("my_data.language"), content.language_name(conversation["language"])
    yield content.say("my_data.messages_from_you"), str(len(held.get("turn", [])))
    yield content.say("my_data.messages_to_you"), str(len(held.get("utterance", [])))


def _said(content: Content, held: Held) -> Iterator[Row]:
    for submission in held.get("submission", []):
        for answer in submission["answers"]:
            yield content.say(f"my_data.kinds.{answer['item_kind']}"), _value(content, answer)
        for comment in submission["comments"]:
            yield content.say("my_data.kinds.comment"), comment["text"]
    for case in held.get("exception", []):
        yield content.say("my_data.kinds.exception"), case["condition"] or content.say("withheld")
    for request in held.get("request", []):
        name = content.service_name(request["service_id"]) or request["service_code"]
        yield content.say("my_data.kinds.request"), f"{request['service_request_id']} – {name}"
    for contact in held.get("kept_contact", []):
        until = day(content, contact["expires_at"][:10])
        yield _kind_of(content, contact), content.say("my_data.until", date=until)


def _kind_of(content: Content, contact: Mapping[str, Any]) -> str:
    key = f"my_data.kinds.{contact['purpose']}"
    return content.say(key if content.has(key) else "my_data.kinds.contact")


def _promised(content: Content, held: Held) -> Iterator[Row]:
    for promise in held.get("promise", []):
        name = content.service_name(promise["service_id"])
        yield name or content.say("my_data.promise"), promise["text"]


def _remembered(content: Content, held: Held) -> Iterator[Row]:
    for fact in held.get("fact", []):
        until = content.say("my_data.until", date=day(content, fact["expires_at"][:10]))
        yield content.fact(fact["name"], fact["value"].get("value")), until


def _value(content: Content, answer: Mapping[str, Any]) -> str:
    """The answer as it was given: in words where the survey has them."""
    number = answer["value_number"]
    given = answer["value_choice"] if number is None else int(number)
    item = content.instrument.items.get(answer["item_id"] or "")
    labels = {option.value: option.label for option in item.options} if item else {}
    shown = labels.get(given, given) if given is not None else answer["value_duration"]
    return " – ".join(str(part) for part in (shown, answer["value_text"]) if part is not None)
