"""Citizen Assistant: a conversational assistant for public services."""
