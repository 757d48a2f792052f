"""A citizen's rights over what is held: to see it, and to have it erased."""
