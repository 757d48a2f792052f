"""Rasa channels of our own, one module each."""
