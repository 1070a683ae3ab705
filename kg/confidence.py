"""How sure a claim is: what a pattern or model states, calibrated to be a precision.

A pattern states a confidence that its author guessed, a model a probability that its training gave
it. What such a number has meant on annotated articles is a table, ``kg/data/confidence.tsv``, made
by ``tools/calibrate.py``: columns separated by tabs, lines that begin with ``#`` left out::

    relation	origin	stated	confidence	claims	source
    role	pattern	0.8	0.74	41	dev 2026-11
    role	pattern	0.95	0.9	120	dev 2026-11

``origin`` is ``pattern`` or ``learned`` (patterns named ``….learned``). The rows of one relation
and origin are points of a line that never falls: between two points it is straight, outside them
level. ``claims`` is how many claims a point was measured on, ``source`` says on what. Where there
are no rows for a relation and origin, its claims keep what they state.
"""

from __future__ import annotations

import csv
import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import LexiconError
from kg.model import Claim, Extraction, Relation

SHIPPED = Path(__file__).parent / "data" / "confidence.tsv"
"""The table that comes with kg."""

COLUMNS = ("relation", "origin", "stated", "confidence", "claims", "source")
ORIGINS = ("pattern", "learned")

Points = tuple[tuple[float, float], ...]
"""(stated, calibrated), ascending in both."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """For relation and origin the points of a line; ``digest`` is the SHA-256 of the table."""

    points: Mapping[tuple[str, str], Points]
    digest: str = ""

    @classmethod
    def load(cls, file: Path = SHIPPED) -> Calibration:
        """The table of a file. Raises LexiconError with file and line for one in another format."""
        try:
            data = file.read_bytes()
            lines = data.decode("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise LexiconError(f"{file}: cannot be read: {error}") from error
        found: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for number, row in _rows(lines, file):
            key, point = _point(row, f"{file}, line {number}")
            if found[key] and not (point[0] > found[key][-1][0] and point[1] >= found[key][-1][1]):
                raise LexiconError(
                    f"{file}, line {number}: found {point} after {found[key][-1]}; expected the "
                    "points of a relation in order, without a fall"
                )
            found[key].append(point)
        points = {key: tuple(rows) for key, rows in found.items()}
        return cls(points, hashlib.sha256(data).hexdigest())

    def of(self, claim: Claim) -> float:
        """The calibrated confidence of a claim that states its own."""
        points = self.points.get((str(claim.relation), origin(claim.pattern)))
        return claim.confidence if points is None else interpolate(points, claim.confidence)

    def apply(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """The claims with calibrated confidences, in their order."""
        return tuple(replace(claim, confidence=self.of(claim)) for claim in claims)


STATED = Calibration({})
"""Confidences as they are stated."""


def origin(pattern: str) -> str:
    """Whether a claim's pattern is one of ours, or stands for a learned model."""
    return "learned" if pattern.endswith(".learned") else "pattern"


def interpolate(points: Sequence[tuple[float, float]], stated: float) -> float:
    """The value of a line at ``stated``, with four digits behind the point."""
    after = bisect_right(points, stated, key=lambda point: point[0])
    if after == 0:
        return points[0][1]
    if after == len(points):
        return points[-1][1]
    (left, low), (right, high) = points[after - 1], points[after]
    return round(low + (high - low) * (stated - left) / (right - left), 4)


def keep_sure(extraction: Extraction, least: float) -> Extraction:
    """An extraction without the claims that are less sure than ``least``.

    An event without a name is in a text for what is claimed of it, and goes with the last claim.
    """
    claims = tuple(claim for claim in extraction.claims if claim.confidence >= least)
    if len(claims) == len(extraction.claims):
        return extraction
    told = {end for claim in claims for end in (claim.subject, claim.object)}
    clusters = tuple(
        cluster
        for cluster in extraction.clusters
        if cluster.is_named or not told.isdisjoint(cluster.mentions)
    )
    return replace(extraction, claims=claims, clusters=clusters)


def _rows(lines: Sequence[str], file: Path) -> Iterable[tuple[int, dict[str, str]]]:
    """The rows below the header, with their line numbers."""
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        if header is None:
            header = cells
            if tuple(header) != COLUMNS:
                raise LexiconError(
                    f"{file}, line {number}: found the columns {', '.join(header)}; "
                    f"expected {', '.join(COLUMNS)}"
                )
        elif len(cells) != len(COLUMNS):
            raise LexiconError(
                f"{file}, line {number}: found {len(cells)} columns; expected {len(COLUMNS)}"
            )
        else:
            yield number, dict(zip(COLUMNS, cells, strict=True))


def _point(row: Mapping[str, str], place: str) -> tuple[tuple[str, str], tuple[float, float]]:
    if row["relation"] not in list(Relation):
        raise LexiconError(f"{place}: found the relation {row['relation']!r}; expected one of kg's")
    if row["origin"] not in ORIGINS:
        raise LexiconError(
            f"{place}: found the origin {row['origin']!r}; expected {' or '.join(ORIGINS)}"
        )
    try:
        stated, confidence, claims = (
            float(row["stated"]),
            float(row["confidence"]),
            int(row["claims"]),
        )
    except ValueError as error:
        raise LexiconError(f"{place}: expected numbers; {error}") from error
    # A confidence of 0 would say that a claim is no claim; the contract's lie in (0, 1].
    if not (0 < stated <= 1 and 0 < confidence <= 1 and claims > 0):
        raise LexiconError(
            f"{place}: found {stated}, {confidence} and {claims} claims; expected confidences "
            "above 0, up to 1, and 1 claim or more"
        )
    if not row["source"].strip():
        raise LexiconError(f"{place}: found no source; expected on what it was measured")
    return (row["relation"], row["origin"]), (stated, confidence)
