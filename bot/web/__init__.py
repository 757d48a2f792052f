"""The web process: the only one that listens to the outside. It reaches Rasa over HTTP only."""
