"""Buckets let through what they hold, and then what comes in."""

import pytest

from bot.web import limits
from bot.web.limits import Buckets, Limits

NUMBERS = {
    "body_bytes": 16384,
    "characters_per_message": 2000,
    "characters_per_comment": 500,
    "messages_per_minute": 30,
    "messages_per_minute_per_address": 600,
    "conversations_per_hour_per_address": 600,
    "streams": 500,
    "streams_per_conversation": 4,
}


class FakeClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_lets_through_what_it_holds_and_then_says_how_long_to_wait():
    buckets = Buckets(capacity=30, seconds=60, clock=FakeClock())
    assert [buckets.take("one") for _ in range(30)] == [0] * 30
    assert buckets.take("one") == 2


def test_after_the_wait_one_more_goes_through():
    clock = FakeClock()
    buckets = Buckets(capacity=30, seconds=60, clock=clock)
    for _ in range(30):
        buckets.take("one")
    clock.now += buckets.take("one")
    assert buckets.take("one") == 0
    assert buckets.take("one") > 0


def test_keys_do_not_share_a_bucket():
    buckets = Buckets(capacity=1, seconds=60, clock=FakeClock())
    assert buckets.take("one") == 0
    assert buckets.take("two") == 0


def test_a_bucket_never_holds_more_than_its_capacity():
    clock = FakeClock()
    buckets = Buckets(capacity=2, seconds=60, clock=clock)
    buckets.take("one")
    clock.now += 10_000
    assert [buckets.take("one") > 0 for _ in range(3)] == [False, False, True]


def test_many_keys_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(limits, "REMEMBERED_AT_MOST", 10)
    buckets = Buckets(capacity=1, seconds=60, clock=FakeClock())
    for number in range(100):
        buckets.take(str(number))
    assert len(buckets._levels) == 10


def test_the_numbers_come_from_the_policy():
    assert Limits.of(NUMBERS).characters_per_message == 2000


@pytest.mark.parametrize("wrong", [{"streams": 0}, {"streams": -1}, {"streams": float("nan")}])
def test_a_limit_that_is_missing_or_below_one_is_named(wrong):
    with pytest.raises(ValueError, match=r"policy\.yml: rate_limits\.streams"):
        Limits.of(NUMBERS | wrong)
    with pytest.raises(ValueError, match=r"rate_limits\.body_bytes"):
        Limits.of({key: value for key, value in NUMBERS.items() if key != "body_bytes"})
