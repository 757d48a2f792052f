"""A limit on work, for texts that are written to make it explode.

Not a measurement: whatever backtracks over ten thousand characters takes minutes, and what does not
takes hundredths of a second, so a limit that is a hundred times the usual is never near either, on a
slow or busy machine too. How long things take is measured in `benchmarks/`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds of processor time
PATIENCE = 5.0


@contextmanager
def bounded_work() -> Iterator[None]:
    """Fail when the block takes more than `PATIENCE` seconds of this process's processor time."""
    before = time.process_time()
    yield
    spent = time.process_time() - before
    assert spent < PATIENCE, (
        f"{spent:.1f} s of work for one text: something backtracks or is quadratic"
    )
