"""Understanding: Rasa graph components over `bot.text` and `bot.catalogue`."""
