"""The report of an evaluation, as numbers, as a text table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kg.evaluation.breakdown import SourceScore, errors_table, sources_table
from kg.evaluation.diagnosis import KINDS, Mistake
from kg.evaluation.gold import RELATIONS, TYPES
from kg.evaluation.reliability import JudgedClaim, numbers, table
from kg.evaluation.scoring import Count
from kg.model import Problem


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The score of one document: counts by type and by relation, and every error.

    ``missed_with_entity`` counts the missed facts one end of which was not found. ``claims`` are
    those of a system that tells how sure it is; ``source`` is the newspaper, where it is known.
    """

    doc: str
    entities: dict[str, Count]
    facts: dict[str, Count]
    missed_with_entity: dict[str, int]
    mistakes: tuple[Mistake, ...]
    claims: tuple[JudgedClaim, ...] = ()
    source: str = ""

    def entity_total(self) -> Count:
        """The sum over all types."""
        return sum(self.entities.values(), Count())

    def fact_total(self) -> Count:
        """The sum over all relations."""
        return sum(self.facts.values(), Count())


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of all documents; ``problems`` say which could not be scored, and why."""

    documents: tuple[DocumentScore, ...]
    problems: tuple[Problem, ...] = ()

    def entities(self) -> dict[str, Count]:
        """Counts by entity type over all documents, in the order of the guideline."""
        return _total((document.entities for document in self.documents), TYPES)

    def facts(self) -> dict[str, Count]:
        """Counts by relation over all documents, in the order of the guideline."""
        return _total((document.facts for document in self.documents), RELATIONS)

    def entity_total(self) -> Count:
        """The sum over all types, from which the micro-average comes."""
        return sum(self.entities().values(), Count())

    def fact_total(self) -> Count:
        """The sum over all relations, from which the micro-average comes."""
        return sum(self.facts().values(), Count())

    def missed_with_entity(self) -> dict[str, int]:
        """By relation, how many facts were missed because an entity was."""
        return {
            rel: sum(document.missed_with_entity.get(rel, 0) for document in self.documents)
            for rel in self.facts()
        }

    def claims(self) -> tuple[JudgedClaim, ...]:
        """The judged claims of all documents."""
        return tuple(claim for document in self.documents for claim in document.claims)

    def sources(self) -> tuple[SourceScore, ...]:
        """The scores of each newspaper, by name."""
        return tuple(
            _source_score(source, [item for item in self.documents if item.source == source])
            for source in sorted({item.source for item in self.documents})
        )

    def as_text(self, *, errors: bool = False, documents: bool = False) -> str:
        """Tables by type and relation, and of confidences where the system tells them.

        With ``documents`` also tables by document and by newspaper, with ``errors`` every error
        and how many there are of each kind.
        """
        parts = [_table("Entities", self.entities(), total=self.entity_total())]
        missed = self.missed_with_entity()
        parts.append(_table("Facts", self.facts(), total=self.fact_total(), missed=missed))
        if self.claims():
            parts.append(table(self.claims()))
        if documents:
            parts.append(_by_document(self.documents))
        if documents or errors:
            parts.append(sources_table(self.sources()))
        if errors:
            parts += [errors_table(self.sources()), _listing(self.documents)]
        if self.problems:
            lines = [f"  {problem.source}: {problem.message}" for problem in self.problems]
            parts.append("\n".join(["Not scored", *lines]))
        return "\n\n".join(parts) + "\n"

    def as_json(self) -> str:
        """Everything, errors included, as JSON with a final newline."""
        missed = self.missed_with_entity()
        data = {
            "entities": _numbers(self.entities(), self.entity_total()),
            "facts": _numbers(self.facts(), self.fact_total(), missed=missed),
            "confidence": numbers(self.claims()),
            "documents": [
                {
                    "doc": item.doc,
                    "source": item.source,
                    "entities": _numbers(item.entities, item.entity_total()),
                    "facts": _numbers(
                        item.facts, item.fact_total(), missed=item.missed_with_entity
                    ),
                    "errors": [asdict(mistake) for mistake in item.mistakes],
                }
                for item in self.documents
            ],
            "problems": [asdict(problem) for problem in self.problems],
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _source_score(source: str, documents: Sequence[DocumentScore]) -> SourceScore:
    return SourceScore(
        source=source,
        documents=len(documents),
        entities=sum((item.entity_total() for item in documents), Count()),
        facts=sum((item.fact_total() for item in documents), Count()),
        mistakes=tuple(mistake for item in documents for mistake in item.mistakes),
    )


def _total(counts: Iterable[dict[str, Count]], names: Sequence[str]) -> dict[str, Count]:
    sums: dict[str, Count] = {}
    for document in counts:
        for name, count in document.items():
            sums[name] = sums.get(name, Count()) + count
    return {name: sums[name] for name in names if name in sums}


def _numbers(
    counts: dict[str, Count], total: Count, *, missed: dict[str, int] | None = None
) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    for name, count in [*counts.items(), ("all", total)]:
        rows[name] = asdict(count) | {
            "precision": count.precision,
            "recall": count.recall,
            "f1": count.f1,
        }
        if missed is not None:
            lost = sum(missed.values()) if name == "all" else missed.get(name, 0)
            rows[name]["missed_with_entity"] = lost
            rows[name]["missed_relation"] = count.false_negatives - lost
    return rows


def _table(
    title: str, counts: dict[str, Count], *, total: Count, missed: dict[str, int] | None = None
) -> str:
    header = f"{title:<14}{'right':>7}{'spurious':>10}{'missed':>8}{'P':>8}{'R':>8}{'F1':>8}"
    if missed is not None:
        header += f"{'entity missed':>16}{'relation missed':>17}"
    lines = [header]
    for name, count in [*counts.items(), ("all", total)]:
        line = (
            f"{name:<14}{count.true_positives:>7}{count.false_positives:>10}"
            f"{count.false_negatives:>8}"
            f"{_percent(count.precision):>8}{_percent(count.recall):>8}{_percent(count.f1):>8}"
        )
        if missed is not None:
            lost = sum(missed.values()) if name == "all" else missed.get(name, 0)
            line += f"{lost:>16}{count.false_negatives - lost:>17}"
        lines.append(line)
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def _by_document(documents: Sequence[DocumentScore]) -> str:
    width = max([len(item.doc) for item in documents], default=8) + 2
    lines = [f"{'Document':<{width}}{'entities F1':>13}{'facts F1':>10}"]
    for item in documents:
        entities, facts = _percent(item.entity_total().f1), _percent(item.fact_total().f1)
        lines.append(f"{item.doc:<{width}}{entities:>13}{facts:>10}")
    return "\n".join(lines)


def _listing(documents: Sequence[DocumentScore]) -> str:
    groups: dict[str, list[tuple[Mistake, str]]] = {kind: [] for kind in KINDS}
    for item in documents:
        for mistake in item.mistakes:
            groups[mistake.kind].append((mistake, item.source))
    lines = ["Every error"]
    for kind, mistakes in groups.items():
        if mistakes:
            lines += ["", f"{kind} ({len(mistakes)})"]
            lines += [line for item in mistakes for line in _mistake(*item)]
    return "\n".join(lines)


def _mistake(mistake: Mistake, source: str) -> list[str]:
    told = (f"[{mistake.doc}]", source, mistake.name, mistake.pattern)
    lines = ["  " + "  ".join(filter(None, told))]
    if mistake.gold:
        lines.append(f"    gold:  {mistake.gold}")
    if mistake.found:
        lines.append(f"    found: {mistake.found}")
    if mistake.sentence:
        lines.append(f"    “{' '.join(mistake.sentence.split())}”")
    return lines
