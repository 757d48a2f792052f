"""The web chat: the API an agency's app can use too, and the page over it."""
