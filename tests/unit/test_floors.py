"""The floors of the house are checked by import-linter; here, that no room was forgotten."""

import re
import tomllib

from bot.settings import ROOT


def test_every_room_of_the_house_is_on_a_floor():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    floors = " ".join(contracts["contracts"][0]["layers"])
    placed = set(re.findall(r"bot\.(\w+)", floors))
    rooms = {path.stem for path in (ROOT / "bot").iterdir() if path.stem[0] not in "_."}
    assert rooms == placed & rooms
