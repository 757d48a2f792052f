"""Text as values: sentence vectors, n-grams, times. Pure functions, without Rasa."""
