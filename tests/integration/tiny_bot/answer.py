"""Train this bot into a folder and print what it says to each word given: FOLDER WORD…"""

import asyncio
import sys
from pathlib import Path

import rasa
from rasa.core.agent import Agent

here = Path(__file__).parent
folder, *words = sys.argv[1:]
result = rasa.train(
    str(here / "domain.yml"), str(here / "config.yml"), [str(here / "data")], folder
)
agent = Agent.load(result.model)
for word in words:
    answers = asyncio.run(agent.handle_text(word))
    print("ANSWER", answers[0]["text"])
