"""What the assistant does with a message it has understood. Deterministic; knows nothing of Rasa."""
