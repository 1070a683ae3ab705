"""Figures as points and lengths; the page's template writes them as SVG.

Every figure is drawn from left to right and holds no text: a page in Arabic mirrors it.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

from kg.stats.values import Company, Period

WIDTH, HEIGHT = 100.0, 40.0
"""The box of a curve, in units of its own."""

_LARGEST_DOT = 9.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a bar chart: what it is called, its number as text, its length from 0 to 100."""

    name: str
    number: str
    length: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """What has come together by each day: an SVG path of the line, one of the area below it."""

    line: str
    area: str
    total: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A cell of a matrix: a number, and the radius of its dot in a box of 20 × 20."""

    number: int
    radius: float


def bars(rows: Sequence[tuple[str, str, float, str]]) -> list[Bar]:
    """Bars of (name, number as text, value, kind), the greatest value as long as the chart."""
    most = max((value for _, _, value, _ in rows), default=0.0) or 1.0
    return [
        Bar(name, number, round(100 * value / most, 2), kind) for name, number, value, kind in rows
    ]


def curve(growth: Sequence[Period], counted: str) -> Curve:
    """The sum of a field of the periods (``documents``, ``things``, ``facts``) as time goes on.

    Between two periods the curve is flat and then steps up, since nothing is known in between.
    """
    days = [_ordinal(period.start) for period in growth]
    # The last period takes as much room as the others do on average.
    first, span = days[0], (days[-1] - days[0]) * len(days) / max(len(days) - 1, 1) or 1
    total = sum(getattr(period, counted) for period in growth)
    found, so_far = [f"M0 {HEIGHT:g}"], 0
    for day, period in zip(days, growth, strict=True):
        so_far += getattr(period, counted)
        height = HEIGHT - (HEIGHT - 1) * so_far / max(total, 1)
        found.append(f"H{WIDTH * (day - first) / span:.2f}V{height:.2f}")
    line = "".join(found) + f"H{WIDTH:g}"
    return Curve(line, f"{line}V{HEIGHT:g}Z", total)


def dots(company: Company) -> list[list[Dot | None]]:
    """The matrix of a circle; nothing where two are never named together."""
    most = max((number for row in company.counts for number in row), default=0) or 1
    return [
        [
            Dot(number, round(_LARGEST_DOT * math.sqrt(number / most), 2)) if number else None
            for number in row
        ]
        for row in company.counts
    ]


def _ordinal(start: str) -> int:
    """The number of the first day of a period."""
    return datetime.date.fromisoformat((start + "-01-01")[:10]).toordinal()
