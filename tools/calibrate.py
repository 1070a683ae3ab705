"""Makes ``kg/data/confidence.tsv``: what confidences have meant on annotated articles.

Run it whenever patterns or models have changed, on gold that they were not written on::

    python tools/calibrate.py GOLD@TEXTS [GOLD@TEXTS …] --source "dev 2026-11"

``GOLD`` is a file or folder of annotations, ``TEXTS`` where their texts are (without it, the seeds
of kg). Each document is built alone with the confidences as they are stated. For each relation
and origin (patterns, learned) the claims are put in order of their stated confidence, in groups of
at least :data:`LEAST`; the share of a group that is right is drawn towards that of all claims of
the origin, as if :data:`PRIOR` more claims had been seen, and neighbours that would fall are joined
(pool adjacent violators). Relations with fewer claims take the line of all claims of their origin.

What the table is worth is printed first: the calibration error on one half of the documents with a
table made from the other half, both ways.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.confidence import COLUMNS, ORIGINS, SHIPPED, STATED, Points, interpolate, origin
from kg.evaluation import GoldSet, compare
from kg.evaluation.gold import RELATIONS
from kg.evaluation.reliability import JudgedClaim, calibration_error
from kg.model import Document
from kg.pipeline import assemble, extract
from kg.resources import Resources
from kg.settings import RECOGNIZERS, Settings

LEAST = 10
"""Claims that a point of a line is measured on at least."""

PRIOR = 5
"""How many claims the line of all relations counts for beside a relation's own."""


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of neighbouring confidences: their number, the sum of these, how many are right."""

    claims: int
    stated: float
    right: float

    def __add__(self, other: Group) -> Group:
        return Group(
            self.claims + other.claims, self.stated + other.stated, self.right + other.right
        )

    @property
    def x(self) -> float:
        """The mean confidence that was stated."""
        return self.stated / self.claims

    def y(self, prior: Points) -> float:
        """The share that is right, drawn towards a line."""
        expected = interpolate(prior, self.x) if prior else 0.5
        return (self.right + PRIOR * expected) / (self.claims + PRIOR)


def fit(claims: Iterable[tuple[float, bool]], prior: Points = ()) -> list[tuple[Group, float]]:
    """Groups of (stated confidence, right) and their calibrated confidence, which never falls."""
    by_stated: dict[float, Group] = defaultdict(lambda: Group(0, 0.0, 0.0))
    for stated, right in claims:
        by_stated[stated] += Group(1, stated, float(right))
    groups: list[Group] = []
    for stated in sorted(by_stated):
        if groups and groups[-1].claims < LEAST:
            groups[-1] += by_stated[stated]
        else:
            groups.append(by_stated[stated])
    if len(groups) > 1 and groups[-1].claims < LEAST:
        last = groups.pop()
        groups[-1] += last
    joined: list[Group] = []
    for group in groups:
        joined.append(group)
        while len(joined) > 1 and joined[-2].y(prior) >= joined[-1].y(prior):
            last = joined.pop()
            joined[-1] += last
    return [(group, group.y(prior)) for group in joined]


def points_of(fitted: Sequence[tuple[Group, float]]) -> Points:
    """A line's points, rounded, above 0."""
    return tuple(
        (round(group.x, 6), max(0.001, round(confidence, 3))) for group, confidence in fitted
    )


@dataclass(frozen=True, slots=True)
class Line:
    """The points of a relation and origin, and the number of claims behind each.

    ``is_general`` where these are claims of all relations, since there are too few of this one.
    """

    relation: str
    origin: str
    points: Points
    counts: tuple[int, ...]
    is_general: bool


def table(claims: Sequence[JudgedClaim]) -> Iterator[Line]:
    """The lines of all relations, for each origin that has claims."""
    for kind in ORIGINS:
        own = [claim for claim in claims if origin(claim.pattern) == kind]
        if not own:
            continue
        general = fit((claim.confidence, claim.right) for claim in own)
        for relation in RELATIONS:
            mine = [(c.confidence, c.right) for c in own if c.relation == relation]
            scarce = len(mine) < LEAST
            fitted = general if scarce else fit(mine, points_of(general))
            counts = tuple(group.claims for group, _ in fitted)
            yield Line(relation, kind, points_of(fitted), counts, scarce)


def calibrated(claims: Iterable[JudgedClaim], by: Sequence[JudgedClaim]) -> list[JudgedClaim]:
    """Claims with the confidences that a table made from other claims gives them."""
    lines = {(line.relation, line.origin): line.points for line in table(by)}
    found = []
    for claim in claims:
        points = lines.get((claim.relation, origin(claim.pattern)))
        sure = claim.confidence if points is None else interpolate(points, claim.confidence)
        found.append(replace(claim, confidence=sure))
    return found


def write(claims: Sequence[JudgedClaim], file: Path, source: str) -> None:
    """Write the table; ``source`` says what it was measured on."""
    lines = [
        "# What confidences have meant on annotated articles; kg/confidence.py tells the format.",
        "# Made by tools/calibrate.py.",
        "\t".join(COLUMNS),
    ]
    for line in table(claims):
        told = f"{source}, all relations" if line.is_general else source
        for (stated, confidence), count in zip(line.points, line.counts, strict=True):
            row = (line.relation, line.origin, f"{stated:g}", f"{confidence:g}", str(count), told)
            lines.append("\t".join(row))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def read(places: Sequence[str], recognizer: str) -> list[list[JudgedClaim]]:
    """The judged claims of each annotated document, with confidences as stated."""
    resources = Resources.load(Settings(recognizer=recognizer))
    resources = replace(resources, calibration=STATED, min_confidence=0.0)

    def build(document: Document) -> object:
        return assemble([extract(document, resources)], resources)

    sets = []
    for place in places:
        gold, _, texts = place.partition("@")
        sets.append(GoldSet(place, (Path(gold),), Path(texts) if texts else None))
    reports = compare(sets, build_document=build).reports.values()
    return [list(item.claims) for report in reports for item in report.documents]


def main() -> None:
    """Measure, tell what it is worth, and write the table."""
    parser = argparse.ArgumentParser(description="Calibrate confidences on gold.")
    parser.add_argument("gold", nargs="+", metavar="GOLD[@TEXTS]")
    parser.add_argument("--source", required=True, help="what the gold is, for the table")
    parser.add_argument("--recognizer", choices=RECOGNIZERS, default="default")
    parser.add_argument("--output", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    documents = read(arguments.gold, arguments.recognizer)
    halves = [[claim for each in documents[start::2] for claim in each] for start in (0, 1)]
    for name, mine, other in (("first", *halves), ("second", *reversed(halves))):
        before, after = calibration_error(mine), calibration_error(calibrated(mine, other))
        print(f"{name} half, {len(mine)} claims: calibration error {before:.3f} → {after:.3f}")
    claims = [claim for each in documents for claim in each]
    write(claims, arguments.output, arguments.source)
    print(f"{arguments.output}: from {len(claims)} claims of {len(documents)} documents")


if __name__ == "__main__":
    main()
