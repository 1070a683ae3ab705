"""The best one-to-one assignment of two sides, exact and deterministic."""

from __future__ import annotations

from collections.abc import Mapping

# Parts of a weight, each far above the sum of all that come after it.
FIRST, SECOND, THIRD = 10**15, 10**10, 10**3


def assign(weights: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """The one-to-one assignment left → right with the greatest sum of weights.

    ``weights`` holds the allowed pairs, each with a positive weight; a name may stand on
    one side only once but on both sides. The order of ``weights`` has no influence: equal
    sums are decided by the order of the names.
    """
    assigned: dict[str, str] = {}
    for pairs in _components(weights):
        if len(pairs) == 1:
            assigned.update(pairs)
            continue
        rows = sorted({left for left, _ in pairs})
        columns = sorted({right for _, right in pairs})
        grid = [[weights.get((left, right), 0) for right in columns] for left in rows]
        for row, column in enumerate(_heaviest(grid)):
            if column is not None and grid[row][column] > 0:
                assigned[rows[row]] = columns[column]
    return assigned


def _components(weights: Mapping[tuple[str, str], int]) -> list[list[tuple[str, str]]]:
    """Pairs that compete, directly or through others, together."""
    beside: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for left, right in sorted(weights):
        beside.setdefault((0, left), []).append((1, right))
        beside.setdefault((1, right), []).append((0, left))
    seen: set[tuple[int, str]] = set()
    components = []
    for start in sorted(beside):
        if start in seen:
            continue
        seen.add(start)
        stack, pairs = [start], []
        while stack:
            node = stack.pop()
            for other in beside[node]:
                if node[0] == 0:
                    pairs.append((node[1], other[1]))
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        components.append(sorted(pairs))
    return components


def _heaviest(grid: list[list[int]]) -> list[int | None]:
    """The Hungarian algorithm (Kuhn 1955; potentials after Jonker and Volgenant), for small grids.

    Returns the column of each row, None where a row stays alone.
    """
    height, width = len(grid), len(grid[0])
    if height > width:
        turned = _heaviest([list(column) for column in zip(*grid, strict=True)])
        columns: list[int | None] = [None] * height
        for column, row in enumerate(turned):
            if row is not None:
                columns[row] = column
        return columns
    row_of = [-1] * (width + 1)  # the last column is where each search starts
    row_price, column_price = [0] * height, [0] * (width + 1)
    for row in range(height):
        _augment(grid, row, row_of, row_price, column_price)
    result: list[int | None] = [None] * height
    for column in range(width):
        if row_of[column] >= 0:
            result[row_of[column]] = column
    return result


def _augment(
    grid: list[list[int]],
    row: int,
    row_of: list[int],
    row_price: list[int],
    column_price: list[int],
) -> None:
    """Gives ``row`` a column along the cheapest alternating path (cost = −weight)."""
    width = len(grid[0])
    row_of[width], current = row, width
    slack: list[int | None] = [None] * width
    before = [width] * width
    used = [False] * (width + 1)
    while row_of[current] >= 0:
        used[current] = True
        here, step, nearest = row_of[current], None, -1
        for column in range(width):
            if used[column]:
                continue
            cost = -grid[here][column] - row_price[here] - column_price[column]
            known = slack[column]
            if known is None or cost < known:
                known, before[column] = cost, current
            slack[column] = known
            if step is None or known < step:
                step, nearest = known, column
        step = step or 0
        for column in range(width + 1):
            if used[column]:
                row_price[row_of[column]] += step
                column_price[column] -= step
            elif column < width and slack[column] is not None:
                slack[column] = (slack[column] or 0) - step
        current = nearest
    while current != width:
        row_of[current] = row_of[before[current]]
        current = before[current]
    row_of[width] = -1
