"""Thin adapters between Rasa's dialogue and ``bot``: one flat module a topic."""
