"""The shared feedback store: what people expected, what mattered, how satisfied they were."""
