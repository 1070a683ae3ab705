"""Several gold sets side by side, and whether one of them flatters.

Articles that an extractor was written on score higher than those that it meets later. So the first
set named, the one that everybody has seen, is held against the others: where it stands more than
:data:`LARGEST_GAP` above one of them, the rules fit it and not the language.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.evaluation.prediction import Prediction
from kg.evaluation.reliability import calibration_error
from kg.evaluation.report import Report
from kg.evaluation.run import builder, evaluate, predict
from kg.model import Document, Problem
from kg.settings import Settings

LARGEST_GAP = 0.10
"""How far the first set's F1 may stand above another's."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Annotations under a name; ``texts`` as :func:`kg.evaluation.evaluate` takes them."""

    name: str
    gold: tuple[Path, ...]
    texts: Path | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The report of each set, in the order given."""

    reports: dict[str, Report]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The documents of any set that could not be scored."""
        return tuple(
            replace(problem, source=f"{name}: {problem.source}")
            for name, report in self.reports.items()
            for problem in report.problems
        )

    def warnings(self) -> list[str]:
        """What makes the first set's figures doubtful."""
        told = []
        (first, reference), *others = self.reports.items()
        for name, report in others:
            for kind, ours, theirs in (
                ("entity", reference.entity_total().f1, report.entity_total().f1),
                ("fact", reference.fact_total().f1, report.fact_total().f1),
            ):
                if ours is not None and theirs is not None and ours - theirs > LARGEST_GAP:
                    told.append(
                        f"{kind} F1 of {first} stands {ours - theirs:.3f} above that of {name}: "
                        f"more than {LARGEST_GAP:.2f}, so it says little about texts not seen"
                    )
        return told

    def as_text(self) -> str:
        """A line for each set, then the warnings and what could not be scored."""
        width = max(len(name) for name in (*self.reports, "Gold")) + 2
        head = "".join(f"{each:>8}" for each in ("P", "R", "F1"))
        lines = [
            f"{'':<{width}}{'':>10}{'entities':>24}{'facts':>24}",
            f"{'Gold':<{width}}{'documents':>10}{head}{head}{'calibration error':>19}",
        ]
        for name, report in self.reports.items():
            error = calibration_error(report.claims())
            cells = [
                share
                for count in (report.entity_total(), report.fact_total())
                for share in (count.precision, count.recall, count.f1)
            ]
            shares = "".join(f"{_share(share):>8}" for share in cells)
            lines.append(f"{name:<{width}}{len(report.documents):>10}{shares}{_share(error):>19}")
        lines += [f"warning: {warning}" for warning in self.warnings()]
        lines += [f"not scored: {problem}" for problem in self.problems]
        return "\n".join(lines) + "\n"

    def as_json(self) -> str:
        """Every set's report and the warnings, as JSON with a final newline."""
        data = {
            "sets": {name: json.loads(report.as_json()) for name, report in self.reports.items()},
            "warnings": self.warnings(),
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def compare(
    sets: Sequence[GoldSet],
    *,
    build_document: Callable[[Document], Any] | None = None,
    settings: Settings | None = None,
) -> Comparison:
    """Scores each set; a document of several sets (a whole and its half) is built once.

    Arguments and errors are those of :func:`kg.evaluation.evaluate`; the names of the sets differ.
    """
    build = _remember(build_document or builder(settings))
    return Comparison(
        {each.name: evaluate(each.gold, texts=each.texts, build_document=build) for each in sets}
    )


def _remember(build: Callable[[Document], Any]) -> Callable[[Document], Prediction]:
    """A builder that keeps what a graph says, and not the graph."""
    predictions: dict[Document, Prediction] = {}

    def remembered(document: Document) -> Prediction:
        if document not in predictions:
            predictions[document] = predict(build(document), document)
        return predictions[document]

    return remembered


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"
