"""Transcripts: the tracker store that is also the transcript, and what reads it."""
