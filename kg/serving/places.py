"""First places for many things, in a moment: every connected part a tree around its hub.

A tree is drawn on rings around its root, each branch in a wedge as wide as it has leaves
(after Eades, "Drawing free trees", 1992); a ring is wide enough for the things on it. The parts
stand side by side in rows. The page that shows them relaxes them further. No randomness: the
same things in the same order have the same places.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.serving.network import Edge

_GAP = 2.0
Place = tuple[float, float]


def place_quickly(things: Sequence[str], edges: Iterable[Edge]) -> dict[str, Place]:
    """Places of things, the hubs of which come first; one unit is the room of a thing."""
    joined: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        joined[edge.subject].append(edge.object)
        joined[edge.object].append(edge.subject)
    parts: list[dict[str, Place]] = []
    seen: set[str] = set()
    for thing in things:
        if thing not in seen:
            part = _rings(thing, joined)
            seen.update(part)
            parts.append(part)
    return _rows(sorted(parts, key=len, reverse=True))


def _rings(root: str, joined: Mapping[str, Sequence[str]]) -> dict[str, Place]:
    """The places of a connected part around its root, which stands at (0, 0)."""
    children: dict[str, list[str]] = {root: []}
    rings = [[root]]
    while rings[-1]:
        ring: list[str] = []
        for here in rings[-1]:
            for other in joined.get(here, ()):
                if other not in children:
                    children[other] = []
                    children[here].append(other)
                    ring.append(other)
        rings.append(ring)
    leaves: dict[str, int] = {}
    for ring in reversed(rings):
        for here in ring:
            leaves[here] = sum(leaves[child] for child in children[here]) or 1
    places: dict[str, Place] = {root: (0.0, 0.0)}
    wedges = {root: (0.0, math.tau)}
    radius = 0.0
    for ring, outer in itertools.pairwise(rings):
        radius = max(radius + 1.0, len(outer) / math.tau)
        for here in ring:
            start, width = wedges[here]
            for child in children[here]:
                share = width * leaves[child] / leaves[here]
                wedges[child] = (start, share)
                angle = start + share / 2
                places[child] = (radius * math.cos(angle), radius * math.sin(angle))
                start += share
    return places


def _rows(parts: Sequence[Mapping[str, Place]]) -> dict[str, Place]:
    """The parts in rows, the larger ones first, on a sheet somewhat wider than high."""
    sizes = [2 * max(math.hypot(*place) for place in part.values()) + _GAP for part in parts]
    width = max([*sizes, math.sqrt(sum(size**2 for size in sizes)) * 1.2], default=0.0)
    places: dict[str, Place] = {}
    left = top = height = 0.0
    for part, size in zip(parts, sizes, strict=True):
        if left + size > width:
            left, top, height = 0.0, top + height, 0.0
        for thing, (x, y) in part.items():
            places[thing] = (round(left + size / 2 + x, 3), -round(top + size / 2 + y, 3))
        left += size
        height = max(height, size)
    return places
