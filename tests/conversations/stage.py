"""Plays scripted conversations on a running system, through its public web API."""

import uuid
from collections.abc import Mapping
from pathlib import Path

from bot.feedback.instruments import draw_pair, load_instrument
from tests.conversations.script import (
    Messages,
    ScriptedConversation,
    ScriptedTurn,
    answer_in,
    check_against,
    check_turn,
)
from tests.support.citizens import Citizen

SURVEY = Path(__file__).parents[2] / "content" / "survey.yml"
DRAWS = 200
"""Conversations that may be opened until the lot falls on the wanted questions."""

Name = tuple[str, str]


class Stage:
    """Where conversations are played. `scripts` holds them by the names of file and conversation."""

    def __init__(self, web_url: str, scripts: Mapping[Name, ScriptedConversation]) -> None:
        self._web_url = web_url
        self._scripts = scripts
        self._instrument = load_instrument(SURVEY)
        self._played: dict[Name, list[Messages]] = {}

    def perform(self, name: Name) -> None:
        """Play a conversation and check every turn. AssertionError names the turn."""
        self._play(name, checked=True)

    def _play(self, name: Name, *, checked: bool) -> list[Messages]:
        script = self._scripts[name]
        citizen = self._citizen(script)
        played: list[Messages] = []
        for number, turn in enumerate(script.turns, start=1):
            if turn.comes_back:
                citizen = self._citizen(script, citizen.key)
            try:
                played.append(_act(citizen, turn))
                if checked:
                    self._check(name[0], turn, number, played[-1])
            except AssertionError as error:
                raise AssertionError(f"turn {number} ({turn.say or turn.press}): {error}") from None
        self._played[name] = played
        return played

    def _check(self, topic: str, turn: ScriptedTurn, number: int, messages: Messages) -> None:
        check_turn(turn, messages)
        for other in {turn.same_as, turn.differs_from} - {None}:
            name = (topic, str(other))
            theirs = self._played.get(name) or self._play(name, checked=False)
            check_against(turn, answer_in(messages), answer_in(theirs[number - 1]))

    def _citizen(self, script: ScriptedConversation, key: str | None = None) -> Citizen:
        known = {"citizen_key": key} if key else {}
        for _ in range(DRAWS):
            citizen = Citizen(self._web_url, script.agency, **known)
            drawn = draw_pair(self._instrument, uuid.UUID(citizen.conversation_id))
            if script.drawn in (None, drawn.pair.id):
                return citizen
        raise AssertionError(f"{script.drawn} was not drawn in {DRAWS} conversations")


def _act(citizen: Citizen, turn: ScriptedTurn) -> Messages:
    if turn.say is None:
        return citizen.press(str(turn.press))
    text = turn.say * turn.times
    if turn.refused is None:
        return citizen.say(text)
    answer = citizen.post({"text": text})
    problem = answer.json()
    assert answer.status_code >= 400, f"was not refused: {problem}"
    assert turn.refused in problem["type"], f"refused as {problem}, not {turn.refused}"
    return [{"text": problem["detail"], "kind": "note", "buttons": [], "source": None}]
