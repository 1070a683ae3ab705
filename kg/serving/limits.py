"""What one request may cost."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


def _workers() -> int:
    return max(4, 2 * (os.cpu_count() or 1))


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a server.

    ``seconds`` is how long a query may run, and how long it may wait for a free one of the
    ``workers``, which are processes; ``rows`` is how many solutions or triples an answer has at
    most. A query has at most ``query`` bytes, a worker uses at most ``memory`` bytes of its own
    for it, and an answer has at most ``answer`` bytes.
    """

    seconds: float = 30.0
    workers: int = field(default_factory=_workers)
    rows: int = 100_000
    query: int = 256 << 10
    memory: int = 1 << 30
    answer: int = 256 << 20
