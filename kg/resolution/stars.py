"""Stars: items around values. No item comes in because it is like one that is like another.

In a star all items have one value in common, so that it holds together as a whole. Chains would
not: of documents that place «محمد الحربي» in Riyadh, in Riyadh and Cairo, and in Cairo, the middle
one may be an error, and must not make one man of two.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

_T = TypeVar("_T")


def stars(items: Sequence[_T], values: Sequence[frozenset[Hashable]]) -> list[list[_T]]:
    """The items parted so that those of a part share a value; the largest parts first.

    The value that most items have takes them all, then the next one what is left. What has no
    value, or shares none with what is left, is a part by itself. Values of as many items are taken
    in the order of their text; parts keep the order of their items.
    """
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for index, found in enumerate(values):
        for value in found:
            holders[value].append(index)
    queue = [(-len(indices), repr(value), value) for value, indices in holders.items()]
    heapq.heapify(queue)
    taken: set[int] = set()
    parts: list[list[int]] = []
    while queue:
        size, text, value = heapq.heappop(queue)
        left = [index for index in holders[value] if index not in taken]
        if len(left) < -size:
            # Others took some of them since it was counted.
            if left:
                heapq.heappush(queue, (-len(left), text, value))
            continue
        taken.update(left)
        parts.append(left)
    parts += [[index] for index in range(len(items)) if index not in taken]
    parts.sort(key=lambda part: (-len(part), part))
    return [[items[index] for index in part] for part in parts]
