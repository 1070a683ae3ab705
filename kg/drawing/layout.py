"""Where each thing stands in the picture: computed here once, so that every reader sees the same.

Distances on the page follow distances in the graph (stress majorization after Gansner,
Koren and North, "Graph drawing by stress majorization", 2004, started from pivot MDS after
Brandes and Pich, 2006). Then boxes around symbols and labels are pushed apart, and the
connected parts are hung side by side on one sheet. No randomness: the same graph gives the
same positions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.float32]

Box = tuple[float, float]
"""Width and height in page units."""

_EDGE = 150.0  # length of an edge between two things of few edges, in page units
_STRETCH = 1.5  # the room beside the page's controls is wider than high
_PULL = 1.5  # how far a part that is too high is pulled apart sideways, at most
_PIVOTS = 40
_RELAXATIONS = 120_000  # rounds times nodes, so that a large graph takes seconds, not minutes
_PUSHES = 80_000
_GAP = 40.0  # between parts
_AIR = 1.5  # room of a placement for each unit that its boxes take
_ROOM = 0.16  # how much longer an edge is at a busy node


def place(graph: networkx.Graph[str], boxes: Mapping[str, Box]) -> dict[str, tuple[int, int]]:
    """Positions of the nodes of an undirected ``graph``, centred on (0, 0).

    Positions and ``boxes``, the width and height that each node takes with its label, are in
    page units: pixels at zoom 1. Positions depend on the order of nodes and edges in
    ``graph``: sort them.
    """
    import networkx as nx

    parts = [sorted(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part))
    blocks = [_block(graph, part, boxes) for part in parts if len(part) > 1]
    placed = _pack(blocks, boxes)
    lonely = [part[0] for part in parts if len(part) == 1]
    placed.update(_grid(lonely, placed, boxes))
    return _centred(placed, boxes)


def _block(
    graph: networkx.Graph[str], part: Sequence[str], boxes: Mapping[str, Box]
) -> dict[str, tuple[float, float]]:
    """Positions of one connected part."""
    import numpy as np

    distances = _distances(graph, part)
    points = _relax(distances, _spread(distances)) * np.float32(_EDGE)
    sizes = np.array([boxes[node] for node in part], dtype=np.float32)
    masses = np.array([graph.degree(node) for node in part], dtype=np.float32)
    points = _push_apart(_widen(points, sizes), sizes, masses)
    return {node: (float(x), float(y)) for node, (x, y) in zip(part, points, strict=True)}


def _distances(graph: networkx.Graph[str], part: Sequence[str]) -> Floats:
    """Lengths of shortest paths; edges at busy nodes are longer, to leave room for the others."""
    import numpy as np

    index = {node: i for i, node in enumerate(part)}
    neighbours = [[index[other] for other in graph[node]] for node in part]
    distances = np.array([_steps(neighbours, i) for i in range(len(part))], dtype=np.float32)
    degrees = np.array([len(others) for others in neighbours], dtype=np.float32)
    room = _ROOM * np.sqrt(np.maximum(degrees - 4, 0))
    distances += room[:, None] + room[None, :]
    np.fill_diagonal(distances, 0)
    return distances


def _steps(neighbours: Sequence[Sequence[int]], start: int) -> list[int]:
    """The number of edges from ``start`` to every node of a connected part."""
    steps = [-1] * len(neighbours)
    steps[start] = 0
    edge = [start]
    while edge:
        further = []
        for node in edge:
            for other in neighbours[node]:
                if steps[other] < 0:
                    steps[other] = steps[node] + 1
                    further.append(other)
        edge = further
    return steps


def _spread(distances: Floats) -> Floats:
    """A first placement: pivot MDS."""
    import numpy as np

    pivots = [0]
    nearest = distances[0].copy()
    while len(pivots) < min(_PIVOTS, len(distances)):
        pivots.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, distances[pivots[-1]])
    squares = distances[:, pivots].astype(np.float64) ** 2
    squares -= squares.mean(axis=0)
    squares -= squares.mean(axis=1, keepdims=True)
    _, vectors = np.linalg.eigh(squares.T @ squares)
    points = squares @ vectors[:, [-1, -2]]
    points *= np.sign(points[np.abs(points).argmax(axis=0), [0, 1]])
    scale = distances.max() / max(float(np.abs(points).max()), 1e-9) / 2
    # Twins would stand on one spot and never part: a small spiral tells them apart.
    turn = np.arange(len(points)) * 2.4
    spiral = np.stack([np.cos(turn), np.sin(turn)], axis=1) * 0.05
    spread: Floats = (points * scale + spiral).astype(np.float32)
    return spread


def _relax(distances: Floats, points: Floats) -> Floats:
    """Move every node to where its distances to the others fit best, again and again."""
    import numpy as np

    with np.errstate(divide="ignore"):
        weights = distances**-2
    np.fill_diagonal(weights, 0)
    total = weights.sum(axis=1, keepdims=True)
    pull = weights * distances
    for _ in range(_rounds(_RELAXATIONS, len(points))):
        squares = (points**2).sum(axis=1)
        gaps = _product(points, points.T * np.float32(-2))
        gaps += squares[:, None]
        gaps += squares[None, :]
        np.sqrt(np.maximum(gaps, np.float32(1e-4), out=gaps), out=gaps)
        ratio = np.divide(pull, gaps, out=gaps)
        moved = _product(weights - ratio, points) + ratio.sum(axis=1, keepdims=True) * points
        moved /= total
        step = float(np.abs(moved - points).max())
        points = moved
        if step < 0.002:
            break
    return points


def _rounds(budget: int, nodes: int) -> int:
    return max(40, min(600, budget // nodes))


def _product(left: Floats, right: Floats) -> Floats:
    """A matrix product whose last bits do not depend on how many threads compute it."""
    import numpy as np

    product: Floats = np.einsum("ij,jk->ik", left, right)
    return product


def _widen(points: Floats, boxes: Floats) -> Floats:
    """Enlarge a placement that is too small for its boxes, so that few have to move.

    It is pulled apart sideways too, as labels are wide and so are screens.
    """
    import numpy as np

    width, height = np.ptp(points, axis=0) + boxes.mean(axis=0)
    pull = min(max(1.0, _STRETCH * float(height / width)), _PULL)
    needed = float(boxes.prod(axis=1).sum()) * _AIR
    grow = max(1.0, (needed / float(width * height) / pull) ** 0.5)
    return points * np.array([grow * pull, grow], dtype=np.float32)


def _push_apart(points: Floats, boxes: Floats, masses: Floats) -> Floats:
    """Part boxes that overlap, each pair along the side where least is needed.

    The heavier one of a pair moves less: what many things surround stays in their midst.
    """
    import numpy as np

    widths = (boxes[:, None, 0] + boxes[None, :, 0]) / 2
    heights = (boxes[:, None, 1] + boxes[None, :, 1]) / 2
    for _ in range(_rounds(_PUSHES, len(points))):
        near = np.abs(points[:, None, 0] - points[None, :, 0]) < widths
        near &= np.abs(points[:, None, 1] - points[None, :, 1]) < heights
        first, second = np.nonzero(np.triu(near, 1))
        if not len(first):
            break
        gaps = points[first] - points[second]
        needed = np.stack([widths[first, second], heights[first, second]], axis=1) - np.abs(gaps)
        axis = needed.argmin(axis=1)
        pair = np.arange(len(first))
        # Two on one line part by their order. Not half the need for each: it would
        # overshoot where a node clashes with several.
        side = np.where(gaps[pair, axis] < 0, -1, 1)
        push = needed[pair, axis] * side * np.float32(0.9)
        share = masses[second] / (masses[first] + masses[second])
        np.add.at(points, (first, axis), push * share)
        np.add.at(points, (second, axis), -push * (1 - share))
    return points


def _pack(
    blocks: Sequence[Mapping[str, tuple[float, float]]], boxes: Mapping[str, Box]
) -> dict[str, tuple[float, float]]:
    """Put the blocks on one sheet, of all widths tried the one that shows them largest."""
    if not blocks:
        return {}
    bounds = [_bounds(block, boxes) for block in blocks]
    sizes = [(right - left + 2 * _GAP, low - top + 2 * _GAP) for left, top, right, low in bounds]
    widest = max(width for width, _ in sizes)
    side = math.sqrt(sum(width * height for width, height in sizes) * _STRETCH)
    sheets = [_hang(sizes, max(widest, side * part / 8)) for part in range(6, 17)]
    corners = min(sheets, key=lambda sheet: _extent(sizes, sheet))
    placed: dict[str, tuple[float, float]] = {}
    for block, (_, top, right, _), (x, y) in zip(blocks, bounds, corners, strict=True):
        for node, at in block.items():
            placed[node] = (at[0] - right - _GAP - x, at[1] - top + _GAP + y)
    return placed


def _extent(sizes: Sequence[tuple[float, float]], corners: Sequence[tuple[float, float]]) -> float:
    """The larger side of a sheet, its width measured against that of a screen."""
    placed = list(zip(sizes, corners, strict=True))
    across = max(x + width for (width, _), (x, _) in placed)
    down = max(y + height for (_, height), (_, y) in placed)
    return max(across / _STRETCH, down)


def _hang(sizes: Sequence[tuple[float, float]], sheet: float) -> list[tuple[float, float]]:
    """The corners of blocks hung one after the other, each as high up as it fits."""
    skyline = [(0.0, sheet, 0.0)]  # (start, end, depth), from side to side
    corners = []
    for width, height in sizes:
        x, y = _highest_spot(skyline, width)
        skyline = _lower(skyline, (x, x + width, y + height))
        corners.append((x, y))
    return corners


def _highest_spot(
    skyline: Sequence[tuple[float, float, float]], width: float
) -> tuple[float, float]:
    """Where along the skyline a block of ``width`` hangs highest: its side and its top."""
    spots = []
    for x, _, _ in skyline:
        if x + width <= skyline[-1][1] + 1e-6:
            under = [depth for start, end, depth in skyline if start < x + width and end > x]
            spots.append((max(under), x))
    y, x = min(spots)
    return x, y


def _lower(
    skyline: Sequence[tuple[float, float, float]], block: tuple[float, float, float]
) -> list[tuple[float, float, float]]:
    """The skyline after a block was hung there."""
    left, right, _ = block
    parts = [block]
    for start, end, depth in skyline:
        if start < left:
            parts.append((start, min(end, left), depth))
        if end > right:
            parts.append((max(start, right), end, depth))
    return sorted(parts)


def _grid(
    nodes: Sequence[str],
    placed: Mapping[str, tuple[float, float]],
    boxes: Mapping[str, Box],
) -> dict[str, tuple[float, float]]:
    """Rows below everything else, for things without edges, from the right."""
    if not nodes:
        return {}
    cell = max(boxes[node][0] for node in nodes), max(boxes[node][1] for node in nodes)
    left, top, right, bottom = _bounds(placed, boxes) if placed else (0.0, 0.0, 0.0, 0.0)

    def extent(columns: int) -> float:
        height = bottom - top + math.ceil(len(nodes) / columns) * cell[1]
        return max(max(columns * cell[0], right - left) / _STRETCH, height)

    columns = min(range(1, len(nodes) + 1), key=extent)
    middle = (left + right) / 2
    return {
        node: (
            middle - (i % columns - (columns - 1) / 2) * cell[0],
            bottom + _GAP + cell[1] * (0.5 + i // columns),
        )
        for i, node in enumerate(nodes)
    }


def _bounds(
    placed: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box]
) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything placed, with its boxes."""
    sides = [(x, y, *boxes[node]) for node, (x, y) in placed.items()]
    return (
        min(x - width / 2 for x, _, width, _ in sides),
        min(y - height / 2 for _, y, _, height in sides),
        max(x + width / 2 for x, _, width, _ in sides),
        max(y + height / 2 for _, y, _, height in sides),
    )


def _centred(
    placed: Mapping[str, tuple[float, float]], boxes: Mapping[str, Box]
) -> dict[str, tuple[int, int]]:
    if not placed:
        return {}
    left, top, right, bottom = _bounds(placed, boxes)
    middle = (left + right) / 2, (top + bottom) / 2
    return {node: (round(x - middle[0]), round(y - middle[1])) for node, (x, y) in placed.items()}
