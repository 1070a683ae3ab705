"""Reports: what a graph was built of, what it holds, and what was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import EntityType, Extraction, Problem, Relation, Resolution


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a graph was built of and holds.

    ``extracted`` of the documents were read this time and not before. ``problems`` failed;
    ``notes`` did not, but should be seen.
    """

    documents: int
    extracted: int
    sentences: int
    entities: Mapping[EntityType, int]
    facts: Mapping[Relation, int]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def failures(
    extractions: Iterable[Extraction], paths: Mapping[str, Sequence[str]]
) -> tuple[Problem, ...]:
    """What went wrong in extractions, with the first of the document's ``paths`` as its source."""
    return tuple(
        Problem(paths[extraction.document.identifier][0], problem.message, problem.place)
        for extraction in extractions
        for problem in extraction.problems
    )


def make_report(
    resolution: Resolution,
    *,
    documents: int,
    extracted: int,
    sentences: int,
    problems: tuple[Problem, ...],
    notes: tuple[Problem, ...],
) -> BuildReport:
    """The report of a graph of ``resolution``."""
    # What only the gazetteer adds (a city's country) was not found in the texts.
    entities = Counter(entity.type for entity in resolution.entities if entity.members)
    facts = Counter(fact.relation for fact in resolution.facts if fact.evidence)
    return BuildReport(
        documents=documents,
        extracted=extracted,
        sentences=sentences,
        entities={kind: entities[kind] for kind in EntityType if entities[kind]},
        facts={relation: facts[relation] for relation in Relation if facts[relation]},
        problems=problems,
        notes=notes,
    )
