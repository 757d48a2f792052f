"""Which services a text names outright, by the names people use for them (keywords of the catalogue)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.catalogue.model import Service
from bot.dialogue.words import words_of

_SHORTEST_PLURAL = 4
_LITTLE = frozenset(
    "a an and for get help if in of on or the to with you your cannot apply claim".split()
)
_ANDS = frozenset("and also plus".split())
_AM = frozenset("im am weve were ive".split())
_FIRST_REQUEST = 3
"""Words. Before so many an "and" begins no second request."""
_OWNERS = frozenset("my your his her our their its the a an".split())


@dataclass(frozen=True)
class Named:
    """A service that a text names, with a name of `length` words.

    `alone` is false when the words are part of the name of another service as well. `owned` says that it is
    spoken of as a thing: "my doctor" or "the doctor" need not be about registering with one. `added` says
    that it comes after an "and", which may begin a second request.
    """

    service_id: str
    length: int
    alone: bool
    owned: bool = False
    added: bool = False

    @property
    def sure(self) -> bool:
        """Whether the service itself is meant, and not something that goes by one of its words."""
        return self.length > 1 or not self.owned


@dataclass(frozen=True)
class _Mention:
    service_id: str
    start: int
    end: int
    keyword: tuple[str, ...]


def named_services(text: str, services: Iterable[Service]) -> list[Named]:
    """The services named in a text, in the order of the text, each once.

    A name within a longer name does not count: "disabled bus pass" names no older person's bus pass.
    """
    words = _plain(text)
    said = set(words)
    # A name counts only where its first word stands: most need not be looked for at all.
    names = {service.id: _names(service) for service in services}
    found = [mention for each in names.items() for mention in _mentions(words, said, *each)]
    longest = [mention for mention in found if not _is_within_another(mention, found)]
    named: dict[str, Named] = {}
    for mention in sorted(longest, key=lambda each: (each.start, each.service_id)):
        name = _as_named(mention, words, names)
        before = named.get(mention.service_id)
        if before is None or (before.owned and not name.owned):
            named[mention.service_id] = name
    return list(named.values())


def _as_named(
    mention: _Mention, words: Sequence[str], names: Mapping[str, Sequence[tuple[str, ...]]]
) -> Named:
    before = words[: mention.start]
    return Named(
        mention.service_id,
        len(mention.keyword),
        alone=not _is_part_of_another_name(mention, names),
        owned=bool(before) and before[-1] in _OWNERS,
        added=_asks_before(before),
    )


def nearest_by_words(text: str, services: Sequence[Service]) -> str | None:
    """The one of a few services whose names share most words with a text; `None` when two do or none.

    Words that all of them share tell nothing: "the one for people on a low income".
    """
    words = {
        service.id: {word for name in _names(service) for word in name} for service in services
    }
    shared = set.intersection(*words.values()) if words else set()
    said = set(_plain(text)) - shared
    counts = {each: len((own - shared - _LITTLE) & said) for each, own in words.items()}
    best = max(counts.values(), default=0)
    leaders = [each for each, count in counts.items() if count == best]
    return leaders[0] if best and len(leaders) == 1 else None


def _is_part_of_another_name(
    mention: _Mention, names: Mapping[str, Sequence[tuple[str, ...]]]
) -> bool:
    others = (each for service_id, each in names.items() if service_id != mention.service_id)
    return any(_within(mention.keyword, name) for each in others for name in each)


def _names(service: Service) -> tuple[tuple[str, ...], ...]:
    return _in_words((*service.keywords, service.name))


@lru_cache(maxsize=4096)
def _in_words(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The words of each name; a service is asked for them several times a turn, and they never change."""
    found = (tuple(_plain(name)) for name in names)
    return tuple(words for words in found if words)


def _plain(text: str) -> list[str]:
    """The words of a text, each in the singular, roughly."""
    return [_singular(word) for word in words_of(text)]


def _asks_before(before: Sequence[str]) -> bool:
    """Whether another request stands before an "and": who they are is none ("I'm new here and need a GP")."""
    tells_of_self = any(word in _AM for word in before[:2])
    return not tells_of_self and any(word in _ANDS for word in before[_FIRST_REQUEST:])


def _singular(word: str) -> str:
    is_plural = len(word) > _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


def _mentions(
    words: Sequence[str], said: Container[str], service_id: str, names: Sequence[tuple[str, ...]]
) -> Iterator[_Mention]:
    for name in names:
        if name[0] not in said:
            continue
        for start in range(len(words) - len(name) + 1):
            if tuple(words[start : start + len(name)]) == name:
                yield _Mention(service_id, start, start + len(name), name)


def _is_within_another(mention: _Mention, others: Iterable[_Mention]) -> bool:
    return any(
        other.start <= mention.start
        and mention.end <= other.end
        and len(other.keyword) > len(mention.keyword)
        for other in others
    )


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the words stand together in the other words."""
    last = len(whole) - len(part)
    return any(whole[start : start + len(part)] == part for start in range(last + 1))
