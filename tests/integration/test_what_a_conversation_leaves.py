"""Twelve turns, and then one command that shows what was kept of them."""

import os
import subprocess
import sys
import uuid

import pytest

from bot.feedback.instruments import draw_pair, load_instrument
from tests.support.citizens import Citizen
from tests.support.system import environment_of_settings

PAIR = "will-then-better-or-worse"


@pytest.fixture(scope="module")
def shown(running_system):
    citizen = somebody_who_draws(PAIR, running_system)
    citizen.say("hello, my name is Wilhelmina Featherstonehaugh")
    asked = citizen.say("how do I apply for a blue badge?")
    assert any(message["kind"] == "ask" for message in asked)
    citizen.say("two days")
    citizen.say("how long does it really take?")
    citizen.say("I'm a carer")
    citizen.say("who can get one?")
    citizen.say("why this answer?")
    citizen.say("it matters to me that they treat me with respect")
    citizen.say("what do I have to send?")
    citizen.say("my case does not fit, I have no photo")
    asked = citizen.say("thank you, goodbye")
    assert any(message["kind"] == "ask" for message in asked)
    citizen.press("4 – a bit better")
    return show(running_system, citizen.conversation_id)


def somebody_who_draws(pair, system):
    instrument = load_instrument(system.settings.content_dir / "survey.yml")
    while True:
        citizen = Citizen(system.web_url)
        if draw_pair(instrument, uuid.UUID(citizen.conversation_id)).pair.id == pair:
            return citizen


def show(system, *arguments):
    with environment_of_settings(system.settings):
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", "feedback", "show", *arguments],
            capture_output=True,
            text=True,
            env={**os.environ, "COLUMNS": "200"},
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_with(shown, *words):
    return [line for line in shown.splitlines() if all(word in line for word in words)]


def test_the_expectation_is_there_as_a_length_of_time(shown):
    assert rows_with(shown, "expectation_will", "efficiency", "P2D", "blue-badge", "before")


def test_what_mattered_is_there(shown):
    assert rows_with(shown, "importance_stated", "humanity")


def test_the_answer_afterwards_is_there_with_its_scale_and_version(shown):
    assert rows_with(shown, "disconfirmation", "4.0", "1–5 v1", "after")


def test_both_asks_are_there_and_answered(shown):
    assert rows_with(shown, "before", "expected-time-will", "answered", PAIR)
    assert rows_with(shown, "after", "better-or-worse", "answered", PAIR)


def test_the_promise_is_there_with_its_evidence(shown):
    assert "blue-badge-decision v1" in shown
    assert "305 of 455 in time" in shown
    assert "data as of 2026-10-20" in shown


def test_the_exception_is_there(shown):
    assert rows_with(shown, "blue-badge", "my case does not fit", "appeal")


def test_the_transcript_is_masked(shown):
    assert "my name is [name]" in shown
    assert "Featherstonehaugh" not in shown


def test_without_an_id_the_latest_conversation_is_shown(running_system, shown):
    assert "Transcript, masked" in show(running_system)
