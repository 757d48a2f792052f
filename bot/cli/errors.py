"""What a person can mend."""


class CannotRunError(Exception):
    """Something that keeps the assistant from running, in a sentence that says what to do."""
