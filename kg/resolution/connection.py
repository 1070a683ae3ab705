"""Connection: items that share values, brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


def connect(items: Sequence[_T], shared: Sequence[frozenset[object]]) -> list[list[_T]]:
    """The items that share values, directly or through others, together; in order of the first."""
    parents = list(range(len(items)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    first_with: dict[object, int] = {}
    for index, values in enumerate(shared):
        for value in values:
            a, b = root(first_with.setdefault(value, index)), root(index)
            parents[max(a, b)] = min(a, b)
    found: dict[int, list[_T]] = defaultdict(list)
    for index, item in enumerate(items):
        found[root(index)].append(item)
    return list(found.values())
