"""How much is let through: token buckets per conversation and per client address."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

REMEMBERED_AT_MOST = 50_000
"""Buckets kept in memory. The least recently used goes first; an attacker cannot fill the memory."""


@dataclass(frozen=True)
class Limits:
    """The numbers under ``rate_limits`` in ``content/policy.yml``."""

    body_bytes: int
    characters_per_message: int
    characters_per_comment: int
    messages_per_minute: int
    messages_per_minute_per_address: int
    conversations_per_hour_per_address: int
    streams: int
    streams_per_conversation: int

    @classmethod
    def of(cls, numbers: Mapping[str, float]) -> "Limits":
        """From the policy. Raises ValueError naming the entry that is missing or below one."""
        for field in fields(cls):
            if not numbers.get(field.name, 0) >= 1:
                raise ValueError(f"policy.yml: rate_limits.{field.name} must be a number from 1")
        return cls(**{field.name: int(numbers[field.name]) for field in fields(cls)})


class Buckets:
    """One bucket for every key: it holds ``capacity`` and refills in ``seconds``."""

    def __init__(
        self, capacity: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._capacity = capacity
        self._rate = capacity / seconds
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Take one; 0 when there was one, else the whole seconds until there will be."""
        level, at = self._levels.pop(key, (float(self._capacity), self._clock()))
        now = self._clock()
        level = min(self._capacity, level + (now - at) * self._rate)
        enough = level >= 1
        self._levels[key] = (level - 1 if enough else level, now)
        if len(self._levels) > REMEMBERED_AT_MOST:
            self._levels.popitem(last=False)
        return 0 if enough else max(1, math.ceil((1 - level) / self._rate))
