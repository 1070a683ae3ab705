"""Spans of a text that may share letters, and the runs of letters between their ends."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""The letters ``[start, end)`` of a text."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters ``[start, end)`` that the same spans cover, by their number, the narrowest first.

    ``begins`` is the narrowest of those that no earlier run has begun, if there is one: every
    span that has a run of its own begins once, also where two begin at one letter.
    """

    start: int
    end: int
    spans: tuple[int, ...] = ()
    begins: int | None = None


def cut(start: int, end: int, spans: Sequence[Span]) -> Iterator[Run]:
    """The letters ``[start, end)`` cut where one of ``spans``, which lie within, begins or ends."""
    cuts = {start, end}
    beginning: dict[int, list[int]] = defaultdict(list)
    for number, span in enumerate(spans):
        cuts.update(span)
        beginning[span[0]].append(number)
    inside: list[int] = []
    begun: set[int] = set()
    for first, last in itertools.pairwise(sorted(cuts)):
        inside = [number for number in inside if spans[number][1] > first] + beginning[first]
        inside.sort(key=lambda number: (spans[number][1] - spans[number][0], number))
        begins = next((number for number in inside if number not in begun), None)
        begun.update(() if begins is None else (begins,))
        yield Run(first, last, tuple(inside), begins)
