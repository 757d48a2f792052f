"""Privacy: what is personal, what is masked, what a citizen agreed to."""
