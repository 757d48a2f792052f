"""Facts somebody stated, the segments that follow, and answers that explain themselves."""
